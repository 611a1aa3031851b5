//! Reads scalars and map keys from the canonical form of ProtoJSON.
//!
//! The runtime accepts more spellings, such as 64-bit integers without quotes. Examples show the
//! form in which messages are written.

use gitpod_formats::base64;

use super::value::Value;
use crate::ir::{MapKey, Scalar};
use crate::lower::time;
use crate::node::Kind;

/// Reads a scalar. The error is the expected form.
pub(super) fn scalar(scalar: Scalar, kind: &Kind) -> Result<Value<'_>, &'static str> {
    let expected = expected(scalar);
    match (scalar, kind) {
        (Scalar::Timestamp, Kind::Text(text)) => time::timestamp(text).map(Value::Timestamp),
        (Scalar::String, Kind::Text(text)) => Some(Value::Text(text)),
        (Scalar::Bool, Kind::Bool(value)) => Some(Value::Bool(*value)),
        (Scalar::Bytes, Kind::Text(text)) => canonical_base64(text).map(Value::Bytes),
        (Scalar::Duration, Kind::Text(text)) => time::duration(text).map(Value::Duration),
        (Scalar::Int32 | Scalar::Uint32, Kind::Integer(value)) => integer(scalar, *value),
        (Scalar::Int64 | Scalar::Uint64, Kind::Text(text)) => {
            plain_integer(text).and_then(|value| integer(scalar, value))
        }
        (Scalar::Float, kind) => float(kind).and_then(single).map(Value::Single),
        (Scalar::Double, kind) => float(kind).map(Value::Double),
        _ => None,
    }
    .ok_or(expected)
}

/// Reads the key of a map entry.
pub(super) fn map_key(key: MapKey, text: &str) -> Option<Value<'_>> {
    match key {
        MapKey::String => Some(Value::Text(text)),
        MapKey::Bool => text.parse().ok().map(Value::Bool),
        MapKey::Int32 | MapKey::Uint32 | MapKey::Int64 | MapKey::Uint64 => {
            plain_integer(text).and_then(|value| integer(key.scalar(), value))
        }
    }
}

/// The expected form of a scalar, for diagnostics.
const fn expected(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::String => "a string",
        Scalar::Bool => "`true` or `false`",
        Scalar::Bytes => "standard base64 with padding",
        Scalar::Timestamp => "a timestamp such as \"2026-03-14T09:26:53Z\"",
        Scalar::Duration => "a duration such as \"1800s\"",
        Scalar::Int32 => "a 32-bit integer",
        Scalar::Uint32 => "a 32-bit integer that is not negative",
        Scalar::Int64 | Scalar::Uint64 => "a 64-bit integer in quotes",
        Scalar::Float => "a number within the range of `float`",
        Scalar::Double => "a number",
    }
}

/// An integer within the range of its type.
fn integer(scalar: Scalar, value: i128) -> Option<Value<'static>> {
    let fits = match scalar {
        Scalar::Int32 => i32::try_from(value).is_ok(),
        Scalar::Uint32 => u32::try_from(value).is_ok(),
        Scalar::Int64 => i64::try_from(value).is_ok(),
        Scalar::Uint64 => u64::try_from(value).is_ok(),
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
