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
    let items: Vec<_> = match list.get(&*resource) {
        Value::List(list) => (1..).zip((0..list.len()).map(|index| list.get(index))).collect(),
        _ => Vec::new(),
    };
    response::with_page(input, page, &items)
}
