//! States of resources that they must leave.
//!
//! Used by `generator`, `response` and `edit`. It must not depend on them.

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
            state @ Slot::Enum(_) => leave(state, is_end),
            _ => {}
        }
    }
}

/// Replaces a state that is to be left by the first other value that is not the zero value.
pub(super) fn leave(slot: Slot<'_>, is_left: impl Fn(&str) -> bool) {
    let Slot::Enum(state) = slot else { return };
    if !state.name().is_some_and(&is_left) {
        return;
    }
    let mut others = state.descriptor().values().iter();
    if let Some(other) = others.find(|other| other.number() != 0 && !is_left(other.name())) {
        state.set_name(other.name());
    }
}

fn is_end(state: &str) -> bool {
    ENDS.iter().any(|end| state.ends_with(end))
}
