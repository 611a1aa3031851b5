//! Filters of lists.
//!
//! Used by the `list` handler. It must not depend on the store.

use std::collections::HashSet;
use std::sync::Arc;

use super::path::FieldPath;
use super::plan::{FieldRef, PageFields, Resource, Target, singulars};
use crate::message::{List, Message, Presence, Slot, Value};

/// A condition on the items of a list. Filters without a matching field in the items are ignored.
#[derive(Debug)]
pub(super) enum Condition {
    /// The value at a path is one of these, as they are spelled in JSON.
    OneOf { path: FieldPath, values: Vec<Arc<str>>, set: HashSet<Arc<str>> },
    /// Some string of the item contains this text, ignoring case.
    Search { text: String, lower: String },
}

/// Names of the field in which a sampled item has the text of a search.
const TITLES: [&str; 3] = ["name", "full_name", "display_name"];

/// The conditions of a request: the fields of its `filter` and those next to its keys.
pub(super) fn conditions(
    target: &Target,
    page: PageFields,
    resource: &Resource,
    example: &dyn Message,
    request: &dyn Message,
) -> Vec<Condition> {
    let is_used =
        |field: FieldRef| field.name() == page.paging.request_field() || target.is_key(field);
    let mut conditions = Vec::new();
    for field in FieldRef::all(request.descriptor()) {
        match field.get(request) {
            _ if is_used(field) => {}
            Value::Message(filter) if field.name() == "filter" => {
                for field in FieldRef::all(filter.descriptor()) {
                    let value = field.get(filter);
                    if field.presence() != Presence::Implicit || !value.is_default() {
                        conditions.extend(condition(resource, example, field.name(), value));
                    }
                }
            }
            value if !value.is_default() => {
                conditions.extend(condition(resource, example, field.name(), value));
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
    value: Value<'_>,
) -> Option<Condition> {
    let find = |name: &str| match resource.field(name) {
        Some(field) => FieldPath::find(example, field.name()),
        None => FieldPath::find(example, name),
    };
    match value {
        Value::String(text) if name.starts_with("search") => {
            Some(Condition::Search { text: text.to_owned(), lower: text.to_lowercase() })
        }
        Value::List(list) => {
            let path = singulars(name).find_map(|name| find(&name))?;
            Condition::one_of(path, elements(list).map(spell))
        }
        value => {
            let path = find(name)?;
            // A field that cannot be compared has nothing but the name in common.
            spell(path.get(example))?;
            Condition::one_of(path, [spell(value)])
        }
    }
}

impl Condition {
    /// `None` if there is a value that filters cannot compare.
    fn one_of(path: FieldPath, values: impl IntoIterator<Item = Option<String>>) -> Option<Self> {
        let values = values.into_iter().map(|value| value.map(Arc::from));
        let values: Vec<Arc<str>> = values.collect::<Option<_>>()?;
        let set = values.iter().cloned().collect();
        Some(Self::OneOf { path, values, set })
    }

    pub(super) fn holds(&self, item: &dyn Message) -> bool {
        match self {
            Self::OneOf { path, set, .. } => match path.get(item) {
                Value::List(list) => {
                    elements(list).filter_map(spell).any(|text| set.contains(&*text))
                }
                value => spell(value).is_some_and(|text| set.contains(&*text)),
            },
            Self::Search { lower, .. } => mentions(item, lower),
        }
    }

    /// Makes a sampled item satisfy the condition. The number distinguishes it from other items.
    pub(super) fn impose(&self, item: &mut dyn Message, number: usize) {
        match self {
            Self::OneOf { path, values, .. } => {
                let position = number.checked_rem(values.len());
                if let Some(value) = position.and_then(|position| values.get(position)) {
                    path.with_parent(item, |parent, field| assign(field.slot(parent), value));
                }
            }
            Self::Search { text, .. } => {
                let title = TITLES.iter().find_map(|name| FieldPath::find(item, name));
                if let Some(path) = title {
                    let text = if number == 0 { text.clone() } else { format!("{text} {number}") };
                    path.with_parent(item, |parent, field| assign(field.slot(parent), &text));
                }
            }
        }
    }

    /// The ids that the items have to have, if the condition restricts them.
    pub(super) fn ids(&self, resource: &Resource) -> Option<&[Arc<str>]> {
        match self {
            Self::OneOf { path, values, .. } => {
                let is_own = resource.own_id.is_some() && path.top() == resource.own_id;
                is_own.then_some(values)
            }
            Self::Search { .. } => None,
        }
    }

    fn seed_text(&self) -> String {
        match self {
            Self::OneOf { path, values, .. } => {
                format!("OneOf({}, {values:?})", path.seed_text())
            }
            Self::Search { text, .. } => format!("Search({text:?})"),
        }
    }
}

/// Conditions as a part of a seed. Sampled values depend on this text, so it must not change.
pub(super) fn seed_text(conditions: &[Condition]) -> String {
    let parts: Vec<_> = conditions.iter().map(Condition::seed_text).collect();
    format!("[{}]", parts.join(", "))
}

fn elements(list: &dyn List) -> impl Iterator<Item = Value<'_>> {
    (0..list.len()).map(|index| list.get(index))
}

/// Whether a string in a message, or in a message directly in it, contains this text.
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

/// The value as JSON spells it; `None` for values that filters cannot compare.
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
