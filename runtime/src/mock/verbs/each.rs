//! Does what the RPC for one resource does for each element of a list in the request.

use super::one;
use crate::message::{Message, Slot, Value, copy, copy_message};
use crate::mock::call::{Call, PIECE};
use crate::mock::plan::{Each, EachResult, FieldRef};
use crate::rpc::Error;

/// Acts on each element and reports failures in the response.
pub(super) async fn handle(call: &Call<'_>, each: &Each) -> Result<Box<dyn Message>, Error> {
    let mut response = call.rpc.method.response().new_message();
    let mut index = 0;
    while let Some(request) = single_request(each, call.request, index) {
        let result =
            call.piece(|input| one::apply(&mut input.with(&each.single, &*request), &each.one));
        add_result(each, &Outcome { index, request: &*request, result }, &mut *response);
        index += 1;
        if index % PIECE == 0 {
            call.pause().await;
        }
    }
    Ok(response)
}

/// The result for one element.
struct Outcome<'a> {
    index: usize,
    request: &'a dyn Message,
    result: Result<Option<Box<dyn Message>>, Error>,
}

/// Adds the result for one element to the lists of the response.
fn add_result(each: &Each, outcome: &Outcome<'_>, response: &mut dyn Message) {
    for (field, kind) in &each.results {
        let Slot::List(list) = field.slot(response) else { continue };
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
                    copy(key.field.get(outcome.request), list.push());
                }
            }
            _ => {}
        }
    }
}

/// The request for one element: the element itself, or a request with the element as its key. `None`
/// after the last element.
fn single_request(each: &Each, all: &dyn Message, index: usize) -> Option<Box<dyn Message>> {
    let Value::List(list) = each.items.get(all) else { return None };
    if index >= list.len() {
        return None;
    }
    let mut request = each.single.method.request().new_message();
    match (list.get(index), each.one.target.keys.first()) {
        (Value::Message(message), _) => {
            copy_message(message, &mut *request);
        }
        (id, Some(key)) => {
            copy(id, key.field.slot(&mut *request));
        }
        _ => {}
    }
    Some(request)
}

/// Sets the fields of a failure: the index of the element, the error message, and values of the
/// element with the same name.
fn report(outcome: &Outcome<'_>, error: &Error, failure: &mut dyn Message) {
    for field in FieldRef::all(failure.descriptor()) {
        let index = i32::try_from(outcome.index).unwrap_or(i32::MAX);
        let value = match field.name() {
            "index" => Value::I32(index),
            "error" => Value::String(error.message()),
            name => FieldRef::named(outcome.request.descriptor(), name)
                .map_or(Value::Absent, |field| field.get(outcome.request)),
        };
        if !matches!(value, Value::Absent) {
            copy(value, field.slot(failure));
        }
    }
}
