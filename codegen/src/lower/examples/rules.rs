//! Checks values of examples against rules, with the semantics of the protovalidate specification.
//!
//! The runtime's validator checks the same rules. A differential test compares both.

use std::fmt::Arguments;

use super::constraints;
use super::value::{MessageValue, Placed, Value, is_written};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, Field, FieldType, Ignore, Presence, Repr, RuleSet, Type, WellKnown};
use crate::source::Span;

/// Reports the rules that a message and its contents violate.
pub(super) fn check(api: &Api, message: &MessageValue<'_>, problems: &mut Diagnostics) {
    Rules { api, problems }.message(message);
}

struct Rules<'a> {
    api: &'a Api,
    problems: &'a mut Diagnostics,
}

impl Rules<'_> {
    fn message(&mut self, value: &MessageValue<'_>) {
        let message = &self.api[value.id];
        if !message.validated {
            return;
        }
        let fields = || message.fields.iter().zip(&value.fields);
        if value.is_sound {
            let mut is_set = message.oneofs.filled(&false);
            for (field, value) in fields() {
                if let Presence::Oneof(id) = field.presence {
                    is_set[id] |= value.is_some();
                }
            }
            for (id, oneof) in message.oneofs.enumerate() {
                if oneof.required && !is_set[id] {
                    let label = format!("one arm of the oneof `{}` must be set", oneof.name);
                    self.broken(value.place, label);
                }
            }
        }
        for (field, entry) in fields() {
            if field.rules.ignore == Ignore::Always {
                continue;
            }
            if value.is_sound {
                self.field(field, entry.as_ref(), value.place);
            } else if let Some(entry) = entry {
                // Its own rules are not checked, but those of messages in it are.
                self.value(None, entry, format_args!(""));
            }
        }
    }

    /// Checks a field. `place` is the span of diagnostics about a missing field.
    fn field(&mut self, field: &Field, entry: Option<&Placed<'_>>, place: Span) {
        let rules = &field.rules;
        let empty = !is_written(field, entry.map(|entry| &entry.value));
        if rules.required && empty {
            let span = entry.map_or(place, |entry| entry.span);
            return self.broken(span, format!("`{}` is required", field.json_name));
        }
        let skipped = rules.ignore == Ignore::IfZeroValue || field.presence != Presence::Implicit;
        if empty && skipped {
            return;
        }
        match entry {
            Some(entry) => {
                self.value(Some(rules), entry, format_args!("`{}`", field.json_name));
            }
            None => {
                if let Some(value) = default_of(field.ty) {
                    let default = Placed { span: place, value };
                    self.value(Some(rules), &default, format_args!("`{}`", field.json_name));
                }
            }
        }
    }

    /// Checks a value and its contents. `what` is only written if a rule is violated.
    fn value(&mut self, rules: Option<&RuleSet>, of: &Placed<'_>, what: Arguments<'_>) {
        for problem in rules.into_iter().flat_map(|rules| constraints::broken(rules, &of.value)) {
            self.broken(of.span, format!("{what} {problem}"));
        }
        let items = rules.and_then(|rules| rules.items.as_deref());
        let keys = rules.and_then(|rules| rules.keys.as_deref());
        match &of.value {
            Value::Message(message) => self.message(message),
            Value::List(values) => {
                for value in values {
                    self.item(items, value, format_args!("an element of {what}"));
                }
            }
            Value::Map(entries) => {
                for (key, value) in entries {
                    self.item(keys, key, format_args!("a key of {what}"));
                    self.item(items, value, format_args!("a value of {what}"));
                }
            }
            _ => {}
        }
    }

    /// Checks an element, key or value, which has no presence.
    fn item(&mut self, rules: Option<&RuleSet>, item: &Placed<'_>, what: Arguments<'_>) {
        let skipped = match rules.map_or(Ignore::Never, |rules| rules.ignore) {
            Ignore::Never => false,
            Ignore::IfZeroValue => self.is_zero(&item.value),
            Ignore::Always => true,
        };
        if !skipped {
            self.value(rules, item, what);
        }
    }

    /// Whether a value without presence equals its default.
    fn is_zero(&self, value: &Value<'_>) -> bool {
        match value {
            Value::Duration(nanos) | Value::Timestamp(nanos) => *nanos == 0,
            Value::Message(message) => {
                let mut fields = self.api[message.id].fields.iter().zip(&message.fields);
                fields.all(|(field, entry)| {
                    !is_written(field, entry.as_ref().map(|entry| &entry.value))
                })
            }
            Value::Paths(paths) => paths.is_empty(),
            // Other well-known messages have no default in JSON.
            value => value.is_default(),
        }
    }

    fn broken(&mut self, span: Span, label: String) {
        self.problems.push(
            Diagnostic::new(Code::ExampleBreaksRule, "example violates a rule").at(span, label),
        );
    }
}

/// Returns the default of a field without presence. Returns `None` for types that have presence.
fn default_of(ty: FieldType) -> Option<Value<'static>> {
    Some(match ty {
        FieldType::Repeated(_) => Value::List(Vec::new()),
        FieldType::Map(..) => Value::Map(Vec::new()),
        FieldType::Single(Type::Enum(_) | Type::WellKnown(WellKnown::NullValue)) => Value::Enum(0),
        FieldType::Single(Type::Message(_) | Type::WellKnown(_)) => return None,
        FieldType::Single(Type::Scalar(scalar)) => match scalar.repr() {
            Repr::String => Value::Text(""),
            Repr::Bytes => Value::Bytes(Vec::new()),
            Repr::Bool => Value::Bool(false),
            Repr::F32 => Value::Single(0.0),
            Repr::F64 => Value::Double(0.0),
            Repr::I32 | Repr::I64 | Repr::U32 | Repr::U64 => Value::Integer(0),
            Repr::Timestamp | Repr::Duration => return None,
        },
    })
}
