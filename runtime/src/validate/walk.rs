//! The walk through a message: which rules apply, and the path of each violation.

use super::check::{self, Broken};
use super::path::{Element, Key, Subscript, WireType};
use super::{Violation, Violations};
use crate::message::rules::{Ignore, Kind, Rule, Rules};
use crate::message::{FieldDescriptor, List, Map, Message, Presence, Value, visit_fields};
use crate::scalar::{Duration, Timestamp};

/// Collects the violations in a message, up to a maximum number.
pub(super) fn violations(message: &dyn Message, max: usize) -> Violations {
    let mut walk = Walk {
        path: Vec::new(),
        hidden: false,
        for_key: false,
        max,
        violations: Vec::new(),
        is_over: false,
    };
    walk.message(message);
    Violations::new(walk.violations, walk.is_over)
}

struct Walk {
    path: Vec<Element>,
    /// Whether a field on the path is sensitive.
    hidden: bool,
    /// Whether a map key is being checked.
    for_key: bool,
    /// The maximum number of violations.
    max: usize,
    violations: Vec<Violation>,
    /// Whether there are more violations than the maximum, which ends the walk.
    is_over: bool,
}

impl Walk {
    fn message(&mut self, message: &dyn Message) {
        let first = message.chunk(0);
        let descriptor = first.descriptor();
        if !descriptor.is_validated() {
            return;
        }
        for oneof in descriptor.required_oneofs() {
            self.required_oneof(message, *oneof);
        }
        // The error only ends the walk.
        let _ = visit_fields(message, &first, |field, value| {
            if self.is_over {
                return Err(());
            }
            self.field(field, *value);
            Ok(())
        });
    }

    fn required_oneof(&mut self, message: &dyn Message, oneof: usize) {
        let descriptor = message.descriptor();
        let set = descriptor.fields().iter().enumerate().any(|(index, field)| {
            field.presence() == Presence::Oneof(oneof)
                && !matches!(message.get(index), Value::Absent)
        });
        let Some(name) = descriptor.oneofs().get(oneof).filter(|_| !set) else { return };
        self.path.push(Element { name: (*name).into(), field: None, subscript: None });
        self.report(required("exactly one field is required in oneof"));
        self.path.pop();
    }

    fn field(&mut self, field: &'static FieldDescriptor, value: Value<'_>) {
        let rules = field.validation_rules();
        if rules.is_some_and(|rules| rules.ignored() == Ignore::Always) {
            return;
        }
        let empty = !field.is_written(&value);
        let kind = match value {
            Value::Map(_) => Kind::Message,
            _ if rules.is_some_and(Rules::is_wrapped) => Kind::Message,
            _ => rules.map_or_else(|| kind_of(field, value), Rules::kind),
        };
        let field_type = Some((field.number(), WireType::from(kind)));
        self.path.push(Element { name: field.name().into(), field: field_type, subscript: None });
        let outer = self.hidden;
        self.hidden |= field.is_sensitive();
        if empty && rules.is_some_and(Rules::is_required) {
            self.report(required("value is required"));
        } else if !(empty && is_skipped(field, rules)) {
            self.value(field, rules, value);
        }
        self.hidden = outer;
        self.path.pop();
    }

    /// Checks the value of a field and everything in it.
    fn value(
        &mut self,
        field: &'static FieldDescriptor,
        rules: Option<&'static Rules>,
        value: Value<'_>,
    ) {
        if !self.own_rules(rules, value) {
            return;
        }
        let rules = rules.map_or(&[][..], Rules::rules);
        match value {
            Value::Message(message) => self.message(message),
            Value::List(list) => self.list(rules, list),
            Value::Map(map) => self.map(field, rules, map),
            _ => {}
        }
    }

    /// Checks a value against its own rules. Returns whether to go on with its contents.
    fn own_rules(&mut self, rules: Option<&'static Rules>, value: Value<'_>) -> bool {
        let value = match value {
            Value::Message(wrapper) if rules.is_some_and(Rules::is_wrapped) => wrapper.get(0),
            value => value,
        };
        let (kind, rules) = rules.map_or((Kind::Message, &[][..]), |of| (of.kind(), of.rules()));
        let is_oversized = check::is_oversized(rules, value);
        for rule in rules {
            let broken = match is_oversized {
                true => check::size_rule(rule, value),
                false => check::check(rule, kind, value),
            };
            broken.into_iter().for_each(|broken| self.report(broken));
        }
        !is_oversized && !self.is_over
    }

    fn list(&mut self, rules: &'static [Rule], list: &dyn List) {
        let items = rules.iter().find_map(|rule| match rule {
            Rule::Items(items) => Some(*items),
            _ => None,
        });
        // Scalars without rules are always valid.
        if items.is_none() && !matches!(list.get(0), Value::Message(_)) {
            return;
        }
        for index in 0..list.len() {
            if self.is_over {
                break;
            }
            let value = list.get(index);
            self.at(Subscript::Index(u64::try_from(index).unwrap_or(u64::MAX)));
            self.inner(items, value);
        }
        self.leave();
    }

    fn map(&mut self, field: &FieldDescriptor, rules: &'static [Rule], map: &dyn Map) {
        let (mut keys, mut values) = (None, None);
        for rule in rules {
            match rule {
                Rule::Keys(rules) => keys = Some(*rules),
                Rule::Values(rules) => values = Some(*rules),
                _ => {}
            }
        }
        let key_kind = Kind::of_key(map.key_type()).encoded(field.key_encoding());
        map.visit(&mut |text, value| {
            // A visit cannot end early.
            if self.is_over {
                return;
            }
            // Scalars without rules are always valid.
            if keys.is_none() && values.is_none() && !matches!(value, Value::Message(_)) {
                return;
            }
            let key = Key::new(key_kind, text);
            let shown = if self.hidden { Key::Hidden } else { key.shown() };
            let types = Some((key_kind.into(), kind_of(field, value).into()));
            self.at(Subscript::Entry { key: shown, types });
            self.for_key = true;
            if keys.is_some() {
                self.inner(keys, key_value(&key, key_kind));
            }
            self.for_key = false;
            self.inner(values, value);
        });
        self.leave();
    }

    /// Checks an element, map key or map value, which have no presence.
    fn inner(&mut self, rules: Option<&'static Rules>, value: Value<'_>) {
        let skipped = match rules.map_or(Ignore::Never, Rules::ignored) {
            Ignore::Never => false,
            Ignore::IfZeroValue => is_zero(value),
            Ignore::Always => true,
        };
        if !skipped
            && self.own_rules(rules, value)
            && let Value::Message(message) = value
        {
            self.message(message);
        }
    }

    /// Extends the path to an element of the current field.
    fn at(&mut self, subscript: Subscript) {
        if let Some(last) = self.path.last_mut() {
            last.subscript = Some(subscript);
        }
    }

    /// Shortens the path to the current field again.
    fn leave(&mut self) {
        if let Some(last) = self.path.last_mut() {
            last.subscript = None;
        }
    }

    fn report(&mut self, broken: Broken) {
        if self.violations.len() == self.max {
            self.is_over = true;
            return;
        }
        let Broken { rule, message } = broken;
        self.violations.push(Violation::new(self.path.clone(), rule, message, self.for_key));
    }
}

fn required(message: &str) -> Broken {
    Broken { rule: "required".to_owned(), message: message.to_owned() }
}

/// The kind of a value of a field, of an element or of a map value.
fn kind_of(field: &FieldDescriptor, value: Value<'_>) -> Kind {
    Kind::of(value).encoded(field.encoding())
}

/// Whether the rules of an empty field are skipped.
fn is_skipped(field: &FieldDescriptor, rules: Option<&Rules>) -> bool {
    let if_zero = rules.is_some_and(|rules| rules.ignored() == Ignore::IfZeroValue);
    if_zero || field.presence() != Presence::Implicit
}

/// Whether a value without presence equals its default.
fn is_zero(value: Value<'_>) -> bool {
    match value {
        Value::Duration(value) => value == Duration::ZERO,
        Value::Timestamp(value) => value == Timestamp::EPOCH,
        Value::Message(message) => {
            let mut fields = message.descriptor().fields().iter().enumerate();
            fields.all(|(index, field)| !field.is_written(&message.get(index)))
        }
        value => value.is_default(),
    }
}

/// Converts a map key to a value of its kind.
fn key_value(key: &Key, kind: Kind) -> Value<'_> {
    match (key, kind.plain()) {
        (Key::Bool(key), _) => Value::Bool(*key),
        (Key::Int(key), Kind::I32) => i32::try_from(*key).map_or(Value::I64(*key), Value::I32),
        (Key::Int(key), _) => Value::I64(*key),
        (Key::Uint(key), Kind::U32) => u32::try_from(*key).map_or(Value::U64(*key), Value::U32),
        (Key::Uint(key), _) => Value::U64(*key),
        (Key::Text(key), _) => Value::String(key),
        (Key::Hidden, _) => Value::Absent,
    }
}
