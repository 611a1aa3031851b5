//! Gets a resource.

use crate::message::Message;
use crate::mock::handler_input::HandlerInput;
use crate::mock::plan::Target;
use crate::rpc::Error;

/// Returns the resource that the request identifies. One that was never created is sampled if the
/// policy allows it, and not stored.
pub(super) fn apply(input: &HandlerInput<'_>, target: &Target) -> Result<Box<dyn Message>, Error> {
    input.check_references()?;
    let resource = input.resource(target);
    let selector = input.checked_selector(target)?;
    let collection = input.collection(target);
    if let Some(entry) = collection.find(&selector) {
        return Ok(entry.copy_message());
    }
    input.policy.check_unknown(resource, collection, &selector)?;
    Ok(input.generator.sample_unknown(resource, &selector).message)
}
