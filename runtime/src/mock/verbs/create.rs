//! Creates a resource.

use crate::json;
use crate::message::{Message, Value};
use crate::mock::edit::Edit;
use crate::mock::entry::Entry;
use crate::mock::handler_input::HandlerInput;
use crate::mock::path::FieldPath;
use crate::mock::plan::{Attribute, FieldRef, One, Target};
use crate::mock::response;
use crate::mock::selector;
use crate::mock::times;
use crate::rpc::Error;

/// Creates the resource and returns the response.
pub(super) fn handle(input: &mut HandlerInput<'_>, one: &One) -> Result<Box<dyn Message>, Error> {
    let created = apply(input, &one.target)?;
    let response = response::with_resource(input, one, &*created);
    store_others(input, one, &*created, &*response);
    Ok(response)
}

/// Creates the resource. If there can be only one, an existing one is updated or, if it cannot be
/// updated, replaced. The policy may reject duplicates.
pub(super) fn apply(
    input: &mut HandlerInput<'_>,
    target: &Target,
) -> Result<Box<dyn Message>, Error> {
    input.check_references()?;
    let resource = input.resource(target);
    let mut sampler = input.new_sampler();
    let mut entry = input.generator.sample(resource, &mut sampler);
    entry.created = true;
    times::begin(&mut *entry.message, input.now);
    for (name, id) in input.related_ids() {
        let field = resource.fields.string(name);
        let attribute = field.map_or(Attribute::External(name), Attribute::Field);
        if resource.is_addressed_by(attribute) {
            entry.set_attribute(attribute, &id);
        }
    }
    let mut edit = Edit::new(input, target, sampler);
    edit.copy(&mut *entry.message, false);
    entry.set_selected(&input.selector(target));

    let (policy, now) = (input.policy, input.now);
    match entry.natural_key(resource) {
        Some(key) => {
            let collection = input.collection_mut(target);
            if resource.updatable
                && let Some(mut existing) = collection.find_mut(&key)
            {
                policy.check_duplicate(resource, || key.describe())?;
                times::record(&mut *existing.message, now, |message| edit.copy(message, false));
                return Ok(existing.copy_message());
            }
            collection.delete(&key);
        }
        None if policy.is_strict() => check_unique(input, target, &entry)?,
        None => {}
    }
    let created = entry.copy_message();
    input.collection_mut(target).add(entry);
    Ok(created)
}

/// Rejects a second resource with the same name or, if the request has no name, with the same
/// values.
fn check_unique(input: &HandlerInput<'_>, target: &Target, new: &Entry) -> Result<(), Error> {
    let resource = input.resource(target);
    let name = ["name", "display_name"].into_iter().find_map(|name| {
        FieldRef::named(input.request.descriptor(), name)?.text(input.request)?;
        Some((name, FieldPath::find(&*new.message, name)?))
    });
    let has_same_name = |entry: &Entry, path: FieldPath| {
        matches!((path.get(&*entry.message), path.get(&*new.message)),
            (Value::String(old), Value::String(new)) if old == new)
    };
    let in_scope = |entry: &Entry| {
        let mut scope = resource.list_scope.iter();
        scope.all(|attribute| entry.attribute(*attribute) == new.attribute(*attribute))
    };
    let is_same = |entry: &Entry| match name {
        Some((_, path)) => has_same_name(entry, path),
        None => is_unchanged(input, target, entry),
    };
    let scope = resource.list_scope.iter();
    let scope = scope.filter_map(|attribute| Some((attribute.name(), new.attribute(*attribute)?)));
    let mut values: Vec<_> = scope.collect();
    match name.map(|(name, path)| (name, path.get(&*new.message))) {
        Some((name, Value::String(text))) => values.push((name, text)),
        _ => values.extend(given_texts(input, target, new)),
    }
    let mut similar = input.collection(target).entries().with_values(&values);
    if !similar.any(|entry| in_scope(entry) && is_same(entry)) {
        return Ok(());
    }
    let name = name.map(|(_, path)| path.get(&*new.message));
    input.policy.check_duplicate(resource, || match name {
        Some(Value::String(name)) => format!(" named {}", selector::quoted(name)),
        _ => " with the same values".to_owned(),
    })
}

/// The texts that the new resource has from the request. A resource with the same values has them
/// too, so that only those that do are compared.
fn given_texts<'a>(
    input: &HandlerInput<'a>,
    target: &Target,
    new: &Entry,
) -> impl Iterator<Item = (&'static str, &'a str)> {
    let (resource, request) = (input.resource(target), input.request);
    FieldRef::all(request.descriptor()).filter_map(move |field| {
        let text = field.text(request).filter(|_| !target.is_key(field))?;
        let path = FieldPath::find(&*new.message, field.name())?;
        let is_taken_over = matches!(path.get(&*new.message), Value::String(own) if own == text)
            && resource.own_id != Some(path.outer);
        is_taken_over.then_some((field.name(), text))
    })
}

/// Whether a resource already has all values of the request.
fn is_unchanged(input: &HandlerInput<'_>, target: &Target, entry: &Entry) -> bool {
    let mut edited = entry.copy_message();
    Edit::new(input, target, input.generator.sampler(&["compare"])).copy(&mut *edited, false);
    json::encode_to_vec(&*edited) == json::encode_to_vec(&*entry.message)
}

/// Stores other resources in the response, such as the first member of a new organization.
fn store_others(
    input: &mut HandlerInput<'_>,
    one: &One,
    created: &dyn Message,
    response: &dyn Message,
) {
    let resource = input.resource(&one.target);
    let own = resource.own_id.and_then(|own| own.text(created));
    for field in FieldRef::all(response.descriptor()) {
        let Value::Message(message) = field.get(response) else { continue };
        let Some(id) = input.resources().of_type(message.descriptor()) else { continue };
        if Some(field) == one.given {
            continue;
        }
        let other = &input.resources()[id];
        let mut entry = Entry::new(other, other.message_type.copy(message));
        for attribute in other.natural_key.iter().chain(&other.list_scope) {
            if let (Attribute::External(name), Some(own)) = (*attribute, own)
                && resource.is_referred_to(name)
            {
                entry.set_attribute(*attribute, own);
            }
        }
        input.store.collection_mut(id).add(entry);
    }
}
