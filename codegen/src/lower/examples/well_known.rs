//! Reads well-known types in examples: JSON that is not that of a message of the schema.

use gitpod_formats::field_path;

use super::read::Reader;
use super::value::Value;
use crate::ir::{Scalar, Type, WellKnown};
use crate::node::{Kind, Node};
use crate::source::Span;

/// The key of the type's URL in the JSON of an `any`.
pub(super) const TYPE_KEY: &str = "@type";

impl Reader<'_, '_> {
    /// Reads a well-known type. Returns `None` if the value does not fit, which has been reported.
    pub(super) fn well_known<'n>(
        &mut self,
        known: WellKnown,
        node: &'n Node,
        place: Span,
    ) -> Option<Value<'n>> {
        if let Some(scalar) = known.wrapped() {
            return self.single(Type::Scalar(scalar), node, place);
        }
        let (fits, expected) = match (known, &node.kind) {
            (WellKnown::NullValue, kind) if is_null(kind) => return Some(Value::Enum(0)),
            (WellKnown::Any, Kind::Mapping(_)) => return self.any(node, place),
            (WellKnown::NullValue, _) => (false, "expected null"),
            (WellKnown::Any, _) => (false, "expected a mapping with the key `@type`"),
            (WellKnown::Struct, kind) => {
                (matches!(kind, Kind::Mapping(_)) && is_json(node), "expected a mapping")
            }
            (WellKnown::ListValue, kind) => {
                (matches!(kind, Kind::List(_)) && is_json(node), "expected a list")
            }
            (WellKnown::Empty, Kind::Mapping(entries)) => {
                (entries.is_empty(), "expected a mapping without keys")
            }
            (WellKnown::Empty, _) => (false, "expected a mapping without keys"),
            (WellKnown::FieldMask, kind) => match paths(kind) {
                Some(paths) => return Some(Value::Paths(paths)),
                None => {
                    (false, "expected the paths of fields in lowerCamelCase, separated by commas")
                }
            },
            (_, _) => (is_json(node), "expected a value with finite numbers"),
        };
        if fits {
            return Some(Value::Opaque);
        }
        self.misfit(node, expected.to_owned());
        None
    }

    /// Reads the message in an `any`.
    fn any<'n>(&mut self, node: &'n Node, place: Span) -> Option<Value<'n>> {
        let Kind::Mapping(entries) = &node.kind else { return None };
        let named = entries.iter().find(|(key, _)| key.text == TYPE_KEY);
        let Some((_, Node { kind: Kind::Text(url), span })) = named else {
            self.misfit(
                node,
                "expected the URL of a message type under the key `@type`".to_owned(),
            );
            return None;
        };
        let name = url.rsplit_once('/').map(|(_, name)| name);
        let message = self.message_named(name.unwrap_or_default());
        if let Some(id) = message {
            self.message(id, node, place, Some(TYPE_KEY))?;
            return Some(Value::Any(url));
        }
        let ty = name.and_then(special);
        let mut value = None;
        for (key, node) in entries.iter().filter(|(key, _)| key.text != TYPE_KEY) {
            let is_empty = ty == Some(Type::WellKnown(WellKnown::Empty));
            if key.text == "value" && !is_empty {
                value = Some(node);
            } else if ty.is_some() {
                self.misfit_at(key.span, format!("unknown key `{}`", key.text));
            }
        }
        match (ty, value) {
            (Some(Type::WellKnown(WellKnown::Empty)), None) => {}
            (Some(ty), Some(value)) => _ = self.single(ty, value, place)?,
            (Some(_), None) => {
                self.misfit(node, "expected the message under the key `value`".to_owned());
                return None;
            }
            (None, _) => {
                let label = "expected a URL that ends with the full name of a message".to_owned();
                self.misfit_at(*span, label);
                return None;
            }
        }
        Some(Value::Any(url))
    }
}

/// The paths of a field mask. The empty string has no path, not one that is empty.
fn paths(kind: &Kind) -> Option<Vec<String>> {
    let Kind::Text(text) = kind else { return None };
    text.split(',').filter(|_| !text.is_empty()).map(field_path::snake_case).collect()
}

/// The type of a full name in the package `google.protobuf`.
fn special(name: &str) -> Option<Type> {
    match name {
        "google.protobuf.Timestamp" => Some(Type::Scalar(Scalar::Timestamp)),
        "google.protobuf.Duration" => Some(Type::Scalar(Scalar::Duration)),
        name => {
            let mut messages = WellKnown::ALL.iter().filter(|known| known.is_message());
            messages.find(|known| known.full_name() == name).map(|known| Type::WellKnown(*known))
        }
    }
}

/// Whether a value is `null` or, like other enum values, its name or number.
fn is_null(kind: &Kind) -> bool {
    match kind {
        Kind::Null | Kind::Integer(0) => true,
        Kind::Float(value) => *value == 0.0,
        Kind::Text(name) => name == "NULL_VALUE",
        _ => false,
    }
}

/// Whether a value is JSON. Its numbers become doubles.
fn is_json(node: &Node) -> bool {
    match &node.kind {
        Kind::Broken => false,
        Kind::Null | Kind::Bool(_) | Kind::Text(_) => true,
        Kind::Integer(_) => true,
        Kind::Float(value) => value.is_finite(),
        Kind::List(nodes) => nodes.iter().all(is_json),
        Kind::Mapping(entries) => entries.iter().all(|(_, node)| is_json(node)),
    }
}
