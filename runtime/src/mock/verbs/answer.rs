//! Answers an RPC that is about no resource.

use crate::message::Message;
use crate::mock::call::Call;
use crate::mock::response;
use crate::rpc::Error;

/// Returns a sampled response.
pub(super) fn handle(call: &Call<'_>) -> Result<Box<dyn Message>, Error> {
    call.check_references()?;
    Ok(response::surrounding(call, None))
}
