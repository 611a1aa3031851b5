//! Updates a resource.

use crate::message::Message;
use crate::mock::edit;
use crate::mock::handler_input::HandlerInput;
use crate::mock::plan::Target;
use crate::rpc::Error;

/// Copies the fields that the request sets to the resource.
pub(super) fn apply(
    input: &mut HandlerInput<'_>,
    target: &Target,
) -> Result<Box<dyn Message>, Error> {
    let changed = edit::stored(input, target, |edit, message| edit.copy(message, false))?;
    Ok(changed.message)
}
