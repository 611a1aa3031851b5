//! Replaces a list of a resource.

use crate::mock::handler_input::HandlerInput;
use crate::mock::merge::Merge;
use crate::mock::plan::{FieldRef, Target};
use crate::mock::times;
use crate::rpc::Error;

/// Replaces the list of the resource by the items of the request.
pub(super) fn apply(
    input: &mut HandlerInput<'_>,
    target: &Target,
    items: FieldRef,
    list: FieldRef,
) -> Result<(), Error> {
    input.check_references()?;
    let (selector, items) = (input.selector(target), items.get(input.request));
    let now = input.now;
    let (mut entry, mut sampler) = input.find_or_sample(target, &selector)?;
    times::record(&mut *entry.message, now, |message| {
        Merge::new(&mut sampler).merge_field(items, message, list);
    });
    Ok(())
}
