//! Replaces a list of a resource.

use crate::mock::call::Call;
use crate::mock::merge::Merge;
use crate::mock::plan::{FieldRef, Target};
use crate::rpc::Error;

/// Replaces the list of the resource by the items of the request.
pub(super) fn apply(
    call: &mut Call<'_>,
    target: &Target,
    items: FieldRef,
    list: FieldRef,
) -> Result<(), Error> {
    call.check_references()?;
    let (selector, items) = (call.selector(target), items.get(call.request));
    let (entry, mut sampler) = call.find_or_sample(target, &selector)?;
    Merge::new(&mut sampler).merge_field(items, &mut *entry.message, list);
    Ok(())
}
