//! States of sampled resources.
//!
//! Used by `generator` and `response`. It must not depend on them.

use super::plan::FieldRef;
use crate::message::{Message, Slot, Value};

/// Endings of the names of states in which a resource is gone or going.
const ENDS: [&str; 2] = ["DELETED", "DELETING"];

/// Replaces states such as `PROJECT_PHASE_DELETED`, in the message and the messages in it, because
/// what the mock returns exists.
pub(super) fn revive(message: &mut dyn Message) {
    for field in FieldRef::all(message.descriptor()) {
        if matches!(field.get(message), Value::Absent) {
            continue;
        }
        match field.slot(message) {
            Slot::Message(nested) => revive(nested),
            Slot::Enum(state) if state.name().is_some_and(is_end) => {
                let mut others = state.descriptor().values().iter();
                let other = others.find(|other| other.number() != 0 && !is_end(other.name()));
                if let Some(other) = other {
                    state.set_name(other.name());
                }
            }
            _ => {}
        }
    }
}

fn is_end(state: &str) -> bool {
    ENDS.iter().any(|end| state.ends_with(end))
}
