//! Copies between messages whose types are not known.

use super::{MapSlot, Message, Slot, Value};
use crate::enumeration::Enumeration;
use crate::scalar::Bytes;

/// Copies a value into a place of the same kind, and says whether it fits.
///
/// Lists and maps take the place of what was there. An enum fits if both are of one type, and so
/// does a message, which is then copied as [`copy_message`] does. A value that does not fit leaves
/// the place as it is; of a list or map whose elements do not fit, nothing is left.
pub fn copy(value: Value<'_>, slot: Slot<'_>) -> bool {
    match (value, slot) {
        (Value::Bool(value), Slot::Bool(place)) => *place = value,
        (Value::I32(value), Slot::I32(place)) => *place = value,
        (Value::U32(value), Slot::U32(place)) => *place = value,
        (Value::I64(value), Slot::I64(place)) => *place = value,
        (Value::U64(value), Slot::U64(place)) => *place = value,
        (Value::F32(value), Slot::F32(place)) => *place = value,
        (Value::F64(value), Slot::F64(place)) => *place = value,
        (Value::String(value), Slot::String(place)) => value.clone_into(place),
        (Value::Bytes(value), Slot::Bytes(place)) => *place = Bytes::from(value.to_vec()),
        (Value::Timestamp(value), Slot::Timestamp(place)) => *place = value,
        (Value::Duration(value), Slot::Duration(place)) => *place = value,
        (Value::Enum(value), Slot::Enum(place)) => return copy_enum(value, place),
        (Value::Message(value), Slot::Message(place)) => return copy_message(value, place),
        (Value::List(from), Slot::List(to)) => {
            to.clear();
            return (0..from.len()).all(|index| copy(from.get(index), to.push())) || {
                to.clear();
                false
            };
        }
        (Value::Map(from), Slot::Map(to)) => {
            to.clear();
            let mut fits = true;
            from.visit(&mut |key, value| match to.insert(key) {
                MapSlot::Vacant(place) => fits &= copy(value, place),
                MapSlot::Occupied | MapSlot::BadKey(_) => fits = false,
            });
            if !fits {
                to.clear();
            }
            return fits;
        }
        _ => return false,
    }
    true
}

/// Copies every field that is set, and those without presence at any value, into a message of the
/// same type; says whether it is of the same type, and copies nothing if not.
///
/// A field with presence that is not set stays as it is in the other message, so a copy into a new
/// message is an equal one.
pub fn copy_message(from: &dyn Message, to: &mut dyn Message) -> bool {
    if !std::ptr::eq(from.descriptor(), to.descriptor()) {
        return false;
    }
    for index in 0..from.descriptor().fields().len() {
        let value = from.get(index);
        if !matches!(value, Value::Absent) {
            copy(value, to.slot(index));
        }
    }
    true
}

fn copy_enum(from: &dyn Enumeration, to: &mut dyn Enumeration) -> bool {
    if !std::ptr::eq(from.descriptor(), to.descriptor()) {
        return false;
    }
    // A known value has both; what is unknown has the one that it was read as.
    match (from.name(), from.number()) {
        (Some(name), _) => to.set_name(name),
        (None, Some(number)) => to.set_number(number),
        (None, None) => {}
    }
    true
}
