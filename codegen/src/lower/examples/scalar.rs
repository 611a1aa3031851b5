//! Reads scalars and map keys from the canonical form of ProtoJSON.
//!
//! The runtime accepts more spellings, such as 64-bit integers without quotes. Examples show the
//! form in which messages are written.

use gitpod_formats::base64;

use super::value::Value;
use crate::ir::{MapKey, Repr, Scalar};
use crate::lower::time;
use crate::node::Kind;

/// Reads a scalar. The error is the expected form.
pub(super) fn scalar(scalar: Scalar, kind: &Kind) -> Result<Value<'_>, &'static str> {
    let repr = scalar.repr();
    match (repr, kind) {
        (Repr::Timestamp, Kind::Text(text)) => time::timestamp(text).map(Value::Timestamp),
        (Repr::String, Kind::Text(text)) => Some(Value::Text(text)),
        (Repr::Bool, Kind::Bool(value)) => Some(Value::Bool(*value)),
        (Repr::Bytes, Kind::Text(text)) => canonical_base64(text).map(Value::Bytes),
        (Repr::Duration, Kind::Text(text)) => time::duration(text).map(Value::Duration),
        (Repr::I32 | Repr::U32, Kind::Integer(value)) => integer(repr, *value),
        (Repr::I64 | Repr::U64, Kind::Text(text)) => {
            plain_integer(text).and_then(|value| integer(repr, value))
        }
        (Repr::F32, kind) => float(kind).and_then(single).map(Value::Single),
        (Repr::F64, kind) => float(kind).map(Value::Double),
        _ => None,
    }
    .ok_or(expected(repr))
}

/// Reads the key of a map entry.
pub(super) fn map_key(key: MapKey, text: &str) -> Option<Value<'_>> {
    match key.scalar().repr() {
        Repr::String => Some(Value::Text(text)),
        Repr::Bool => text.parse().ok().map(Value::Bool),
        repr => plain_integer(text).and_then(|value| integer(repr, value)),
    }
}

/// The expected form of a scalar, for diagnostics.
const fn expected(repr: Repr) -> &'static str {
    match repr {
        Repr::String => "a string",
        Repr::Bool => "`true` or `false`",
        Repr::Bytes => "standard base64 with padding",
        Repr::Timestamp => "a timestamp such as \"2026-03-14T09:26:53Z\"",
        Repr::Duration => "a duration such as \"1800s\"",
        Repr::I32 => "a 32-bit integer",
        Repr::U32 => "a 32-bit integer that is not negative",
        Repr::I64 | Repr::U64 => "a 64-bit integer in quotes",
        Repr::F32 => "a number within the range of `float`",
        Repr::F64 => "a number",
    }
}

/// An integer within the range of its type.
fn integer(repr: Repr, value: i128) -> Option<Value<'static>> {
    let fits = match repr {
        Repr::I32 => i32::try_from(value).is_ok(),
        Repr::U32 => u32::try_from(value).is_ok(),
        Repr::I64 => i64::try_from(value).is_ok(),
        Repr::U64 => u64::try_from(value).is_ok(),
        _ => false,
    };
    fits.then_some(Value::Integer(value))
}

/// Reads an integer without a plus sign or leading zeros.
fn plain_integer(text: &str) -> Option<i128> {
    text.parse::<i128>().ok().filter(|number| number.to_string() == text)
}

/// Reads a number, or the name of one that JSON cannot write.
#[allow(clippy::cast_precision_loss, reason = "the nearest float is what the runtime reads")]
fn float(kind: &Kind) -> Option<f64> {
    match kind {
        Kind::Float(value) => Some(*value).filter(|value| value.is_finite()),
        Kind::Integer(value) => Some(*value as f64),
        Kind::Text(text) => match text.as_str() {
            "NaN" => Some(f64::NAN),
            "Infinity" => Some(f64::INFINITY),
            "-Infinity" => Some(f64::NEG_INFINITY),
            _ => None,
        },
        _ => None,
    }
}

/// Rounds to single precision; `None` for finite numbers that are too large for it.
#[allow(clippy::cast_possible_truncation, reason = "rounding is intended")]
fn single(value: f64) -> Option<f32> {
    let rounded = value as f32;
    (rounded.is_finite() || !value.is_finite()).then_some(rounded)
}

/// Decodes base64 in the form in which it is written.
fn canonical_base64(text: &str) -> Option<Vec<u8>> {
    base64::decode(text).filter(|bytes| base64::encode(bytes) == text)
}
