//! Answers an RPC that is about no resource.

use crate::message::Message;
use crate::mock::handler_input::HandlerInput;
use crate::mock::response;
use crate::rpc::Error;

/// Returns a sampled response.
pub(super) fn handle(input: &HandlerInput<'_>) -> Result<Box<dyn Message>, Error> {
    input.check_references()?;
    Ok(response::surrounding(input, None))
}
