//! `Hash` of messages without floats.
//!
//! Consistent with the derived `PartialEq`: equal messages have equal fields, and only those are
//! hashed.

use std::hash::{Hash, Hasher};

use super::{List, Map, Message, Value, for_each_field};

/// Hashes the fields that are written.
pub(crate) fn hash(message: &dyn Message, state: &mut dyn Hasher) {
    for_each_field(message, |index, field, value| {
        if field.is_written(&value) {
            state.write_usize(index);
            hash_value(value, state);
        }
    });
    // Separates the message from what follows it.
    state.write_usize(message.descriptor().fields().len());
}

fn hash_value(value: Value<'_>, mut state: &mut dyn Hasher) {
    match value {
        Value::Absent => {}
        Value::Bool(value) => value.hash(&mut state),
        Value::I32(value) => value.hash(&mut state),
        Value::U32(value) => value.hash(&mut state),
        Value::I64(value) => value.hash(&mut state),
        Value::U64(value) => value.hash(&mut state),
        Value::F32(value) => value.to_bits().hash(&mut state),
        Value::F64(value) => value.to_bits().hash(&mut state),
        Value::String(value) => value.hash(&mut state),
        Value::Bytes(value) => value.hash(&mut state),
        Value::Timestamp(value) => value.hash(&mut state),
        Value::Duration(value) => value.hash(&mut state),
        Value::Enum(value) => value.index().hash(&mut state),
        Value::Message(message) => hash(message, state),
        Value::List(list) => hash_list(list, state),
        Value::Map(map) => hash_map(map, state),
    }
}

fn hash_list(list: &dyn List, state: &mut dyn Hasher) {
    state.write_usize(list.len());
    for index in 0..list.len() {
        hash_value(list.get(index), state);
    }
}

fn hash_map(map: &dyn Map, mut state: &mut dyn Hasher) {
    state.write_usize(map.len());
    map.visit(&mut |key, value| {
        key.hash(&mut state);
        hash_value(value, state);
    });
}
