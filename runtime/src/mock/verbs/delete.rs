//! Deletes resources.

use crate::mock::call::Call;
use crate::mock::plan::Target;
use crate::rpc::Error;

/// Deletes what the request identifies. A resource that was never created is `not_found` from now
/// on.
pub(super) fn apply(call: &mut Call<'_>, target: &Target) -> Result<(), Error> {
    call.check_references()?;
    let resource = call.resource(target);
    let selector = call.checked_selector(target)?;
    // A request without some of its keys would select too many resources.
    if selector.len() < target.keys.len() {
        return Ok(());
    }
    if call.collection(target).find(&selector).is_some() {
        call.collection_mut(target).delete(&selector);
        return Ok(());
    }
    call.policy.check_unknown(resource, call.collection(target), &selector)?;
    let entry = call.generator.sample_unknown(resource, &selector);
    call.collection_mut(target).add_deleted(entry);
    Ok(())
}
