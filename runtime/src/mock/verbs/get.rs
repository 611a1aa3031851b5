//! Gets a resource.

use crate::message::Message;
use crate::mock::call::Call;
use crate::mock::plan::Target;
use crate::rpc::Error;

/// Returns the resource that the request identifies. One that was never created is sampled if the
/// policy allows it, and not stored.
pub(super) fn apply(call: &Call<'_>, target: &Target) -> Result<Box<dyn Message>, Error> {
    call.check_references()?;
    let resource = call.resource(target);
    let selector = call.checked_selector(target)?;
    let collection = call.collection(target);
    if let Some(entry) = collection.find(&selector) {
        return Ok(entry.copy_message(resource.message_type));
    }
    call.policy.check_unknown(resource, collection, &selector)?;
    Ok(call.generator.sample_unknown(resource, &selector).message)
}
