//! What RPCs do that do the same for many.

use std::sync::Arc;

use super::acts::Subject;
use super::catalogue::is;
use super::plan::Plan;
use super::shape::{Shape, Shapes, index_of};
use super::world::{World, lost};
use crate::message::{Message, Slot, Value, copy, copy_message};
use crate::rpc::Error;

/// What became of one element of a request.
struct Outcome {
    index: usize,
    request: Box<dyn Message>,
    result: Result<Option<Subject>, Error>,
}

impl World {
    /// Does for each element of a request's list what the RPC for one does. Failures are told in
    /// the reply.
    pub(super) fn each(
        &mut self,
        (service, plan): (usize, &Plan),
        request: &dyn Message,
        items: usize,
        single: usize,
    ) -> Result<Box<dyn Message>, Error> {
        let catalogue = Arc::clone(&self.catalogue);
        let single = catalogue.plan(service, single).ok_or_else(lost)?;
        let (_, resource) = catalogue.about(plan)?;
        let Value::List(list) = request.get(items) else { return Err(lost()) };
        let mut outcomes = Vec::new();
        for index in 0..list.len() {
            let request = one_of(single, list.get(index));
            let result = self.act(single, &*request);
            outcomes.push(Outcome { index, request, result });
        }
        let mut response = plan.method.response().new_message();
        for (field, _, shape) in Shapes::of(plan.method.response()).fields() {
            let Slot::List(told) = response.slot(field) else { continue };
            for outcome in &outcomes {
                match (shape, &outcome.result) {
                    (Shape::Messages(of), Ok(Some(subject))) if is(resource, of) => {
                        copy(Value::Message(&*subject.message), told.push());
                    }
                    (Shape::Messages(of), Err(error)) if !is(resource, of) => {
                        if let Slot::Message(failure) = told.push() {
                            tell_failure(outcome, error, failure);
                        }
                    }
                    (Shape::Strings, Ok(_)) => {
                        let id = single.keys.first().map(|(key, _)| outcome.request.get(*key));
                        if let Some(id) = id {
                            copy(id, told.push());
                        }
                    }
                    _ => {}
                }
            }
        }
        Ok(response)
    }
}

/// The request of one: an element as it is, or a request about what the element names.
fn one_of(single: &Plan, element: Value<'_>) -> Box<dyn Message> {
    let mut request = single.method.request().new_message();
    match (element, single.keys.first()) {
        (Value::Message(message), _) => {
            copy_message(message, &mut *request);
        }
        (id, Some((key, _))) => {
            copy(id, request.slot(*key));
        }
        _ => {}
    }
    request
}

/// Tells which element failed and why, and what the request said about it.
fn tell_failure(outcome: &Outcome, error: &Error, failure: &mut dyn Message) {
    for (field, descriptor) in failure.descriptor().fields().iter().enumerate() {
        let index = i32::try_from(outcome.index).unwrap_or(i32::MAX);
        let value = match descriptor.name() {
            "index" => Value::I32(index),
            "error" => Value::String(error.message()),
            name => index_of(outcome.request.descriptor(), name)
                .map_or(Value::Absent, |index| outcome.request.get(index)),
        };
        if !matches!(value, Value::Absent) {
            copy(value, failure.slot(field));
        }
    }
}
