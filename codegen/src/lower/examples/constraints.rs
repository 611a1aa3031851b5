//! Checks one value against its own rules, without looking into messages, lists and maps.

use std::collections::HashSet;

use gitpod_formats::{field_path, is_email, is_uri, is_uuid};

use super::condition;
use super::value::Value;
use crate::ir::{Bound, Bounds, LengthRules, Listed, Pattern, RuleSet, StringFormat};

/// Returns the rules that a value violates, as phrases that follow the name of the field.
///
/// `defined_only` is not checked, because only names of defined values are read as enum values.
pub(super) fn broken(rules: &RuleSet, value: &Value<'_>) -> Vec<String> {
    let conditions = rules.cel.iter().filter(|rule| !condition::holds(&rule.condition, value));
    let mut broken: Vec<String> = conditions
        .map(|rule| format!("violates the rule `{}`: {}", rule.id, rule.message))
        .collect();
    match value {
        Value::Text(text) => {
            broken.extend(outside(rules.length, text.chars().count(), "characters"));
            broken
                .extend(rules.format.and_then(|format| malformed(format, text)).map(str::to_owned));
            broken.extend(rules.pattern.as_ref().and_then(|pattern| mismatch(pattern, text)));
        }
        Value::Bytes(bytes) => broken.extend(outside(rules.length, bytes.len(), "bytes")),
        Value::Integer(value) => broken.extend(outside_of(rules.bounds, Bound::Integer(*value))),
        Value::Single(value) => {
            let bounds = rules.bounds.in_single_precision();
            broken.extend(outside_of(bounds, Bound::Float((*value).into())));
        }
        Value::Double(value) => broken.extend(outside_of(rules.bounds, Bound::Float(*value))),
        Value::Duration(nanos) => broken.extend(outside_of(rules.bounds, Bound::Duration(*nanos))),
        Value::Timestamp(nanos) => {
            broken.extend(outside_of(rules.bounds, Bound::Timestamp(*nanos)))
        }
        Value::List(values) => {
            broken.extend(outside(rules.count, values.len(), "elements"));
            if rules.unique && !is_unique(values.iter().map(|item| &item.value)) {
                broken.push("has duplicate elements".to_owned());
            }
        }
        Value::Map(entries) => broken.extend(outside(rules.count, entries.len(), "entries")),
        Value::Any(url) => broken.extend(wrong_type(&rules.listed, url)),
        Value::Paths(paths) => broken.extend(wrong_paths(&rules.listed, paths)),
        Value::Bool(_) | Value::Enum(_) | Value::Message(_) | Value::Opaque => {}
    }
    broken
}

fn malformed(format: StringFormat, text: &str) -> Option<&'static str> {
    match format {
        StringFormat::Uuid => (!is_uuid(text)).then_some("is not a UUID"),
        StringFormat::Uri => (!is_uri(text)).then_some("is not an absolute URI"),
        StringFormat::Email => (!is_email(text)).then_some("is not an e-mail address"),
    }
}

fn mismatch(pattern: &Pattern, text: &str) -> Option<String> {
    (!pattern.is_match(text)).then(|| format!("does not match `{pattern}`"))
}

fn outside(rules: LengthRules, length: usize, unit: &str) -> Option<String> {
    let length = u64::try_from(length).unwrap_or(u64::MAX);
    if let Some(min) = rules.min.filter(|min| length < *min) {
        return Some(format!("has {length} {unit}, fewer than {min}"));
    }
    let max = rules.max.filter(|max| length > *max)?;
    Some(format!("has {length} {unit}, more than {max}"))
}

fn outside_of(bounds: Bounds, value: Bound) -> Option<String> {
    (!bounds.contain(value)).then(|| "is out of bounds".to_owned())
}

fn wrong_type(rules: &Listed, url: &str) -> Option<String> {
    let is_in = |urls: &[String]| urls.iter().any(|listed| listed == url);
    let is_allowed = rules.allowed.is_empty() || is_in(&rules.allowed);
    (!is_allowed || is_in(&rules.denied)).then(|| format!("must not be of type `{url}`"))
}

fn wrong_paths(rules: &Listed, paths: &[String]) -> Option<String> {
    if let Some(exact) = rules.exact.as_ref().filter(|exact| *exact != paths) {
        return Some(format!("does not have exactly the paths `{}`", exact.join("`, `")));
    }
    let is_in = |path: &str, roots: &[String]| {
        field_path::is_within(path, roots.iter().map(String::as_str))
    };
    let mut wrong = paths.iter().filter(|path| {
        let is_allowed = rules.allowed.is_empty() || is_in(path, &rules.allowed);
        !is_allowed || is_in(path, &rules.denied)
    });
    wrong.next().map(|path| format!("must not contain the path `{path}`"))
}

/// Whether all values differ. NaN differs from itself, and messages are not compared.
fn is_unique<'v>(values: impl Iterator<Item = &'v Value<'v>>) -> bool {
    let mut seen = HashSet::new();
    values.filter_map(key).all(|key| seen.insert(key))
}

/// A value that can be hashed.
#[derive(PartialEq, Eq, Hash)]
enum Key<'v> {
    Bool(bool),
    /// Integers, enum values and times. The elements of a list have one type.
    Integer(i128),
    Float(u64),
    Text(&'v str),
    Bytes(&'v [u8]),
}

fn key<'v>(value: &'v Value<'_>) -> Option<Key<'v>> {
    Some(match value {
        Value::Bool(value) => Key::Bool(*value),
        Value::Integer(value) | Value::Duration(value) | Value::Timestamp(value) => {
            Key::Integer(*value)
        }
        Value::Enum(number) => Key::Integer((*number).into()),
        Value::Single(value) => float((*value).into())?,
        Value::Double(value) => float(*value)?,
        Value::Text(text) => Key::Text(text),
        Value::Bytes(bytes) => Key::Bytes(bytes),
        Value::Message(_)
        | Value::Any(_)
        | Value::Paths(_)
        | Value::Opaque
        | Value::List(_)
        | Value::Map(_) => return None,
    })
}

/// Both zeros are equal.
fn float(value: f64) -> Option<Key<'static>> {
    (!value.is_nan()).then(|| Key::Float(if value == 0.0 { 0 } else { value.to_bits() }))
}
