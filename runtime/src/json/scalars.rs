//! Converts JSON strings, numbers and booleans to the scalar that a slot holds.
//!
//! Used by the reader here and by the serde adapter, so that both accept the same values. Every
//! function returns what the slot expects as its error.

use super::number;
use crate::message::Slot;
use crate::scalar::{Bytes, ScalarError};

const BOOL: &str = "`true` or `false`";
const I32: &str = "an int32";
const U32: &str = "a uint32";
const I64: &str = "an int64, as a string or a number";
const U64: &str = "a uint64, as a string or a number";
const F32: &str = "a 32-bit float";
const F64: &str = "a double";
const STRING: &str = "a string";
const BYTES: &str = ScalarError::Base64.expected();
const TIMESTAMP: &str = "an RFC 3339 timestamp";
const DURATION: &str = "a duration such as \"1.5s\"";
const ENUM: &str = "the name or number of an enum value";
const MESSAGE: &str = "an object";
const LIST: &str = "an array";
const MAP: &str = "an object";

/// Sets a slot from a JSON string.
pub(crate) fn set_from_str(slot: &mut Slot<'_>, text: &str) -> Result<(), &'static str> {
    let number = || Some(text).filter(|text| number::is_number(text));
    match slot {
        Slot::String(value) => {
            // Allocates exactly: the previous value is the empty default.
            **value = text.to_owned();
            Ok(())
        }
        Slot::Enum(value) => {
            value.set_name(text);
            Ok(())
        }
        Slot::Timestamp(value) => put(*value, text.parse().ok(), TIMESTAMP),
        Slot::Duration(value) => put(*value, text.parse().ok(), DURATION),
        Slot::Bytes(value) => put(*value, Bytes::from_base64(text).ok(), BYTES),
        Slot::I32(value) => put(*value, number().and_then(number::to_i32), I32),
        Slot::U32(value) => put(*value, number().and_then(number::to_u32), U32),
        Slot::I64(value) => put(*value, number().and_then(number::to_i64), I64),
        Slot::U64(value) => put(*value, number().and_then(number::to_u64), U64),
        #[allow(clippy::cast_possible_truncation, reason = "NaN and infinity exist in both widths")]
        Slot::F32(value) => {
            let special = number::special_float(text).map(|special| special as f32);
            put(*value, special.or_else(|| number().and_then(number::to_f32)), F32)
        }
        Slot::F64(value) => {
            let special = number::special_float(text);
            put(*value, special.or_else(|| number().and_then(number::to_f64)), F64)
        }
        Slot::None => Ok(()),
        other => Err(expected(other)),
    }
}

/// Sets a slot from the text of a JSON number.
pub(crate) fn set_from_number(slot: &mut Slot<'_>, text: &str) -> Result<(), &'static str> {
    match slot {
        Slot::I32(value) => put(*value, number::to_i32(text), I32),
        Slot::U32(value) => put(*value, number::to_u32(text), U32),
        Slot::I64(value) => put(*value, number::to_i64(text), I64),
        Slot::U64(value) => put(*value, number::to_u64(text), U64),
        Slot::F32(value) => put(*value, number::to_f32(text), F32),
        Slot::F64(value) => put(*value, number::to_f64(text), F64),
        Slot::Enum(value) => {
            value.set_number(number::to_i32(text).ok_or(ENUM)?);
            Ok(())
        }
        Slot::None => Ok(()),
        other => Err(expected(other)),
    }
}

/// Sets a slot from an integer. The result is that of [`set_from_number`] for its digits.
pub(crate) fn set_from_integer(slot: &mut Slot<'_>, number: i128) -> Result<(), &'static str> {
    match slot {
        Slot::I32(value) => put(*value, number.try_into().ok(), I32),
        Slot::U32(value) => put(*value, number.try_into().ok(), U32),
        Slot::I64(value) => put(*value, number.try_into().ok(), I64),
        Slot::U64(value) => put(*value, number.try_into().ok(), U64),
        #[allow(clippy::cast_precision_loss, reason = "the nearest float is meant")]
        Slot::F32(value) => put(*value, Some(number as f32), F32),
        #[allow(clippy::cast_precision_loss, reason = "the nearest float is meant")]
        Slot::F64(value) => put(*value, Some(number as f64), F64),
        Slot::Enum(value) => {
            value.set_number(number.try_into().map_err(|_| ENUM)?);
            Ok(())
        }
        Slot::None => Ok(()),
        other => Err(expected(other)),
    }
}

/// Sets a slot from `true` or `false`.
pub(crate) fn set_from_bool(slot: &mut Slot<'_>, boolean: bool) -> Result<(), &'static str> {
    match slot {
        Slot::Bool(value) => {
            **value = boolean;
            Ok(())
        }
        Slot::None => Ok(()),
        other => Err(expected(other)),
    }
}

fn put<T>(target: &mut T, value: Option<T>, expected: &'static str) -> Result<(), &'static str> {
    *target = value.ok_or(expected)?;
    Ok(())
}

/// Describes the JSON that a slot accepts, as it follows the word "expected".
pub(crate) const fn expected(slot: &Slot<'_>) -> &'static str {
    match slot {
        Slot::None => "any value",
        Slot::Bool(_) => BOOL,
        Slot::I32(_) => I32,
        Slot::U32(_) => U32,
        Slot::I64(_) => I64,
        Slot::U64(_) => U64,
        Slot::F32(_) => F32,
        Slot::F64(_) => F64,
        Slot::String(_) => STRING,
        Slot::Bytes(_) => BYTES,
        Slot::Timestamp(_) => TIMESTAMP,
        Slot::Duration(_) => DURATION,
        Slot::Enum(_) => ENUM,
        Slot::Message(_) => MESSAGE,
        Slot::List(_) => LIST,
        Slot::Map(_) => MAP,
    }
}
