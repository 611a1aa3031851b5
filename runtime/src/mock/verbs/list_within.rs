//! Lists the elements of a resource's field.

use crate::message::{Message, Value};
use crate::mock::call::Call;
use crate::mock::plan::{FieldRef, PageFields, Target};
use crate::mock::response;
use crate::rpc::Error;

/// Returns a page of the list in the resource.
pub(super) fn handle(
    call: &Call<'_>,
    target: &Target,
    list: FieldRef,
    page: PageFields,
) -> Result<Box<dyn Message>, Error> {
    let resource = super::get::apply(call, target)?;
    let items: Vec<_> = match list.get(&*resource) {
        Value::List(list) => (1..).zip((0..list.len()).map(|index| list.get(index))).collect(),
        _ => Vec::new(),
    };
    response::with_page(call, page, &items)
}
