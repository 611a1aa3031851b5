//! Sets all values of a resource.

use crate::message::Message;
use crate::mock::edit;
use crate::mock::handler_input::HandlerInput;
use crate::mock::plan::Target;
use crate::rpc::Error;

/// Copies all fields of the request to the resource, including those at their default.
pub(super) fn apply(
    input: &mut HandlerInput<'_>,
    target: &Target,
) -> Result<Box<dyn Message>, Error> {
    let changed = edit::stored(input, target, |edit, message| edit.copy(message, true))?;
    Ok(changed.message)
}
