//! Values of examples, read as ProtoJSON reads them.

use crate::ir::{MapKey, Scalar};
use crate::lower::time;
use crate::node::{Key, Kind};
use crate::source::Span;

/// A value that fits its type, as far as rules look at it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value<'a> {
    Text(&'a str),
    Bytes(Vec<u8>),
    Bool(bool),
    Integer(i128),
    Float(f64),
    Duration(i128),
    Timestamp(i128),
    Enum(i32),
    Message,
    List(Vec<(Span, Value<'a>)>),
    Map(Vec<((Span, Value<'a>), (Span, Value<'a>))>),
}

impl Value<'_> {
    /// Whether a field without presence would leave it out.
    pub(super) fn is_default(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Bytes(bytes) => bytes.is_empty(),
            Self::Bool(value) => !value,
            Self::Integer(value) => *value == 0,
            Self::Float(value) => *value == 0.0,
            Self::Enum(number) => *number == 0,
            Self::List(values) => values.is_empty(),
            Self::Map(entries) => entries.is_empty(),
            Self::Duration(_) | Self::Timestamp(_) | Self::Message => false,
        }
    }
}

/// Reads a scalar; the error says what was expected.
pub(super) fn scalar(scalar: Scalar, kind: &Kind) -> Result<Value<'_>, &'static str> {
    match (scalar, kind) {
        (Scalar::String, Kind::Text(text)) => Ok(Value::Text(text)),
        (Scalar::String, _) => Err("text"),
        (Scalar::Bool, Kind::Bool(value)) => Ok(Value::Bool(*value)),
        (Scalar::Bool, _) => Err("`true` or `false`"),
        (Scalar::Bytes, Kind::Text(text)) => {
            base64(text).map(Value::Bytes).ok_or("standard base64 with padding")
        }
        (Scalar::Bytes, _) => Err("standard base64 with padding"),
        (Scalar::Timestamp, Kind::Text(text)) => time::timestamp(text)
            .map(Value::Timestamp)
            .ok_or("a timestamp such as \"2026-03-14T09:26:53Z\""),
        (Scalar::Timestamp, _) => Err("a timestamp such as \"2026-03-14T09:26:53Z\", in quotes"),
        (Scalar::Duration, Kind::Text(text)) => {
            time::duration(text).map(Value::Duration).ok_or("a duration such as \"1800s\"")
        }
        (Scalar::Duration, _) => Err("a duration such as \"1800s\""),
        (Scalar::Int32, kind) => {
            integer(kind, i32::MIN.into(), i32::MAX.into(), "a 32-bit integer")
        }
        (Scalar::Uint32, kind) => integer(kind, 0, u32::MAX.into(), "a 32-bit integer from 0"),
        (Scalar::Int64, kind) => {
            quoted(kind, i64::MIN.into(), i64::MAX.into(), "a 64-bit integer in quotes")
        }
        (Scalar::Uint64, kind) => quoted(kind, 0, u64::MAX.into(), "a 64-bit integer in quotes"),
        (Scalar::Float | Scalar::Double, kind) => float(kind).ok_or("a number"),
    }
}

/// Reads the key of a map's entry.
pub(super) fn map_key(key: MapKey, name: &Key) -> Option<Value<'_>> {
    let text = name.text.as_str();
    let within = |low: i128, high: i128| {
        let number = plain_integer(text)?;
        (low..=high).contains(&number).then_some(Value::Integer(number))
    };
    match key {
        MapKey::String => Some(Value::Text(text)),
        MapKey::Bool => text.parse().ok().map(Value::Bool),
        MapKey::Int32 => within(i32::MIN.into(), i32::MAX.into()),
        MapKey::Uint32 => within(0, u32::MAX.into()),
        MapKey::Int64 => within(i64::MIN.into(), i64::MAX.into()),
        MapKey::Uint64 => within(0, u64::MAX.into()),
    }
}

/// An integer as JSON spells it: no plus sign, no leading zero.
fn plain_integer(text: &str) -> Option<i128> {
    text.parse::<i128>().ok().filter(|number| number.to_string() == text)
}

fn integer(
    kind: &Kind,
    low: i128,
    high: i128,
    expected: &'static str,
) -> Result<Value<'static>, &'static str> {
    match kind {
        Kind::Integer(value) if (low..=high).contains(value) => Ok(Value::Integer(*value)),
        _ => Err(expected),
    }
}

fn quoted(
    kind: &Kind,
    low: i128,
    high: i128,
    expected: &'static str,
) -> Result<Value<'static>, &'static str> {
    match kind {
        Kind::Text(text) => match plain_integer(text) {
            Some(value) if (low..=high).contains(&value) => Ok(Value::Integer(value)),
            _ => Err(expected),
        },
        _ => Err(expected),
    }
}

#[allow(clippy::cast_precision_loss, reason = "JSON numbers are floats where the field is one")]
fn float(kind: &Kind) -> Option<Value<'static>> {
    match kind {
        Kind::Float(value) => Some(Value::Float(*value)),
        Kind::Integer(value) => Some(Value::Float(*value as f64)),
        Kind::Text(text) => match text.as_str() {
            "NaN" => Some(Value::Float(f64::NAN)),
            "Infinity" => Some(Value::Float(f64::INFINITY)),
            "-Infinity" => Some(Value::Float(f64::NEG_INFINITY)),
            _ => None,
        },
        _ => None,
    }
}

/// Standard base64 with padding, which is how examples are to be written.
fn base64(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(4) {
        return None;
    }
    let body = text.trim_end_matches('=');
    if text.len() - body.len() > 2 {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0_u32);
    for letter in body.bytes() {
        bits = bits << 6 | u32::from(base64_digit(letter)?);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xFF) as u8);
        }
    }
    (bits & ((1 << count) - 1) == 0).then_some(bytes)
}

const fn base64_digit(letter: u8) -> Option<u8> {
    Some(match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}
