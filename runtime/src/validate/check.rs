//! Checks one value against one rule.

use gitpod_formats::{is_email, is_uri, is_uuid};

use super::unique::is_unique;
use super::{bounds, listed};
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
    pub(super) fn new(rule: &str, message: impl Into<String>) -> Self {
        Self { rule: rule.to_owned(), message: message.into() }
    }
}

/// The size in bytes up to which a string or bytes beyond its maximum is checked for its contents.
const LARGE_TEXT: usize = 4096;

/// The number of elements up to which a list or map beyond its maximum is checked for its contents.
const LARGE_COLLECTION: usize = 1024;

/// Whether a value is large and exceeds a maximum of its rules, so that only its size is checked.
pub(super) fn is_oversized(rules: &[Rule], value: Value<'_>) -> bool {
    let is_large = match value {
        Value::String(text) => text.len() > LARGE_TEXT,
        Value::Bytes(bytes) => bytes.len() > LARGE_TEXT,
        Value::List(list) => list.len() > LARGE_COLLECTION,
        Value::Map(map) => map.len() > LARGE_COLLECTION,
        _ => false,
    };
    is_large && rules.iter().any(|rule| is_maximum(rule) && size_rule(rule, value).is_some())
}

const fn is_maximum(rule: &Rule) -> bool {
    matches!(rule, Rule::Len(_) | Rule::MaxLen(_) | Rule::MaxItems(_) | Rule::MaxPairs(_))
}

/// Checks the size of a value, if the rule is about it.
pub(super) fn size_rule(rule: &Rule, value: Value<'_>) -> Option<Broken> {
    match value {
        Value::String(_) | Value::Bytes(_) => length(rule, value),
        Value::List(list) => count(rule, list.len()),
        Value::Map(map) => count(rule, map.len()),
        _ => None,
    }
}

/// Checks a value of this kind. Elements of lists and maps are left to the walk.
pub(super) fn check(rule: &Rule, kind: Kind, value: Value<'_>) -> Option<Broken> {
    match (rule, value) {
        (Rule::Cel(rule), value) => {
            (!(rule.holds)(value)).then(|| Broken::new(rule.id, rule.message))
        }
        (Rule::Bounds(lower, upper), value) => bounds::check(*lower, *upper, kind, value),
        (rule, Value::String(text)) => size_rule(rule, value).or_else(|| self::text(rule, text)),
        (Rule::DefinedOnly, Value::Enum(value)) => value.index().is_err().then(|| {
            Broken::new("enum.defined_only", "value must be one of the defined enum values")
        }),
        (Rule::Unique, Value::List(list)) => (!is_unique(list))
            .then(|| Broken::new("repeated.unique", "repeated value must contain unique items")),
        (rule, Value::Message(message)) => listed::check(rule, message),
        (rule, value) => size_rule(rule, value),
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
