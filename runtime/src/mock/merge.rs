//! Merges a message into one of a different type, by the names and kinds of their fields.

use super::path::FieldPath;
use super::plan::FieldRef;
use crate::message::{MapSlot, Message, Presence, Slot, Value, copy};
use crate::sample::Sampler;

/// Merges values into messages. Messages that are created on the way are sampled, so that a
/// populated message stays populated.
#[derive(Debug)]
pub(super) struct Merge<'a> {
    sampler: &'a mut Sampler,
    /// Whether a field without presence that is at its default counts as set.
    defaults: bool,
}

impl<'a> Merge<'a> {
    pub(super) const fn new(sampler: &'a mut Sampler) -> Self {
        Self { sampler, defaults: false }
    }

    /// Sets whether fields without presence that are at their default are merged too. Defaults to
    /// false.
    pub(super) const fn with_defaults(mut self, defaults: bool) -> Self {
        self.defaults = defaults;
        self
    }

    /// Merges every field for which [`FieldPath::find`] finds a target. `skips` excludes fields of
    /// `from`, `accepts` restricts the targets.
    pub(super) fn merge(
        &mut self,
        from: &dyn Message,
        to: &mut dyn Message,
        skips: impl Fn(FieldRef) -> bool,
        accepts: impl Fn(FieldPath) -> bool,
    ) {
        for field in FieldRef::all(from.descriptor()) {
            let value = field.get(from);
            if skips(field) || !self.is_set(field, value) {
                continue;
            }
            if let Some(path) = FieldPath::find(to, field.name()).filter(|path| accepts(*path)) {
                path.with_parent(to, |parent, field| self.merge_field(value, parent, field));
            }
        }
    }

    fn is_set(&self, field: FieldRef, value: Value<'_>) -> bool {
        match value {
            Value::Absent => false,
            value => self.defaults || field.presence() != Presence::Implicit || !value.is_default(),
        }
    }

    /// Merges a value into a field.
    pub(super) fn merge_field(&mut self, value: Value<'_>, to: &mut dyn Message, field: FieldRef) {
        let is_new = matches!(field.get(to), Value::Absent);
        self.merge_slot(value, field.slot(to), is_new);
    }

    fn merge_slot(&mut self, value: Value<'_>, slot: Slot<'_>, is_new: bool) {
        match (value, slot) {
            (Value::Message(from), Slot::Message(to)) => {
                if is_new {
                    self.sampler.fill(to);
                }
                if std::ptr::eq(from.descriptor(), to.descriptor()) {
                    self.replace(from, to, is_new);
                } else {
                    self.merge(from, to, |_| false, |_| true);
                }
            }
            (Value::List(from), Slot::List(to)) => {
                to.clear();
                for index in 0..from.len() {
                    self.merge_slot(from.get(index), to.push(), true);
                }
            }
            (Value::Map(from), Slot::Map(to)) => {
                to.clear();
                from.visit(&mut |key, value| {
                    if let MapSlot::Vacant(slot) = to.insert(key) {
                        self.merge_slot(value, slot, true);
                    }
                });
            }
            // A wrapper such as `{"scopes": […]}`, which distinguishes an empty list from none.
            (Value::Message(from), slot) if from.descriptor().fields().len() == 1 => {
                self.merge_slot(from.get(0), slot, is_new);
            }
            (value, slot) => {
                copy(value, slot);
            }
        }
    }

    /// Replaces a message by one of the same type. It was sent as a whole, so its defaults are
    /// values; fields with presence that it does not set are kept. A new message without an id
    /// keeps the one that it was given.
    fn replace(&mut self, from: &dyn Message, to: &mut dyn Message, is_new: bool) {
        for field in FieldRef::all(from.descriptor()) {
            let value = field.get(from);
            let is_given = is_new && field.name() == "id" && value.is_default();
            if !matches!(value, Value::Absent) && !is_given {
                self.merge_field(value, to, field);
            }
        }
    }
}
