//! Lists without duplicates.

use std::collections::HashSet;

use crate::message::{List, Value};
use crate::scalar::{Duration, Timestamp};

/// Whether a list has no duplicates. NaN equals nothing, and messages are not compared.
pub(crate) fn is_unique(list: &dyn List) -> bool {
    let mut seen = HashSet::with_capacity(list.len());
    (0..list.len()).filter_map(|index| key(list.get(index))).all(|key| seen.insert(key))
}

/// A value that can be hashed.
#[derive(PartialEq, Eq, Hash)]
enum Key<'a> {
    Bool(bool),
    Integer(i128),
    Float(u64),
    Text(&'a str),
    Bytes(&'a [u8]),
    Duration(Duration),
    Timestamp(Timestamp),
}

fn key(value: Value<'_>) -> Option<Key<'_>> {
    Some(match value {
        Value::Bool(value) => Key::Bool(value),
        Value::I32(value) => Key::Integer(value.into()),
        Value::U32(value) => Key::Integer(value.into()),
        Value::I64(value) => Key::Integer(value.into()),
        Value::U64(value) => Key::Integer(value.into()),
        Value::F32(value) => float(value.into())?,
        Value::F64(value) => float(value)?,
        Value::String(value) => Key::Text(value),
        Value::Bytes(value) => Key::Bytes(value),
        Value::Timestamp(value) => Key::Timestamp(value),
        Value::Duration(value) => Key::Duration(value),
        Value::Enum(value) => match value.number() {
            Some(number) => Key::Integer(number.into()),
            None => Key::Text(value.name()?),
        },
        Value::Absent | Value::Message(_) | Value::List(_) | Value::Map(_) => return None,
    })
}

/// Both zeros are equal.
fn float(value: f64) -> Option<Key<'static>> {
    (!value.is_nan()).then(|| Key::Float(if value == 0.0 { 0 } else { value.to_bits() }))
}
