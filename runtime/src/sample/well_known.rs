//! Well-known types: values that all have a JSON form, and objects with plain keys.

use super::Style;
use super::propose::ZeroPolicy;
use super::walk::{Constraints, Walk};
use crate::message::{MapSlot, Message, Slot, WellKnown, copy_message};
use crate::scalar::{Duration, Timestamp};
use crate::well_known::{Any, FieldMask, StringValue};

/// The paths of field masks.
const PATHS: &[&str] = &["name", "metadata.display_name", "spec.desired_phase", "labels"];

/// The keys of objects.
const KEYS: &[&str] = &["name", "enabled", "count"];

/// The number of arms of a `google.protobuf.Value` that are not messages. They come first.
const SCALAR_ARMS: usize = 4;

impl Walk<'_> {
    /// Fills a well-known type that is not filled field by field. Returns `false` for other messages.
    pub(super) fn well_known(&mut self, message: &mut dyn Message) -> bool {
        match message.descriptor().well_known_type() {
            Some(WellKnown::Any) => {
                copy_message(&self.any(), message);
            }
            Some(WellKnown::FieldMask) => {
                let count = 1 + self.rng.index(PATHS.len());
                copy_message(&PATHS.iter().take(count).copied().collect::<FieldMask>(), message);
            }
            Some(WellKnown::Struct) => self.structure(message),
            Some(WellKnown::Value) => self.value(message),
            _ => return false,
        }
        true
    }

    fn any(&mut self) -> Any {
        match self.rng.below(3) {
            0 => Any::pack(&StringValue::from("sample")).unwrap_or_default(),
            1 => Timestamp::MAX.into(),
            _ => Duration::MAX.into(),
        }
    }

    /// Sets members with plain keys, as objects have them.
    fn structure(&mut self, message: &mut dyn Message) {
        let Slot::Map(fields) = message.slot(0) else { return };
        let count = match self.style {
            Style::Filled if self.minimal => 1,
            Style::Filled => KEYS.len(),
            Style::Arbitrary => self.rng.index(KEYS.len() + 1),
        };
        for key in KEYS.iter().take(count) {
            if let MapSlot::Vacant(Slot::Message(value)) = fields.insert(key) {
                self.message(value);
            }
        }
    }

    /// Sets an arm, because a value without one has the JSON form of another.
    fn value(&mut self, message: &mut dyn Message) {
        let all = message.descriptor().fields().len();
        let arms = if self.minimal { SCALAR_ARMS } else { all };
        match message.slot(self.rng.index(arms)) {
            // Quarters have an exact decimal form, and they are finite.
            Slot::F64(number) => {
                let quarters = i32::try_from(self.rng.below(4000)).unwrap_or_default();
                *number = f64::from(quarters) / 4.0;
            }
            slot => {
                let zero = match self.style {
                    Style::Filled => ZeroPolicy::Avoid,
                    Style::Arbitrary => ZeroPolicy::Allow,
                };
                self.fill_slot(slot, Constraints { name: "value", rules: None, zero });
            }
        }
    }
}

/// Ends the recursion of a message. A `google.protobuf.Value` becomes `null`.
pub(super) fn end(message: &mut dyn Message) {
    if message.descriptor().well_known_type() == Some(WellKnown::Value) {
        let _ = message.slot(0);
    }
}
