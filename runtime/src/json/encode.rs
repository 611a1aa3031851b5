//! Encodes messages as canonical ProtoJSON: in schema order, without default values.

use gitpod_formats::base64;

use super::well_known::{self, Types};
use super::{WriteOptions, any, writer};
use crate::enumeration::Enumeration;
use crate::message::{
    Budget, FieldChunk, FieldDescriptor, List, Map, Message, Presence, Value, WellKnown, content,
    visit_chunks,
};
use crate::wire::{EncodeError, EncodeFault, PathSegment};

/// The initial capacity of the output, in bytes. Most requests fit.
pub(super) const INITIAL_CAPACITY: usize = 256;

/// The maximum capacity reserved for the rest of a list. Its first element may be the longest.
const MAX_RESERVED: usize = 256 << 10;

/// The result of writing. In lenient mode, it is never an error.
pub(super) type Written = Result<(), Box<EncodeFault>>;

/// The state of an encoding beside its output.
pub(super) struct Encoding {
    /// The types that an `Any` may hold.
    pub(super) types: Types,
    /// Whether a value without a JSON form is an error. Otherwise it is written as `null`.
    strict: bool,
    /// The number of messages around the current value.
    pub(super) depth: u32,
    /// The memory that is left for messages in an `Any`.
    pub(super) budget: Option<Budget>,
}

impl Encoding {
    pub(super) const fn lenient(types: Types) -> Self {
        Self { types, strict: false, depth: 0, budget: None }
    }

    pub(super) const fn strict(types: Types) -> Self {
        Self { types, strict: true, depth: 0, budget: None }
    }
}

/// Appends a message to `out` as ProtoJSON.
///
/// A value that has no JSON form, such as an [`Any`](crate::well_known::Any) of an unknown type, is
/// written as `null`.
pub fn encode_into(message: &dyn Message, out: &mut Vec<u8>) {
    WriteOptions::new().encode_into(message, out);
}

/// Encodes a message as ProtoJSON bytes in UTF-8; otherwise like [`encode_into`].
#[must_use]
pub fn encode_to_vec(message: &dyn Message) -> Vec<u8> {
    WriteOptions::new().encode_to_vec(message)
}

/// Encodes a message as a ProtoJSON string; otherwise like [`encode_into`].
#[must_use]
pub fn encode_to_string(message: &dyn Message) -> String {
    WriteOptions::new().encode_to_string(message)
}

/// Encodes a message as ProtoJSON bytes in UTF-8.
///
/// # Errors
///
/// Returns an error if a value has no JSON form: an [`Any`](crate::well_known::Any) of an unknown type
/// or with an invalid value, a path of a [`FieldMask`](crate::well_known::FieldMask) that JSON would
/// change, or a number of a [`Value`](crate::well_known::Value) that is not finite.
pub fn encode(message: &dyn Message) -> Result<Vec<u8>, EncodeError> {
    WriteOptions::new().try_encode(message)
}

/// Writes a message, with or without fields that have their default value.
pub(super) fn document(
    message: &dyn Message,
    emit_defaults: bool,
    out: &mut Vec<u8>,
    mut encoding: Encoding,
) -> Written {
    match emit_defaults {
        true => self::message::<true>(message, out, &mut encoding),
        false => self::message::<false>(message, out, &mut encoding),
    }
}

/// Writes a message. `DEFAULTS` is a const parameter so that the common case does not check it.
fn message<const DEFAULTS: bool>(
    message: &dyn Message,
    out: &mut Vec<u8>,
    encoding: &mut Encoding,
) -> Written {
    let first = message.chunk(0);
    if let Some(known) = first.descriptor().well_known_type() {
        return well_known::<DEFAULTS>(message, known, out, encoding);
    }
    let start = out.len();
    members::<DEFAULTS>(message, &first, out, encoding)?;
    writer::enclose(out, start, *b"{}");
    Ok(())
}

/// Writes the fields of a message, each with a comma before it.
pub(super) fn members<const DEFAULTS: bool>(
    message: &dyn Message,
    first: &FieldChunk<'_>,
    out: &mut Vec<u8>,
    encoding: &mut Encoding,
) -> Written {
    let (of, outer) = (first.descriptor(), encoding.types);
    encoding.types = outer.inside(of);
    encoding.depth += 1;
    visit_chunks(message, first, |fields, values| -> Written {
        for (field, content) in fields.iter().zip(values) {
            let written = match *content {
                // Three cases are compared. More would become a jump table, which is often mispredicted.
                Value::Absent if !DEFAULTS => continue,
                Value::String(text) => {
                    if !text.is_empty() || !omits_default::<DEFAULTS>(field) {
                        writer::key(out, field);
                        writer::string(out, text);
                    }
                    continue;
                }
                Value::Message(inner) => {
                    writer::key(out, field);
                    self::message::<DEFAULTS>(inner, out, encoding)
                }
                ref content => member::<DEFAULTS>(field, content, out, encoding),
            };
            written.map_err(|fault| fault.within(PathSegment::Field { of, field }))?;
        }
        Ok(())
    })?;
    encoding.depth -= 1;
    encoding.types = outer;
    Ok(())
}

/// Whether a field with its default value is not written.
#[inline]
fn omits_default<const DEFAULTS: bool>(field: &FieldDescriptor) -> bool {
    !DEFAULTS && field.presence() == Presence::Implicit
}

/// Writes a field that is no string or message, unless it is omitted.
#[inline(never)]
fn member<const DEFAULTS: bool>(
    field: &'static FieldDescriptor,
    content: &Value<'_>,
    out: &mut Vec<u8>,
    encoding: &mut Encoding,
) -> Written {
    let omits_default = omits_default::<DEFAULTS>(field);
    match *content {
        // Only with defaults. A field without presence is never absent.
        Value::Absent if field.presence() != Presence::Implicit => Ok(()),
        Value::Enum(named) => {
            let index = named.index();
            if !omits_default || !matches!(index, Ok(0)) {
                writer::key(out, field);
                enum_value(named, index.ok(), out);
            }
            Ok(())
        }
        Value::List(elements) => {
            let len = elements.len();
            if len == 0 && omits_default {
                return Ok(());
            }
            writer::key(out, field);
            list::<DEFAULTS>(elements, len, out, encoding)
        }
        ref content if omits_default && content.is_default() => Ok(()),
        ref content => {
            writer::key(out, field);
            value::<DEFAULTS>(content, out, encoding)
        }
    }
}

/// Writes a well-known type with a JSON form of its own.
#[inline(never)]
fn well_known<const DEFAULTS: bool>(
    message: &dyn Message,
    known: WellKnown,
    out: &mut Vec<u8>,
    encoding: &mut Encoding,
) -> Written {
    let start = out.len();
    let written = match known {
        WellKnown::Any => any::write::<DEFAULTS>(message, out, encoding),
        WellKnown::Value => kind::<DEFAULTS>(message, out, encoding),
        WellKnown::Struct | WellKnown::ListValue | WellKnown::Wrapper => {
            value::<DEFAULTS>(&message.get(0), out, encoding)
        }
        WellKnown::FieldMask | WellKnown::Timestamp | WellKnown::Duration => {
            well_known::text(message, known).map(|text: String| writer::string(out, &text))
        }
    };
    if written.is_err() && !encoding.strict {
        out.truncate(start);
        out.extend_from_slice(b"null");
        return Ok(());
    }
    written
}

/// Writes the arm of a `google.protobuf.Value` that is set.
fn kind<const DEFAULTS: bool>(
    message: &dyn Message,
    out: &mut Vec<u8>,
    encoding: &mut Encoding,
) -> Written {
    match content(message) {
        Value::Absent | Value::Enum(_) => out.extend_from_slice(b"null"),
        Value::F64(number) if !number.is_finite() => {
            return Err(EncodeFault::new(well_known::NOT_FINITE, &number.to_string()));
        }
        set => return value::<DEFAULTS>(&set, out, encoding),
    }
    Ok(())
}

/// Writes a value. Passing it by reference is faster than by copy, because a copy of the enum that
/// [`Message::chunk`] just wrote stalls on store forwarding.
pub(super) fn value<const DEFAULTS: bool>(
    value: &Value<'_>,
    out: &mut Vec<u8>,
    encoding: &mut Encoding,
) -> Written {
    match *value {
        Value::String(text) => writer::string(out, text),
        Value::Message(message) => return self::message::<DEFAULTS>(message, out, encoding),
        Value::List(elements) => return list::<DEFAULTS>(elements, elements.len(), out, encoding),
        Value::Map(entries) => return map::<DEFAULTS>(entries, out, encoding),
        Value::Enum(named) => enum_value(named, named.index().ok(), out),
        Value::Timestamp(time) => writer::short(out, &time.text()),
        Value::Duration(duration) => writer::short(out, &duration.text()),
        Value::Bytes(bytes) => writer::quoted(out, base64::encode(bytes).as_bytes()),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::I32(number) => writer::signed(out, number.into()),
        Value::U32(number) => writer::unsigned(out, number.into()),
        Value::I64(number) => {
            out.push(b'"');
            writer::signed(out, number);
            out.push(b'"');
        }
        Value::U64(number) => {
            out.push(b'"');
            writer::unsigned(out, number);
            out.push(b'"');
        }
        Value::F32(number) => writer::float(out, number),
        Value::F64(number) => writer::float(out, number),
        // Only for a `List` whose length is wrong.
        Value::Absent => out.extend_from_slice(b"null"),
    }
    Ok(())
}

/// Writes an enum value, given its index if it is known.
fn enum_value(named: &dyn Enumeration, index: Option<usize>, out: &mut Vec<u8>) {
    if let Some(index) = index {
        let of = named.descriptor();
        match of.values().get(index) {
            // Names in the schema are identifiers and need no escapes.
            Some(known) if !of.is_null() => writer::quoted(out, known.name().as_bytes()),
            _ => out.extend_from_slice(b"null"),
        }
    } else if let Some(name) = named.name() {
        writer::string(out, name);
    } else {
        writer::signed(out, named.number().unwrap_or_default().into());
    }
}

fn list<const DEFAULTS: bool>(
    elements: &dyn List,
    len: usize,
    out: &mut Vec<u8>,
    encoding: &mut Encoding,
) -> Written {
    let start = out.len();
    for index in 0..len {
        out.push(b',');
        value::<DEFAULTS>(&elements.get(index), out, encoding)
            .map_err(|fault| fault.within(PathSegment::Index(index)))?;
        if index == 0 {
            // Assume that the other elements are as long.
            let others = (out.len() - start).saturating_mul(len - 1);
            out.reserve(others.min(MAX_RESERVED));
        }
    }
    writer::enclose(out, start, *b"[]");
    Ok(())
}

fn map<const DEFAULTS: bool>(
    entries: &dyn Map,
    out: &mut Vec<u8>,
    encoding: &mut Encoding,
) -> Written {
    let (start, mut written) = (out.len(), Ok(()));
    entries.visit(&mut |key, entry| {
        // A visit cannot end early.
        if written.is_err() {
            return;
        }
        out.push(b',');
        writer::string(out, key);
        out.push(b':');
        written = value::<DEFAULTS>(&entry, out, encoding)
            .map_err(|fault| fault.within(PathSegment::Key(key.to_owned())));
    });
    writer::enclose(out, start, *b"{}");
    written
}
