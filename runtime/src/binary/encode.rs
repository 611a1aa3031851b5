//! Encodes messages in schema order, from the last field to the first.

use super::output::Output;
use super::tag::{Tag, WireType};
use super::time::{NANOS, SECONDS, Time as _, TimeParts};
use crate::enumeration::Enumeration;
use crate::message::{
    Encoding, FieldChunk, FieldDescriptor, List, Map, Message, MessageDescriptor, Presence, Value,
};
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
    let first = message.chunk(0);
    if !first.unknown_fields().is_empty() {
        out.put(first.unknown_fields().as_bytes());
    }
    let of = first.descriptor();
    if of.fields().len() > FieldChunk::LEN {
        later_chunks(message, of, out)?;
    }
    chunk(of, of.fields(), &first, out)
}

/// Writes the fields of all chunks but the first.
#[inline(never)]
fn later_chunks(
    message: &dyn Message,
    of: &'static MessageDescriptor,
    out: &mut Output,
) -> Written<()> {
    for (index, fields) in of.fields().chunks(FieldChunk::LEN).enumerate().skip(1).rev() {
        chunk(of, fields, &message.chunk(index), out)?;
    }
    Ok(())
}

/// Writes a chunk, given its fields and any number of those after it.
#[inline]
fn chunk(
    of: &'static MessageDescriptor,
    fields: &'static [FieldDescriptor],
    chunk: &FieldChunk<'_>,
    out: &mut Output,
) -> Written<()> {
    for (field, value) in fields.iter().zip(chunk.values()).rev() {
        let written = match *value {
            // Three cases are compared. More would become a jump table, which is often mispredicted.
            Value::Absent => continue,
            Value::String(text) => {
                if !text.is_empty() || field.presence() != Presence::Implicit {
                    out.record(Tag::of_length(field.number()), text.as_bytes());
                }
                continue;
            }
            Value::Message(inner) => self::message(field.number(), inner, out),
            ref value => self::field(field, value, out),
        };
        written.map_err(|fault| fault.within(PathSegment::Field { of, field }))?;
    }
    Ok(())
}

#[inline(never)]
fn field(field: &FieldDescriptor, value: &Value<'_>, out: &mut Output) -> Written<()> {
    match *value {
        Value::List(elements) => list(field, elements, out),
        Value::Map(entries) => map(field, entries, out),
        ref value => {
            let omits_default = field.presence() == Presence::Implicit;
            scalar(field.number(), field.encoding(), value, omits_default, out)
        }
    }
}

/// Writes a tag and a message.
#[inline]
fn message(number: u32, message: &dyn Message, out: &mut Output) -> Written<()> {
    let end = out.len();
    fields(message, out)?;
    out.varint_record(Tag::of_length(number), (out.len() - end) as u64);
    Ok(())
}

/// Writes a tag and an element, key or value. Writes nothing for an enum value that is omitted.
fn record(number: u32, encoding: Encoding, value: &Value<'_>, out: &mut Output) -> Written<()> {
    match *value {
        Value::String(text) => out.record(Tag::of_length(number), text.as_bytes()),
        Value::Message(inner) => message(number, inner, out)?,
        ref value => scalar(number, encoding, value, false, out)?,
    }
    Ok(())
}

/// Writes a tag and a value that is not a string, message, list or map.
fn scalar(
    number: u32,
    encoding: Encoding,
    value: &Value<'_>,
    omits_default: bool,
    out: &mut Output,
) -> Written<()> {
    match *value {
        Value::Bytes(data) if data.is_empty() && omits_default => {}
        Value::Bytes(data) => out.record(Tag::of_length(number), data),
        Value::Timestamp(time) => self::time(number, time.parts(), out),
        Value::Duration(duration) => self::time(number, duration.parts(), out),
        ref value => match bits(value, out)? {
            Some(0) if omits_default => {}
            Some(bits) => self::number(number, encoding, bits, out),
            None => {}
        },
    }
    Ok(())
}

/// The bits of a number, boolean or enum value, with those of a signed integer extended by its sign.
/// `None` for an enum value that is omitted.
fn bits(value: &Value<'_>, out: &Output) -> Written<Option<u64>> {
    Ok(Some(match *value {
        Value::Enum(named) => return enumeration(named, out),
        Value::Bool(value) => value.into(),
        Value::I32(value) => i64::from(value).cast_unsigned(),
        Value::U32(value) => value.into(),
        Value::I64(value) => value.cast_unsigned(),
        Value::U64(value) => value,
        Value::F32(value) => value.to_bits().into(),
        Value::F64(value) => value.to_bits(),
        // Only in a `List` whose length is wrong.
        _ => return Ok(None),
    }))
}

fn enumeration(named: &dyn Enumeration, out: &Output) -> Written<Option<u64>> {
    match named.number() {
        Some(number) => Ok(Some(i64::from(number).cast_unsigned())),
        None if out.omits_enum_names() => Ok(None),
        None => Err(EncodeFault::new(
            "the binary encoding needs the number of the enum value",
            named.name().unwrap_or_default(),
        )),
    }
}

/// Writes a tag and a number, given its bits.
#[inline]
fn number(number: u32, encoding: Encoding, bits: u64, out: &mut Output) {
    match encoding {
        Encoding::Varint | Encoding::Length => {
            out.varint_record(Tag::new(number, WireType::Varint), bits);
        }
        Encoding::ZigZag | Encoding::Fixed32 | Encoding::Fixed64 => {
            packed(encoding, bits, out);
            out.varint(Tag::of_value(number, encoding).bits().into());
        }
    }
}

/// Writes a number without a tag, given its bits.
#[inline]
fn packed(encoding: Encoding, bits: u64, out: &mut Output) {
    match encoding {
        Encoding::Varint | Encoding::Length => out.varint(bits),
        Encoding::ZigZag => out.varint(bits << 1 ^ (bits.cast_signed() >> 63).cast_unsigned()),
        #[allow(clippy::cast_possible_truncation, reason = "the type of the value has 32 bits")]
        Encoding::Fixed32 => out.put(&(bits as u32).to_le_bytes()),
        Encoding::Fixed64 => out.put(&bits.to_le_bytes()),
    }
}

fn time(number: u32, parts: TimeParts, out: &mut Output) {
    let end = out.len();
    for (number, part) in [(NANOS, parts.nanos.into()), (SECONDS, parts.seconds)] {
        if part != 0 {
            out.varint_record(Tag::new(number, WireType::Varint), part.cast_unsigned());
        }
    }
    out.varint_record(Tag::of_length(number), (out.len() - end) as u64);
}

fn list(field: &FieldDescriptor, elements: &dyn List, out: &mut Output) -> Written<()> {
    let (number, encoding) = (field.number(), field.encoding());
    let (len, end) = (elements.len(), out.len());
    for index in (0..len).rev() {
        let element = elements.get(index);
        let written = match field.is_packed() {
            false => record(number, encoding, &element, out),
            true => bits(&element, out)
                .map(|bits| bits.into_iter().for_each(|bits| packed(encoding, bits, out))),
        };
        written.map_err(|fault| fault.within(PathSegment::Index(index)))?;
    }
    if field.is_packed() && len > 0 {
        out.varint_record(Tag::of_length(number), (out.len() - end) as u64);
    }
    Ok(())
}

fn map(field: &FieldDescriptor, entries: &dyn Map, out: &mut Output) -> Written<()> {
    let mut written = Ok(());
    entries.visit_backward(&mut |key, value| {
        if written.is_ok() {
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
    record(2, field.encoding(), value, out).map_err(|fault| fault.within(PathSegment::key(key)))?;
    let is_omitted = out.len() == end;
    if !is_omitted {
        record(1, field.key_encoding(), key, out)?;
        out.varint_record(Tag::of_length(field.number()), (out.len() - end) as u64);
    }
    Ok(())
}
