//! Sets all values of a resource.

use crate::message::Message;
use crate::mock::call::Call;
use crate::mock::edit;
use crate::mock::plan::Target;
use crate::rpc::Error;

/// Copies all fields of the request to the resource, including those at their default.
pub(super) fn apply(call: &mut Call<'_>, target: &Target) -> Result<Box<dyn Message>, Error> {
    let changed = edit::stored(call, target, |edit, message| edit.copy(message, true))?;
    Ok(changed.message)
}
