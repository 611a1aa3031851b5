//! Which fields of a message are set, and where messages that contain themselves end.

use super::Style;
use super::enumeration;
use super::propose::{Wish, Zero};
use super::rng::Rng;
use super::scalar::{is_scalar, kind_of};
use crate::message::rules::{Ignore, Rules};
use crate::message::{FieldDescriptor, Message, MessageDescriptor, Presence, Slot, Value};
use crate::validate;

/// How deep messages nest before only what rules ask for is set.
const DEPTH: usize = 12;
/// The same for arbitrary messages, which leave most of what is deeper out.
const SHALLOW: usize = 3;

/// A walk over a message and what is in it.
pub(super) struct Walk<'a> {
    pub(super) rng: &'a mut Rng,
    pub(super) style: Style,
    /// The types of the messages that the walk is in, the outermost first.
    path: Vec<&'static MessageDescriptor>,
    /// Whether only plain values and what rules ask for are set.
    pub(super) bare: bool,
}

/// What a value is for.
#[derive(Clone, Copy)]
pub(super) struct Target {
    /// The field's name in the schema.
    pub(super) name: &'static str,
    pub(super) rules: Option<&'static Rules>,
    pub(super) zero: Zero,
}

impl<'a> Walk<'a> {
    pub(super) const fn new(rng: &'a mut Rng, style: Style) -> Self {
        Self { rng, style, path: Vec::new(), bare: false }
    }

    pub(super) fn message(&mut self, message: &mut dyn Message) {
        let descriptor = message.descriptor();
        let around = self.times(descriptor);
        if around > 1 {
            return;
        }
        let bare = self.bare;
        self.bare |= around > 0 || self.path.len() >= DEPTH;
        self.path.push(descriptor);
        for oneof in 0..descriptor.oneofs().len() {
            self.oneof(message, oneof);
        }
        for (index, field) in descriptor.fields().iter().enumerate() {
            if !matches!(field.presence(), Presence::Oneof(_)) {
                self.field(message, index, field);
            }
        }
        self.path.pop();
        self.bare = bare;
    }

    /// How many messages of a type the walk is in. A type that stands twice on the path and comes
    /// again is one that its own rules ask for, without end.
    fn times(&self, descriptor: &'static MessageDescriptor) -> usize {
        self.path.iter().filter(|outer| std::ptr::eq(**outer, descriptor)).count()
    }

    /// Sets one arm, unless one is set or none is wanted.
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
        if required || (!self.bare && self.is_lucky()) {
            let (before, after) = arms.split_at(self.rng.index(arms.len()));
            // The first arm that has a value; setting an arm clears the one before.
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
        } else if self.wants(field, value) {
            self.set(message, index, field);
        }
    }

    /// Goes on in a message that is set; other values stay as they are.
    fn complete(&mut self, message: &mut dyn Message, index: usize) {
        if let Value::Message(_) = message.get(index)
            && let Slot::Message(inner) = message.slot(index)
        {
            self.message(inner);
        }
    }

    /// Whether a field that is not set is to be.
    fn wants(&mut self, field: &'static FieldDescriptor, value: Value<'_>) -> bool {
        if is_needed(field, value) {
            return true;
        }
        if self.bare {
            let is_plain = !matches!(value, Value::Absent | Value::List(_) | Value::Map(_));
            return is_plain && self.is_lucky();
        }
        self.is_lucky()
    }

    /// Whether something optional is set.
    fn is_lucky(&mut self) -> bool {
        match self.style {
            Style::Filled => true,
            Style::Arbitrary => self.rng.once_in(if self.path.len() > SHALLOW { 4 } else { 2 }),
        }
    }

    /// Sets a field; false when nothing was found that would be valid.
    fn set(
        &mut self,
        message: &mut dyn Message,
        index: usize,
        field: &'static FieldDescriptor,
    ) -> bool {
        let rules = rules_of(field);
        let required = rules.is_some_and(Rules::is_required);
        let target = Target { name: field.name(), rules, zero: self.zero(field, required) };
        match message.get(index) {
            Value::List(_) => match message.slot(index) {
                Slot::List(list) => self.list(list, target),
                _ => false,
            },
            Value::Map(_) => match message.slot(index) {
                Slot::Map(map) => self.map(map, target),
                _ => false,
            },
            // With rules the kind is known, and the field is only touched if there is a value.
            _ => match rules.map(Rules::kind).filter(|kind| is_scalar(*kind)) {
                Some(kind) => {
                    let wish = Wish::new(kind, rules, target.name);
                    let value = wish.find(self.rng, self.style, target.zero);
                    value.map(|value| value.store(message.slot(index))).is_some()
                }
                None => self.place(message.slot(index), target),
            },
        }
    }

    /// Puts a value where one is needed; false when nothing was found that would be valid.
    pub(super) fn place(&mut self, slot: Slot<'_>, target: Target) -> bool {
        let Target { name, rules, zero } = target;
        match slot {
            Slot::Message(message) => {
                let ends = self.times(message.descriptor()) < 2;
                self.message(message);
                ends
            }
            Slot::Enum(value) => {
                enumeration::fill(self.rng, self.style, value, rules, zero);
                true
            }
            slot => {
                let wish = kind_of(&slot).map(|kind| Wish::new(kind, rules, name));
                let value = wish.and_then(|wish| wish.find(self.rng, self.style, zero));
                value.map(|value| value.store(slot)).is_some()
            }
        }
    }

    const fn zero(&self, field: &FieldDescriptor, required: bool) -> Zero {
        match (field.presence(), self.style) {
            // Its default is "not set".
            (Presence::Implicit, _) if required => Zero::Refused,
            (_, Style::Filled) => Zero::Avoided,
            (_, Style::Arbitrary) => Zero::Allowed,
        }
    }
}

/// The rules that validation looks at.
fn rules_of(field: &FieldDescriptor) -> Option<&'static Rules> {
    field.validation_rules().filter(|rules| rules.ignored() != Ignore::Always)
}

/// Whether a message without the field is invalid.
fn is_needed(field: &FieldDescriptor, unset: Value<'_>) -> bool {
    rules_of(field).is_some_and(|rules| {
        let looked_at =
            field.presence() == Presence::Implicit && rules.ignored() != Ignore::IfZeroValue;
        rules.is_required() || (looked_at && !validate::holds(rules, unset))
    })
}
