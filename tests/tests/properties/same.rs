//! Equality of messages by their values, to the last bit, independent of JSON.

use gitpod_api::runtime::message::Value;

/// Whether two values are equal. Floats are compared bit by bit, except that all NaNs are equal.
pub(crate) fn values(one: Value<'_>, other: Value<'_>) -> bool {
    match (one, other) {
        (Value::Absent, Value::Absent) => true,
        (Value::Bool(one), Value::Bool(other)) => one == other,
        (Value::I32(one), Value::I32(other)) => one == other,
        (Value::U32(one), Value::U32(other)) => one == other,
        (Value::I64(one), Value::I64(other)) => one == other,
        (Value::U64(one), Value::U64(other)) => one == other,
        (Value::F32(one), Value::F32(other)) => {
            one.to_bits() == other.to_bits() || (one.is_nan() && other.is_nan())
        }
        (Value::F64(one), Value::F64(other)) => {
            one.to_bits() == other.to_bits() || (one.is_nan() && other.is_nan())
        }
        (Value::String(one), Value::String(other)) => one == other,
        (Value::Bytes(one), Value::Bytes(other)) => one == other,
        (Value::Timestamp(one), Value::Timestamp(other)) => one == other,
        (Value::Duration(one), Value::Duration(other)) => one == other,
        (Value::Enum(one), Value::Enum(other)) => {
            one.name() == other.name() && one.number() == other.number()
        }
        (Value::Message(one), Value::Message(other)) => {
            let fields = one.descriptor().fields();
            (0..fields.len()).all(|index| values(one.get(index), other.get(index)))
        }
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len()
                && (0..one.len()).all(|index| values(one.get(index), other.get(index)))
        }
        (Value::Map(one), Value::Map(other)) => {
            let mut same = one.len() == other.len();
            one.visit(&mut |key, value| {
                let mut found = false;
                other.visit(&mut |at, other| found |= at == key && values(value, other));
                same &= found;
            });
            same
        }
        _ => false,
    }
}
