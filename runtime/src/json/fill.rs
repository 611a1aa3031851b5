//! Turns what a string or a number says into the scalar that a field wants.

use super::number;
use crate::message::Slot;
use crate::scalar::{Bytes, ScalarError};

const BOOL: &str = "`true` or `false`";
const I32: &str = "an int32";
const U32: &str = "a uint32";
const I64: &str = "an int64, as a string or a number";
const U64: &str = "a uint64, as a string or a number";
const F32: &str = "a float that 32 bits can hold";
const F64: &str = "a double";
const STRING: &str = "a string";
const BYTES: &str = ScalarError::Base64.expected();
const TIMESTAMP: &str = "an RFC 3339 timestamp";
const DURATION: &str = "a duration such as \"1.5s\"";
const ENUM: &str = "the name or number of an enum value";
const MESSAGE: &str = "an object";
const LIST: &str = "a list";
const MAP: &str = "an object of keys and values";

/// Fills a place with what a JSON string says, or tells what the place expects.
pub(crate) fn from_text(slot: Slot<'_>, text: &str) -> Result<(), &'static str> {
    let number = || Some(text).filter(|text| number::is_number(text));
    match slot {
        Slot::String(place) => {
            // The place is empty, so this takes just the memory that the text needs.
            *place = text.to_owned();
            Ok(())
        }
        Slot::Enum(place) => {
            place.set_name(text);
            Ok(())
        }
        Slot::Timestamp(place) => put(place, text.parse().ok(), TIMESTAMP),
        Slot::Duration(place) => put(place, text.parse().ok(), DURATION),
        Slot::Bytes(place) => put(place, Bytes::from_base64(text).ok(), BYTES),
        Slot::I32(place) => put(place, number().and_then(number::to_i32), I32),
        Slot::U32(place) => put(place, number().and_then(number::to_u32), U32),
        Slot::I64(place) => put(place, number().and_then(number::to_i64), I64),
        Slot::U64(place) => put(place, number().and_then(number::to_u64), U64),
        #[allow(clippy::cast_possible_truncation, reason = "NaN and infinity have both widths")]
        Slot::F32(place) => {
            let special = number::special_float(text).map(|value| value as f32);
            put(place, special.or_else(|| number().and_then(number::to_f32)), F32)
        }
        Slot::F64(place) => {
            let special = number::special_float(text);
            put(place, special.or_else(|| number().and_then(number::to_f64)), F64)
        }
        Slot::None => Ok(()),
        other => Err(expected(&other)),
    }
}

/// Fills a place with a JSON number, which is given as its text, or tells what it expects.
pub(crate) fn from_number(slot: Slot<'_>, text: &str) -> Result<(), &'static str> {
    match slot {
        Slot::I32(place) => put(place, number::to_i32(text), I32),
        Slot::U32(place) => put(place, number::to_u32(text), U32),
        Slot::I64(place) => put(place, number::to_i64(text), I64),
        Slot::U64(place) => put(place, number::to_u64(text), U64),
        Slot::F32(place) => put(place, number::to_f32(text), F32),
        Slot::F64(place) => put(place, number::to_f64(text), F64),
        Slot::Enum(place) => {
            place.set_number(number::to_i32(text).ok_or(ENUM)?);
            Ok(())
        }
        Slot::None => Ok(()),
        other => Err(expected(&other)),
    }
}

/// Fills a place with a whole number just as [`from_number`] does, without a text in between.
pub(crate) fn from_integer(slot: Slot<'_>, value: i128) -> Result<(), &'static str> {
    match slot {
        Slot::I32(place) => put(place, value.try_into().ok(), I32),
        Slot::U32(place) => put(place, value.try_into().ok(), U32),
        Slot::I64(place) => put(place, value.try_into().ok(), I64),
        Slot::U64(place) => put(place, value.try_into().ok(), U64),
        #[allow(clippy::cast_precision_loss, reason = "a float is the nearest that there is")]
        Slot::F32(place) => put(place, Some(value as f32), F32),
        #[allow(clippy::cast_precision_loss, reason = "a float is the nearest that there is")]
        Slot::F64(place) => put(place, Some(value as f64), F64),
        Slot::Enum(place) => {
            place.set_number(value.try_into().map_err(|_| ENUM)?);
            Ok(())
        }
        Slot::None => Ok(()),
        other => Err(expected(&other)),
    }
}

/// Fills a place with `true` or `false`, or tells what it expects.
pub(crate) fn from_bool(slot: Slot<'_>, value: bool) -> Result<(), &'static str> {
    match slot {
        Slot::Bool(place) => {
            *place = value;
            Ok(())
        }
        Slot::None => Ok(()),
        other => Err(expected(&other)),
    }
}

fn put<T>(place: &mut T, value: Option<T>, expected: &'static str) -> Result<(), &'static str> {
    *place = value.ok_or(expected)?;
    Ok(())
}

/// What JSON a place expects, in words that follow "expected".
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
