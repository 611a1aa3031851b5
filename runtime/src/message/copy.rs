//! Copies of values and messages whose types are not known at compile time.

use super::{MapSlot, Message, Slot, Value, for_each_field};
use crate::enumeration::Enumeration;
use crate::scalar::Bytes;

/// Copies a value into a slot of the same type. Returns whether the types match.
///
/// Lists and maps replace the contents of the slot; messages are copied by [`copy_message`]. Enums
/// and messages match only if they are of the same enum or message type. If the types do not match,
/// the slot is unchanged, except that a list or map with elements that do not match ends up empty.
pub fn copy(value: Value<'_>, slot: Slot<'_>) -> bool {
    match (value, slot) {
        (Value::Bool(value), Slot::Bool(target)) => *target = value,
        (Value::I32(value), Slot::I32(target)) => *target = value,
        (Value::U32(value), Slot::U32(target)) => *target = value,
        (Value::I64(value), Slot::I64(target)) => *target = value,
        (Value::U64(value), Slot::U64(target)) => *target = value,
        (Value::F32(value), Slot::F32(target)) => *target = value,
        (Value::F64(value), Slot::F64(target)) => *target = value,
        (Value::String(value), Slot::String(target)) => value.clone_into(target),
        (Value::Bytes(value), Slot::Bytes(target)) => *target = Bytes::from(value.to_vec()),
        (Value::Timestamp(value), Slot::Timestamp(target)) => *target = value,
        (Value::Duration(value), Slot::Duration(target)) => *target = value,
        (Value::Enum(value), Slot::Enum(target)) => return copy_enum(value, target),
        (Value::Message(value), Slot::Message(target)) => return copy_message(value, target),
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
                MapSlot::Vacant(slot) => fits &= copy(value, slot),
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

/// Copies the fields of a message into another of the same type. Returns whether the types match;
/// if not, nothing is copied.
///
/// Fields with presence that are not set in `from` keep their value in `to`. A copy into a default
/// message equals the original.
pub fn copy_message(from: &dyn Message, to: &mut dyn Message) -> bool {
    if !std::ptr::eq(from.descriptor(), to.descriptor()) {
        return false;
    }
    for_each_field(from, |index, _, value| {
        if !matches!(value, Value::Absent) {
            copy(value, to.slot(index));
        }
    });
    if !from.unknown_fields().is_empty()
        && let Some(unknown) = to.unknown_fields_mut()
    {
        unknown.clone_from(from.unknown_fields());
    }
    true
}

fn copy_enum(from: &dyn Enumeration, to: &mut dyn Enumeration) -> bool {
    if !std::ptr::eq(from.descriptor(), to.descriptor()) {
        return false;
    }
    // A known value has a name and a number, an unknown one has either.
    match (from.name(), from.number()) {
        (Some(name), _) => to.set_name(name),
        (None, Some(number)) => to.set_number(number),
        (None, None) => {}
    }
    true
}
