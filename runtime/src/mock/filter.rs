//! What requests for a list ask of its items, where the items have fields for it.

use super::catalogue::Resource;
use super::names::singulars;
use super::overlay::{Path, locate, look, place_at};
use super::plan::Plan;
use crate::message::{List, Message, Presence, Slot, Value};

/// Something that every item of a list has to be. What an item has no field for is not asked.
#[derive(Debug)]
pub(super) enum Condition {
    /// The value at a path is one of these, as JSON would spell them.
    OneOf(Path, Vec<String>),
    /// Some text of the item has this in it, in any case.
    Search(String),
}

/// Names of fields that a search is sure to look at.
const TITLES: [&str; 3] = ["name", "full_name", "display_name"];

/// The conditions of a request: those of its `filter` and those that stand beside its keys.
pub(super) fn conditions(
    plan: &Plan,
    resource: &Resource,
    example: &dyn Message,
    request: &dyn Message,
) -> Vec<Condition> {
    let paging = plan.method.paging_descriptor().map(|paging| paging.request_field());
    let is_taken = |index: usize, name: &str| {
        Some(name) == paging || plan.keys.iter().any(|(key, _)| *key == index)
    };
    let mut conditions = Vec::new();
    for (index, field) in request.descriptor().fields().iter().enumerate() {
        match request.get(index) {
            _ if is_taken(index, field.name()) => {}
            Value::Message(filter) if field.name() == "filter" => {
                for (index, field) in filter.descriptor().fields().iter().enumerate() {
                    let asked = filter.get(index);
                    let set = field.presence() != Presence::Implicit || !asked.is_default();
                    conditions.extend(
                        set.then(|| condition(resource, example, field.name(), asked)).flatten(),
                    );
                }
            }
            asked if !asked.is_default() => {
                conditions.extend(condition(resource, example, field.name(), asked));
            }
            _ => {}
        }
    }
    conditions
}

fn condition(
    resource: &Resource,
    example: &dyn Message,
    name: &str,
    asked: Value<'_>,
) -> Option<Condition> {
    let find = |name: &str| match resource.field(name) {
        Some(index) => locate(example, example.descriptor().fields().get(index)?.name()),
        None => locate(example, name),
    };
    match asked {
        Value::String(text) if name.starts_with("search") => {
            Some(Condition::Search(text.to_owned()))
        }
        Value::List(list) => {
            let path = singulars(name).find_map(|name| find(&name))?;
            let values: Option<_> = elements(list).map(spell).collect();
            Some(Condition::OneOf(path, values?))
        }
        value => {
            let path = find(name)?;
            // A field of another kind only has the same name.
            spell(look(example, path))?;
            Some(Condition::OneOf(path, vec![spell(value)?]))
        }
    }
}

impl Condition {
    pub(super) fn holds(&self, item: &dyn Message) -> bool {
        match self {
            Self::OneOf(path, values) => match look(item, *path) {
                Value::List(list) => {
                    elements(list).filter_map(spell).any(|text| values.contains(&text))
                }
                value => spell(value).is_some_and(|text| values.contains(&text)),
            },
            Self::Search(text) => mentions(item, &text.to_lowercase()),
        }
    }

    /// Makes an item be what is asked; the number tells it from others.
    pub(super) fn impose(&self, item: &mut dyn Message, number: usize) {
        match self {
            Self::OneOf(path, values) => {
                let value =
                    number.checked_rem(values.len()).and_then(|index| values.as_slice().get(index));
                if let Some(value) = value {
                    place_at(item, *path, |slot| assign(slot, value));
                }
            }
            Self::Search(text) => {
                let title = TITLES.iter().find_map(|name| locate(item, name));
                if let Some(path) = title {
                    let text = if number == 0 { text.clone() } else { format!("{text} {number}") };
                    place_at(item, path, |slot| assign(slot, &text));
                }
            }
        }
    }

    /// The values that the items' own ids are to have, if that is asked.
    pub(super) fn ids(&self, resource: &Resource) -> Option<&[String]> {
        match self {
            Self::OneOf(path, values) => {
                let is_own = resource.own_id.is_some() && path.top() == resource.own_id;
                is_own.then_some(values)
            }
            Self::Search(_) => None,
        }
    }
}

fn elements(list: &dyn List) -> impl Iterator<Item = Value<'_>> {
    (0..list.len()).map(|index| list.get(index))
}

/// Whether some text in a message, or in a message right in it, has this in it.
fn mentions(message: &dyn Message, lower: &str) -> bool {
    (0..message.descriptor().fields().len()).any(|index| match message.get(index) {
        Value::String(text) => text.to_lowercase().contains(lower),
        Value::Message(nested) => {
            let fields = 0..nested.descriptor().fields().len();
            fields.into_iter().any(|index| {
                matches!(nested.get(index), Value::String(text)
                    if text.to_lowercase().contains(lower))
            })
        }
        _ => false,
    })
}

fn spell(value: Value<'_>) -> Option<String> {
    Some(match value {
        Value::String(text) => text.to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::I32(value) => value.to_string(),
        Value::U32(value) => value.to_string(),
        Value::I64(value) => value.to_string(),
        Value::U64(value) => value.to_string(),
        Value::Enum(value) => match value.name() {
            Some(name) => name.to_owned(),
            None => value.number()?.to_string(),
        },
        _ => return None,
    })
}

fn assign(slot: Slot<'_>, text: &str) {
    match slot {
        Slot::String(place) => text.clone_into(place),
        Slot::Bool(place) => *place = text == "true",
        Slot::I32(place) => *place = text.parse().unwrap_or_default(),
        Slot::U32(place) => *place = text.parse().unwrap_or_default(),
        Slot::I64(place) => *place = text.parse().unwrap_or_default(),
        Slot::U64(place) => *place = text.parse().unwrap_or_default(),
        Slot::Enum(place) => match text.parse() {
            Ok(number) => place.set_number(number),
            Err(_) => place.set_name(text),
        },
        _ => {}
    }
}
