//! Walks a message: decides which fields to set and where recursive messages end.

use super::Style;
use super::enumeration;
use super::propose::{ValueSpec, ZeroPolicy};
use super::rng::Rng;
use super::scalar::{is_scalar, kind_of};
use super::well_known;
use crate::message::rules::{Ignore, Rules};
use crate::message::{FieldDescriptor, Message, MessageDescriptor, Presence, Slot, Value};
use crate::validate;

/// The nesting depth from which on only plain and required fields are set.
const MAX_DEPTH: usize = 12;
/// The nesting depth from which on arbitrary messages leave most fields unset.
const SPARSE_DEPTH: usize = 3;

/// A walk over a message and its nested messages.
pub(super) struct Walk<'a> {
    pub(super) rng: &'a mut Rng,
    pub(super) style: Style,
    /// The types of the enclosing messages, the outermost first.
    pub(super) path: Vec<&'static MessageDescriptor>,
    /// Whether only plain and required fields are set.
    pub(super) minimal: bool,
}

/// The constraints on a value.
#[derive(Clone, Copy)]
pub(super) struct Constraints {
    /// The field's name in the schema.
    pub(super) name: &'static str,
    pub(super) rules: Option<&'static Rules>,
    pub(super) zero: ZeroPolicy,
}

impl<'a> Walk<'a> {
    pub(super) const fn new(rng: &'a mut Rng, style: Style) -> Self {
        Self { rng, style, path: Vec::new(), minimal: false }
    }

    pub(super) fn message(&mut self, message: &mut dyn Message) {
        self.ruled_message(message, None);
    }

    /// Fills a message that has rules as a field. Returns `false` if no valid value was found.
    fn ruled_message(&mut self, message: &mut dyn Message, rules: Option<&'static Rules>) -> bool {
        let descriptor = message.descriptor();
        let enclosing = self.count_enclosing(descriptor);
        if enclosing > 1 {
            well_known::end(message);
            return false;
        }
        let minimal = self.minimal;
        self.minimal |= enclosing > 0 || self.path.len() >= MAX_DEPTH;
        self.path.push(descriptor);
        let outcome = self.well_known(message, rules);
        if outcome.is_none() {
            self.fields(message, descriptor);
        }
        self.path.pop();
        self.minimal = minimal;
        outcome.unwrap_or(true)
    }

    fn fields(&mut self, message: &mut dyn Message, descriptor: &'static MessageDescriptor) {
        for oneof in 0..descriptor.oneofs().len() {
            self.oneof(message, oneof);
        }
        for (index, field) in descriptor.fields().iter().enumerate() {
            if !matches!(field.presence(), Presence::Oneof(_)) {
                self.field(message, index, field);
            }
        }
    }

    /// The number of enclosing messages of a type. If it exceeds 1, the rules of the type require
    /// infinite recursion.
    fn count_enclosing(&self, descriptor: &'static MessageDescriptor) -> usize {
        self.path.iter().filter(|outer| std::ptr::eq(**outer, descriptor)).count()
    }

    /// Sets one field of a oneof, unless one is set or it may stay unset.
    fn oneof(&mut self, message: &mut dyn Message, oneof: usize) {
        let descriptor = message.descriptor();
        let fields = descriptor.fields().iter().enumerate();
        let arms: Vec<_> =
            fields.filter(|(_, field)| field.presence() == Presence::Oneof(oneof)).collect();
        let is_set = |index: usize| !matches!(message.get(index), Value::Absent);
        if let Some((index, _)) = arms.iter().find(|(index, _)| is_set(*index)) {
            self.complete(message, *index);
            return;
        }
        let required = descriptor.required_oneofs().contains(&oneof);
        if required || (!self.minimal && self.chance()) {
            let (before, after) = arms.split_at(self.rng.index(arms.len()));
            // Keep the first field with a valid value. Setting a field clears the others.
            let _ = after.iter().chain(before).any(|(index, arm)| self.set(message, *index, arm));
        }
    }

    fn field(&mut self, message: &mut dyn Message, index: usize, field: &'static FieldDescriptor) {
        let value = message.get(index);
        let is_set = match value {
            Value::Absent => false,
            value => field.presence() != Presence::Implicit || !value.is_default(),
        };
        if is_set {
            self.complete(message, index);
        } else if self.should_set(field, value) {
            self.set(message, index, field);
        }
    }

    /// Walks a field that is set, if it is a message. Other values are kept, and so are those of
    /// well-known types, which are one value in JSON.
    fn complete(&mut self, message: &mut dyn Message, index: usize) {
        if let Value::Message(_) = message.get(index)
            && let Slot::Message(inner) = message.slot(index)
            && inner.descriptor().well_known_type().is_none()
        {
            self.message(inner);
        }
    }

    /// Whether to set a field that is not set.
    fn should_set(&mut self, field: &'static FieldDescriptor, value: Value<'_>) -> bool {
        if is_required(field, value) {
            return true;
        }
        if self.minimal {
            let is_plain = !matches!(value, Value::Absent | Value::List(_) | Value::Map(_));
            return is_plain && self.chance();
        }
        self.chance()
    }

    /// Whether to set an optional field.
    fn chance(&mut self) -> bool {
        match self.style {
            Style::Filled => true,
            Style::Arbitrary => {
                self.rng.once_in(if self.path.len() > SPARSE_DEPTH { 4 } else { 2 })
            }
        }
    }

    /// Sets a field. Returns `false` if no valid value was found.
    fn set(
        &mut self,
        message: &mut dyn Message,
        index: usize,
        field: &'static FieldDescriptor,
    ) -> bool {
        let rules = rules_of(field);
        let required = rules.is_some_and(Rules::is_required);
        let constraints =
            Constraints { name: field.name(), rules, zero: self.zero(field, required) };
        match message.get(index) {
            Value::List(_) => match message.slot(index) {
                Slot::List(list) => self.list(list, constraints),
                _ => false,
            },
            Value::Map(_) => match message.slot(index) {
                Slot::Map(map) => self.map(map, constraints),
                _ => false,
            },
            // Rules include the kind, so a valid value is found before the field is touched.
            _ => match rules.map(Rules::kind).filter(|kind| is_scalar(*kind)) {
                Some(kind) => {
                    let spec = ValueSpec::new(kind, rules, constraints.name);
                    let value = spec.generate(self.rng, self.style, constraints.zero);
                    value.map(|value| value.store(message.slot(index))).is_some()
                }
                None => self.fill_slot(message.slot(index), constraints),
            },
        }
    }

    /// Sets a slot. Returns `false` if no valid value was found.
    pub(super) fn fill_slot(&mut self, slot: Slot<'_>, constraints: Constraints) -> bool {
        let Constraints { name, rules, zero } = constraints;
        match slot {
            Slot::Message(message) => self.ruled_message(message, rules),
            Slot::Enum(value) if value.descriptor().is_null() => true,
            Slot::Enum(value) => {
                enumeration::fill(self.rng, self.style, value, rules, zero);
                true
            }
            slot => {
                let spec = kind_of(&slot).map(|kind| ValueSpec::new(kind, rules, name));
                let value = spec.and_then(|spec| spec.generate(self.rng, self.style, zero));
                value.map(|value| value.store(slot)).is_some()
            }
        }
    }

    const fn zero(&self, field: &FieldDescriptor, required: bool) -> ZeroPolicy {
        match (field.presence(), self.style) {
            // Zero would mean that the field is not set.
            (Presence::Implicit, _) if required => ZeroPolicy::Deny,
            (_, Style::Filled) => ZeroPolicy::Avoid,
            (_, Style::Arbitrary) => ZeroPolicy::Allow,
        }
    }
}

/// The rules that validation checks.
fn rules_of(field: &FieldDescriptor) -> Option<&'static Rules> {
    field.validation_rules().filter(|rules| rules.ignored() != Ignore::Always)
}

/// Whether a message is invalid if the field is not set.
fn is_required(field: &FieldDescriptor, unset: Value<'_>) -> bool {
    rules_of(field).is_some_and(|rules| {
        let checked =
            field.presence() == Presence::Implicit && rules.ignored() != Ignore::IfZeroValue;
        rules.is_required() || (checked && !validate::holds(rules, unset))
    })
}
