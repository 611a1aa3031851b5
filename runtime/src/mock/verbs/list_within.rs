//! Lists the elements of a resource's field.

use crate::message::{Message, Value};
use crate::mock::handler_input::HandlerInput;
use crate::mock::plan::{FieldRef, PageFields, Target};
use crate::mock::response;
use crate::rpc::Error;

/// Returns a page of the list in the resource.
pub(super) fn handle(
    input: &HandlerInput<'_>,
    target: &Target,
    list: FieldRef,
    page: PageFields,
) -> Result<Box<dyn Message>, Error> {
    let resource = super::get::apply(input, target)?;
    let mut items = response::page(input, page)?;
    if let Value::List(list) = list.get(&*resource) {
        for (number, index) in (1..).zip(0..list.len()) {
            items.offer(number, || list.get(index));
        }
    }
    response::with_page(input, page, &items, |item| *item)
}
