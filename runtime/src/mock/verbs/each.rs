//! Does what the RPC for one resource does for each element of a list in the request.

use crate::message::{Message, Slot, Value, copy, copy_message};
use crate::mock::handler_input::HandlerInput;
use crate::mock::plan::{Each, EachResult, FieldRef};
use crate::rpc::Error;

/// The result for one element.
struct Outcome {
    index: usize,
    request: Box<dyn Message>,
    result: Result<Option<Box<dyn Message>>, Error>,
}

/// Acts on each element and reports failures in the response.
pub(super) fn handle(input: &mut HandlerInput<'_>, each: &Each) -> Result<Box<dyn Message>, Error> {
    let mut outcomes = Vec::new();
    if let Value::List(list) = each.items.get(input.request) {
        for index in 0..list.len() {
            let request = single_request(each, list.get(index));
            let mut single = input.with(&each.single, &*request);
            let result = super::one::apply(&mut single, &each.one);
            outcomes.push(Outcome { index, request, result });
        }
    }
    let mut response = input.rpc.method.response().new_message();
    for (field, kind) in &each.results {
        if let Slot::List(list) = field.slot(&mut *response) {
            for outcome in &outcomes {
                match (kind, &outcome.result) {
                    (EachResult::Resources, Ok(Some(resource))) => {
                        copy(Value::Message(&**resource), list.push());
                    }
                    (EachResult::Failures, Err(error)) => {
                        if let Slot::Message(failure) = list.push() {
                            report(outcome, error, failure);
                        }
                    }
                    (EachResult::Ids, Ok(_)) => {
                        if let Some(key) = each.one.target.keys.first() {
                            copy(key.field.get(&*outcome.request), list.push());
                        }
                    }
                    _ => {}
                }
            }
        }
    }
    Ok(response)
}

/// The request for one element: the element itself, or a request with the element as its key.
fn single_request(each: &Each, element: Value<'_>) -> Box<dyn Message> {
    let mut request = each.single.method.request().new_message();
    match (element, each.one.target.keys.first()) {
        (Value::Message(message), _) => {
            copy_message(message, &mut *request);
        }
        (id, Some(key)) => {
            copy(id, key.field.slot(&mut *request));
        }
        _ => {}
    }
    request
}

/// Sets the fields of a failure: the index of the element, the error message, and values of the
/// element with the same name.
fn report(outcome: &Outcome, error: &Error, failure: &mut dyn Message) {
    for field in FieldRef::all(failure.descriptor()) {
        let index = i32::try_from(outcome.index).unwrap_or(i32::MAX);
        let value = match field.name() {
            "index" => Value::I32(index),
            "error" => Value::String(error.message()),
            name => FieldRef::named(outcome.request.descriptor(), name)
                .map_or(Value::Absent, |field| field.get(&*outcome.request)),
        };
        if !matches!(value, Value::Absent) {
            copy(value, field.slot(failure));
        }
    }
}
