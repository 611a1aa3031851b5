//! Checks one value against one rule.

use gitpod_formats::{is_email, is_uri, is_uuid};

use super::bounds;
use super::unique::is_unique;
use crate::message::Value;
use crate::message::rules::{Kind, Rule};

/// A broken rule.
#[derive(Debug)]
pub(super) struct Broken {
    /// The rule id.
    pub(super) rule: String,
    /// The message. It never contains the value, which may be secret.
    pub(super) message: String,
}

impl Broken {
    fn new(rule: &str, message: impl Into<String>) -> Self {
        Self { rule: rule.to_owned(), message: message.into() }
    }
}

/// Checks a value of this kind. Elements of lists and maps are left to the walk.
pub(super) fn check(rule: &Rule, kind: Kind, value: Value<'_>) -> Option<Broken> {
    match (rule, value) {
        (Rule::Cel(rule), value) => {
            (!(rule.holds)(value)).then(|| Broken::new(rule.id, rule.message))
        }
        (Rule::Bounds(lower, upper), value) => bounds::check(*lower, *upper, kind, value),
        (Rule::Len(_) | Rule::MinLen(_) | Rule::MaxLen(_), value) => length(rule, value),
        (rule, Value::String(text)) => self::text(rule, text),
        (Rule::DefinedOnly, Value::Enum(value)) => value.index().is_err().then(|| {
            Broken::new("enum.defined_only", "value must be one of the defined enum values")
        }),
        (rule, Value::List(list)) => count(rule, list.len()).or_else(|| {
            let twice = matches!(rule, Rule::Unique) && !is_unique(list);
            twice
                .then(|| Broken::new("repeated.unique", "repeated value must contain unique items"))
        }),
        (rule, Value::Map(map)) => count(rule, map.len()),
        _ => None,
    }
}

/// Checks the length of a string in characters, or of bytes in bytes.
fn length(rule: &Rule, value: Value<'_>) -> Option<Broken> {
    let (length, kind, unit) = match value {
        Value::String(text) => (size(text.chars().count()), "string", "characters"),
        Value::Bytes(bytes) => (size(bytes.len()), "bytes", "bytes"),
        _ => return None,
    };
    let (name, words, limit) = match rule {
        Rule::Len(exact) if length != *exact => ("len", "", exact),
        Rule::MinLen(min) if length < *min => ("min_len", "at least ", min),
        Rule::MaxLen(max) if length > *max => ("max_len", "at most ", max),
        _ => return None,
    };
    Some(Broken::new(&format!("{kind}.{name}"), format!("must be {words}{limit} {unit}")))
}

fn text(rule: &Rule, text: &str) -> Option<Broken> {
    match rule {
        Rule::Pattern(pattern) => (!pattern.is_match(text)).then(|| {
            let words = format!("does not match regex pattern `{}`", pattern.source());
            Broken::new("string.pattern", words)
        }),
        Rule::Email => format_of(text, "email", "email address", is_email),
        Rule::Uri => format_of(text, "uri", "URI", is_uri),
        Rule::Uuid => format_of(text, "uuid", "UUID", is_uuid),
        _ => None,
    }
}

/// Checks a string format. An empty string is reported under an id of its own.
fn format_of(text: &str, id: &str, name: &str, holds: fn(&str) -> bool) -> Option<Broken> {
    if text.is_empty() {
        let words = format!("value is empty, which is not a valid {name}");
        return Some(Broken::new(&format!("string.{id}_empty"), words));
    }
    (!holds(text)).then(|| Broken::new(&format!("string.{id}"), format!("must be a valid {name}")))
}

fn count(rule: &Rule, count: usize) -> Option<Broken> {
    let count = size(count);
    let (id, words) = match rule {
        Rule::MinItems(min) if count < *min => {
            ("repeated.min_items", format!("must contain at least {min} item(s)"))
        }
        Rule::MaxItems(max) if count > *max => {
            ("repeated.max_items", format!("must contain no more than {max} item(s)"))
        }
        Rule::MinPairs(min) if count < *min => {
            ("map.min_pairs", format!("map must be at least {min} entries"))
        }
        Rule::MaxPairs(max) if count > *max => {
            ("map.max_pairs", format!("map must be at most {max} entries"))
        }
        _ => return None,
    };
    Some(Broken::new(id, words))
}

fn size(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
