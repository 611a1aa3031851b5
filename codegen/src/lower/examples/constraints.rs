//! Examples against rules, with the meaning that the protovalidate specification gives them.

use super::{Checker, Entry, Value};
use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{
    Bound, Field, FieldId, Ignore, LengthRules, Message, OneofId, Presence, RuleSet, Scalar,
    StringFormat, Table, Type,
};
use crate::node::Key;
use crate::source::Span;

impl Checker<'_> {
    /// Checks the fields of a message that is otherwise sound.
    pub(super) fn constraints(
        &mut self,
        message: &Message,
        present: &Table<FieldId, Option<Entry<'_>>>,
        arms: &Table<OneofId, Option<&Key>>,
        place: Span,
    ) {
        for (oneof, arm) in message.oneofs.iter().zip(arms) {
            if oneof.required && arm.is_none() {
                self.broken(place, format!("one arm of the oneof `{}` must be set", oneof.name));
            }
        }
        for (field, entry) in message.fields.iter().zip(present) {
            self.field_rules(field, entry.as_ref(), place);
        }
    }

    fn field_rules(&mut self, field: &Field, entry: Option<&Entry<'_>>, place: Span) {
        let rules = &field.rules;
        if rules.ignore == Ignore::Always {
            return;
        }
        let default = entry.is_none_or(|entry| entry.value.is_default());
        let has_presence = field.presence != Presence::Implicit;
        let missing = if has_presence { entry.is_none() } else { default };
        if rules.required && missing {
            let span = entry.map_or(place, |entry| entry.span);
            self.broken(span, format!("`{}` is required", field.json_name));
            return;
        }
        if rules.ignore == Ignore::IfZeroValue && missing {
            return;
        }
        let what = format!("`{}`", field.json_name);
        match entry {
            Some(entry) => self.value_rules(rules, &entry.value, entry.span, &what),
            None if has_presence => {}
            None => {
                if let Some(default) = default_of(field) {
                    self.value_rules(rules, &default, place, &what);
                }
            }
        }
    }

    fn value_rules(&mut self, rules: &RuleSet, value: &Value<'_>, span: Span, what: &str) {
        if let Some(problem) = breaks(rules, value) {
            self.broken(span, format!("{what} {problem}"));
        }
        match value {
            Value::List(values) => {
                let what = format!("an element of {what}");
                for (span, value) in values {
                    self.item_rules(rules.items.as_deref(), value, *span, &what);
                }
            }
            Value::Map(entries) => {
                let (in_keys, in_values) =
                    (format!("a key of {what}"), format!("a value of {what}"));
                for ((key_span, key), (span, value)) in entries {
                    self.item_rules(rules.keys.as_deref(), key, *key_span, &in_keys);
                    self.item_rules(rules.items.as_deref(), value, *span, &in_values);
                }
            }
            _ => {}
        }
    }

    fn item_rules(&mut self, rules: Option<&RuleSet>, value: &Value<'_>, span: Span, what: &str) {
        let Some(rules) = rules else { return };
        let skipped = match rules.ignore {
            Ignore::Never => false,
            Ignore::IfZeroValue => value.is_default(),
            Ignore::Always => true,
        };
        if !skipped {
            self.value_rules(rules, value, span, what);
        }
    }

    fn broken(&mut self, span: Span, label: String) {
        self.problems.push(
            Diagnostic::new(Code::ExampleBreaksRule, "the example breaks a rule of the schema")
                .at(span, label),
        );
    }
}

/// The default of a field without presence; `None` for enums that no rule can refuse at 0.
fn default_of(field: &Field) -> Option<Value<'static>> {
    use crate::ir::FieldType::{Map, Repeated, Single};
    Some(match field.ty {
        Repeated(_) => Value::List(Vec::new()),
        Map(..) => Value::Map(Vec::new()),
        Single(Type::Enum(_)) => Value::Enum(0),
        Single(Type::Message(_)) => return None,
        Single(Type::Scalar(scalar)) => match scalar {
            Scalar::String => Value::Text(""),
            Scalar::Bytes => Value::Bytes(Vec::new()),
            Scalar::Bool => Value::Bool(false),
            Scalar::Float | Scalar::Double => Value::Float(0.0),
            Scalar::Timestamp | Scalar::Duration => return None,
            _ => Value::Integer(0),
        },
    })
}

/// How a value breaks rules, in words that follow the field's name.
fn breaks(rules: &RuleSet, value: &Value<'_>) -> Option<String> {
    match value {
        Value::Text(text) => {
            let length = text.chars().count();
            outside(rules.length, length, "characters").or_else(|| text_breaks(rules, text))
        }
        Value::Bytes(bytes) => outside(rules.length, bytes.len(), "bytes"),
        Value::Integer(value) => out_of_bounds(rules, Bound::Integer(*value)),
        Value::Float(value) => out_of_bounds(rules, Bound::Float(*value)),
        Value::Duration(nanos) => out_of_bounds(rules, Bound::Duration(*nanos)),
        Value::Timestamp(nanos) => out_of_bounds(rules, Bound::Timestamp(*nanos)),
        Value::List(values) => outside(rules.count, values.len(), "elements").or_else(|| {
            let twice = values.iter().enumerate().any(|(index, (_, value))| {
                values.iter().take(index).any(|(_, earlier)| earlier == value)
            });
            (rules.unique && twice).then(|| "has an element twice".to_owned())
        }),
        Value::Map(entries) => outside(rules.count, entries.len(), "entries"),
        Value::Bool(_) | Value::Enum(_) | Value::Message => None,
    }
}

fn text_breaks(rules: &RuleSet, text: &str) -> Option<String> {
    let wrong = rules.format.and_then(|format| match format {
        StringFormat::Uuid => (!is_uuid(text)).then_some("is not a UUID"),
        StringFormat::Uri => (!is_uri(text)).then_some("is not an absolute URI"),
        StringFormat::Email => (!is_email(text)).then_some("is not an e-mail address"),
    });
    wrong.map(str::to_owned).or_else(|| pattern_breaks(rules, text))
}

fn pattern_breaks(rules: &RuleSet, text: &str) -> Option<String> {
    let pattern = rules.pattern.as_ref()?;
    // `lower/rules.rs` has compiled it once already.
    let regex = regex_lite::Regex::new(pattern).ok()?;
    (!regex.is_match(text)).then(|| format!("does not match `{pattern}`"))
}

fn outside(rules: LengthRules, length: usize, unit: &str) -> Option<String> {
    let length = u64::try_from(length).unwrap_or(u64::MAX);
    if let Some(min) = rules.min.filter(|min| length < *min) {
        return Some(format!("has {length} {unit}, fewer than {min}"));
    }
    let max = rules.max.filter(|max| length > *max)?;
    Some(format!("has {length} {unit}, more than {max}"))
}

fn out_of_bounds(rules: &RuleSet, value: Bound) -> Option<String> {
    (!rules.bounds.contain(value)).then(|| "lies outside of its bounds".to_owned())
}

fn is_uuid(text: &str) -> bool {
    let mut parts = text.split('-');
    let lengths = [8, 4, 4, 4, 12];
    lengths.iter().all(|length| {
        parts.next().is_some_and(|part| {
            part.len() == *length && part.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
    }) && parts.next().is_none()
}

/// A scheme, a colon and something without spaces: enough to catch slips in examples.
fn is_uri(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, rest)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
            && !rest.is_empty()
            && rest.bytes().all(|byte| byte.is_ascii_graphic())
    })
}

fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && !domain.is_empty()
            && !domain.contains('@')
            && text.bytes().all(|byte| byte.is_ascii_graphic())
    })
}
