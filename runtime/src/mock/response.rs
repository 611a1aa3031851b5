//! Builds responses: sampled, with the values of the request and the resources of the call.
//!
//! Used by the handlers. It reads the store through [`HandlerInput`] and never changes it.

use super::handler_input::HandlerInput;
use super::merge::Merge;
use super::paging::{Items, Tokens, set_total};
use super::plan::{FieldRef, One, PageFields, Resource};
use super::{states, times};
use crate::json;
use crate::message::{Message, Slot, Value, copy, copy_message};
use crate::rpc::Error;

/// A response in which every field but `given` is set: to the value of the request if it has a
/// field of that name, and to a sampled value otherwise.
pub(super) fn surrounding(input: &HandlerInput<'_>, given: Option<FieldRef>) -> Box<dyn Message> {
    let method = input.rpc.method;
    let mut sampled = method.response().new_message();
    let request = json::encode_to_string(input.request);
    let mut sampler = input.generator.sampler(&["reply", method.path(), &request]);
    sampler.fill(&mut *sampled);
    states::revive(&mut *sampled);
    times::begin(&mut *sampled, input.now);
    input.generator.link_message(&mut *sampled);
    for (name, id) in input.related_ids() {
        if let Some(field) = FieldRef::named(sampled.descriptor(), name)
            && matches!(field.get(&*sampled), Value::String(_))
        {
            field.set_text(&mut *sampled, &id);
        }
    }
    let mut response = method.response().new_message();
    for field in FieldRef::all(response.descriptor()) {
        let value = field.get(&*sampled);
        if Some(field) != given && !matches!(value, Value::Absent) {
            copy(value, field.slot(&mut *response));
        }
    }
    Merge::new(&mut sampler).merge(
        input.request,
        &mut *response,
        |_| false,
        |path| Some(path.outer) != given,
    );
    times::schedule(input.request, &mut *response, input.now);
    response
}

/// A response with a resource, or at least its id.
pub(super) fn with_resource(
    input: &HandlerInput<'_>,
    one: &One,
    resource: &dyn Message,
) -> Box<dyn Message> {
    let mut response = surrounding(input, one.given);
    if let Some(Slot::Message(slot)) = one.given.map(|given| given.slot(&mut *response)) {
        copy_message(resource, slot);
        times::agree(resource, &mut *response);
    }
    set_id(input.resource(&one.target), resource, &mut *response);
    response
}

/// Sets the id of a resource in a response that has a field for it.
fn set_id(resource: &Resource, message: &dyn Message, response: &mut dyn Message) {
    let Some(id) = resource.own_id.and_then(|own| own.text(message)) else { return };
    for field in FieldRef::all(response.descriptor()) {
        if resource.is_own_id(field.name()) && matches!(field.get(response), Value::String(_)) {
            field.set_text(response, id);
        }
    }
}

/// The page tokens of the list that a call reads.
fn tokens<'a>(input: &HandlerInput<'a>) -> Tokens<'a> {
    Tokens {
        seed: input.generator.seed,
        path: input.rpc.method.path(),
        is_strict: input.policy.is_strict(),
    }
}

/// The page that the request asks for, without its items.
pub(super) fn page<T>(
    input: &HandlerInput<'_>,
    page_fields: PageFields,
) -> Result<Items<T>, Error> {
    Ok(Items::new(&tokens(input).page(page_fields.paging, input.request)?))
}

/// A response with a page of items.
pub(super) fn with_page<T>(
    input: &HandlerInput<'_>,
    page_fields: PageFields,
    items: &Items<T>,
    value: impl Fn(&T) -> Value<'_>,
) -> Result<Box<dyn Message>, Error> {
    let PageFields { paging, items: given } = page_fields;
    let mut response = surrounding(input, Some(given));
    if let Slot::List(list) = given.slot(&mut *response) {
        for item in items.iter() {
            copy(value(item), list.push());
        }
    }
    let next = items.next_start().map_or_else(String::new, |after| tokens(input).write(after));
    paging.set_next_token(&mut *response, next)?;
    set_total(&mut *response, items.total());
    Ok(response)
}
