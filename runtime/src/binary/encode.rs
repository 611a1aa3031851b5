//! Encodes messages in schema order, from the last field to the first.

use super::output::Output;
use super::tag::{Tag, WireType};
use super::time::{NANOS, SECONDS, Time as _, TimeParts};
use crate::enumeration::Enumeration;
use crate::message::{Encoding, FieldDescriptor, List, Map, Message, Presence, Value};
use crate::wire::{EncodeError, EncodeFault, PathSegment};

type Written<T> = Result<T, Box<EncodeFault>>;

/// Encodes a message in the binary wire format.
///
/// # Errors
///
/// Returns an error if an enum value is known by its name alone.
pub fn encode_to_vec(message: &dyn Message) -> Result<Vec<u8>, EncodeError> {
    encode_with(message, false)
}

/// Encodes a message, and may omit enum values that are known by their name alone.
pub(super) fn encode_with(
    message: &dyn Message,
    omits_enum_names: bool,
) -> Result<Vec<u8>, EncodeError> {
    let mut out = Output::new(omits_enum_names);
    match fields(message, &mut out) {
        Ok(()) => Ok(out.into_vec()),
        Err(fault) => Err(fault.into_error(message.descriptor())),
    }
}

fn fields(message: &dyn Message, out: &mut Output) -> Written<()> {
    let unknown = message.unknown_fields();
    if !unknown.is_empty() {
        out.put(unknown.as_bytes());
    }
    let of = message.descriptor();
    for (index, field) in of.fields().iter().enumerate().rev() {
        let value = message.get(index);
        let written = match value {
            // Most values are one of these. Telling them apart first saves most of the other tests.
            Value::Absent => continue,
            Value::String(text) => {
                if !text.is_empty() || field.presence() != Presence::Implicit {
                    out.record(Tag::of_length(field.number()), text.as_bytes());
                }
                continue;
            }
            Value::Message(inner) => self::message(field.number(), inner, out),
            _ if !field.is_written(&value) => continue,
            _ => self::field(field, &value, out),
        };
        written.map_err(|fault| fault.within(PathSegment::Field { of, field }))?;
    }
    Ok(())
}

/// Writes a tag and a message.
#[inline]
fn message(number: u32, message: &dyn Message, out: &mut Output) -> Written<()> {
    let end = out.len();
    fields(message, out)?;
    out.header(Tag::of_length(number), out.len() - end);
    Ok(())
}

fn field(field: &FieldDescriptor, value: &Value<'_>, out: &mut Output) -> Written<()> {
    match *value {
        Value::List(elements) => list(field, elements, out),
        Value::Map(entries) => map(field, entries, out),
        Value::Enum(_) if is_omitted(value, out) => Ok(()),
        _ => record(field.number(), value, field.encoding(), out),
    }
}

/// Whether a value is an enum value without a number, and those are omitted.
#[inline]
fn is_omitted(value: &Value<'_>, out: &Output) -> bool {
    out.omits_enum_names() && matches!(value, Value::Enum(named) if named.number().is_none())
}

/// Writes a tag and a value.
#[inline]
fn record(number: u32, value: &Value<'_>, encoding: Encoding, out: &mut Output) -> Written<()> {
    match *value {
        Value::String(text) => out.record(Tag::of_length(number), text.as_bytes()),
        Value::Message(inner) => message(number, inner, out)?,
        _ => {
            let wire_type = self::value(value, encoding, out)?;
            out.varint(Tag { number, wire_type }.bits());
        }
    }
    Ok(())
}

/// Writes a value without its tag.
fn value(value: &Value<'_>, encoding: Encoding, out: &mut Output) -> Written<WireType> {
    match *value {
        Value::String(text) => Ok(bytes(text.as_bytes(), out)),
        Value::Message(message) => {
            let end = out.len();
            fields(message, out)?;
            Ok(length_since(end, out))
        }
        Value::Bytes(data) => Ok(bytes(data, out)),
        Value::Enum(named) => enumeration(named, out),
        Value::Timestamp(time) => Ok(self::time(time.parts(), out)),
        Value::Duration(duration) => Ok(self::time(duration.parts(), out)),
        Value::Bool(value) => Ok(varint(value.into(), out)),
        Value::F32(value) => Ok(fixed32(value.to_le_bytes(), out)),
        Value::F64(value) => Ok(fixed64(value.to_le_bytes(), out)),
        Value::I32(value) => Ok(match encoding {
            Encoding::Fixed32 => fixed32(value.to_le_bytes(), out),
            Encoding::ZigZag => varint(((value << 1) ^ (value >> 31)).cast_unsigned().into(), out),
            _ => varint(i64::from(value).cast_unsigned(), out),
        }),
        Value::I64(value) => Ok(match encoding {
            Encoding::Fixed64 => fixed64(value.to_le_bytes(), out),
            Encoding::ZigZag => varint(((value << 1) ^ (value >> 63)).cast_unsigned(), out),
            _ => varint(value.cast_unsigned(), out),
        }),
        Value::U32(value) => Ok(match encoding {
            Encoding::Fixed32 => fixed32(value.to_le_bytes(), out),
            _ => varint(value.into(), out),
        }),
        Value::U64(value) => Ok(match encoding {
            Encoding::Fixed64 => fixed64(value.to_le_bytes(), out),
            _ => varint(value, out),
        }),
        // Absent elements only occur in a `List` whose length is wrong. Lists and maps do not nest.
        Value::Absent | Value::List(_) | Value::Map(_) => Ok(bytes(&[], out)),
    }
}

#[inline]
fn bytes(bytes: &[u8], out: &mut Output) -> WireType {
    out.put(bytes);
    out.varint(bytes.len() as u64);
    WireType::Length
}

#[inline]
fn length_since(end: usize, out: &mut Output) -> WireType {
    out.varint((out.len() - end) as u64);
    WireType::Length
}

#[inline]
fn varint(value: u64, out: &mut Output) -> WireType {
    out.varint(value);
    WireType::Varint
}

fn fixed32(bytes: [u8; 4], out: &mut Output) -> WireType {
    out.put(&bytes);
    WireType::Fixed32
}

fn fixed64(bytes: [u8; 8], out: &mut Output) -> WireType {
    out.put(&bytes);
    WireType::Fixed64
}

fn enumeration(named: &dyn Enumeration, out: &mut Output) -> Written<WireType> {
    match named.number() {
        Some(number) => Ok(varint(i64::from(number).cast_unsigned(), out)),
        None => Err(EncodeFault::new(
            "the binary encoding needs the number of the enum value",
            named.name().unwrap_or_default(),
        )),
    }
}

fn time(parts: TimeParts, out: &mut Output) -> WireType {
    let end = out.len();
    for (number, part) in [(NANOS, parts.nanos.into()), (SECONDS, parts.seconds)] {
        if part != 0 {
            out.varint(part.cast_unsigned());
            out.varint(Tag { number, wire_type: WireType::Varint }.bits());
        }
    }
    length_since(end, out)
}

fn list(field: &FieldDescriptor, elements: &dyn List, out: &mut Output) -> Written<()> {
    let (number, encoding) = (field.number(), field.encoding());
    let end = out.len();
    for index in (0..elements.len()).rev() {
        let element = elements.get(index);
        if is_omitted(&element, out) {
            continue;
        }
        let written = match field.is_packed() {
            true => value(&element, encoding, out).map(drop),
            false => record(number, &element, encoding, out),
        };
        written.map_err(|fault| fault.within(PathSegment::Index(index)))?;
    }
    if field.is_packed() {
        out.header(Tag::of_length(number), out.len() - end);
    }
    Ok(())
}

fn map(field: &FieldDescriptor, entries: &dyn Map, out: &mut Output) -> Written<()> {
    let mut written = Ok(());
    entries.visit_backward(&mut |key, value| {
        if written.is_ok() && !is_omitted(&value, out) {
            written = entry(field, &key, &value, out);
        }
    });
    written
}

/// Writes an entry: a message with the key as field 1 and the value as field 2.
fn entry(
    field: &FieldDescriptor,
    key: &Value<'_>,
    value: &Value<'_>,
    out: &mut Output,
) -> Written<()> {
    let end = out.len();
    record(2, value, field.encoding(), out).map_err(|fault| fault.within(PathSegment::key(key)))?;
    record(1, key, field.key_encoding(), out)?;
    out.header(Tag::of_length(field.number()), out.len() - end);
    Ok(())
}
