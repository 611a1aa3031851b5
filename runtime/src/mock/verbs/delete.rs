//! Deletes resources.

use std::sync::Arc;

use crate::mock::handler_input::HandlerInput;
use crate::mock::plan::Target;
use crate::rpc::Error;

/// Deletes what the request identifies. A resource that was never created is `not_found` from now
/// on.
pub(super) fn apply(input: &mut HandlerInput<'_>, target: &Target) -> Result<(), Error> {
    input.check_references()?;
    let resource = input.resource(target);
    let selector = input.checked_selector(target)?;
    // A request without some of its keys would select too many resources.
    if selector.len() < target.keys.len() {
        return Ok(());
    }
    if input.collection(target).find(&selector).is_some() {
        input.collection_mut(target).delete(&selector);
        return Ok(());
    }
    input.policy.check_unknown(resource, input.collection(target), &selector)?;
    let entry = input.generator.sample_unknown(resource, &selector);
    input.collection_mut(target).add_deleted(Arc::new(entry));
    Ok(())
}
