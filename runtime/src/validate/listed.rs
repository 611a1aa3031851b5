//! Checks the type URL of a `google.protobuf.Any` and the paths of a `google.protobuf.FieldMask`.

use gitpod_formats::field_path::is_within;

use super::check::Broken;
use crate::message::rules::Rule;
use crate::message::{List, Message, Value, WellKnown};

/// Checks a message against a rule of its well-known type.
pub(super) fn check(rule: &Rule, message: &dyn Message) -> Option<Broken> {
    match (message.descriptor().well_known_type()?, message.get(0)) {
        (WellKnown::Any, Value::String(url)) => type_url(rule, url),
        (WellKnown::FieldMask, Value::List(list)) => paths(rule, list),
        _ => None,
    }
}

fn type_url(rule: &Rule, url: &str) -> Option<Broken> {
    match rule {
        Rule::TypeIn(urls) => (!urls.contains(&url))
            .then(|| Broken::new("any.in", "type URL must be in the allow list")),
        Rule::TypeNotIn(urls) => urls
            .contains(&url)
            .then(|| Broken::new("any.not_in", "type URL must not be in the block list")),
        _ => None,
    }
}

fn paths(rule: &Rule, list: &dyn List) -> Option<Broken> {
    let paths = || {
        (0..list.len()).filter_map(|index| match list.get(index) {
            Value::String(path) => Some(path),
            _ => None,
        })
    };
    let is_in = |path: &str, roots: &[&'static str]| is_within(path, roots.iter().copied());
    let (id, words, listed) = match rule {
        Rule::Paths(exact) if !paths().eq(exact.iter().copied()) => {
            ("const", "must equal paths", exact)
        }
        Rule::PathsIn(roots) if !paths().all(|path| is_in(path, roots)) => {
            ("in", "must only contain paths in", roots)
        }
        Rule::PathsNotIn(roots) if paths().any(|path| is_in(path, roots)) => {
            ("not_in", "must not contain any paths in", roots)
        }
        _ => return None,
    };
    Some(Broken::new(&format!("field_mask.{id}"), format!("{words} [{}]", listed.join(", "))))
}
