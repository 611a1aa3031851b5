//! Encodes messages as canonical ProtoJSON: in schema order, without default values.

use gitpod_formats::base64;

use super::writer;
use crate::enumeration::{self, Enumeration};
use crate::message::{List, Map, Message, Presence, Value};

/// The initial capacity of the output, in bytes. Most requests fit.
pub(super) const INITIAL_CAPACITY: usize = 256;

/// The maximum capacity reserved for the rest of a list. Its first element may be the longest.
const MAX_RESERVED: usize = 256 << 10;

/// Appends a message to `out` as ProtoJSON.
pub fn encode_into(message: &dyn Message, out: &mut Vec<u8>) {
    object::<false>(message, out);
}

/// Encodes a message as ProtoJSON bytes in UTF-8.
#[must_use]
pub fn encode_to_vec(message: &dyn Message) -> Vec<u8> {
    let mut out = Vec::with_capacity(INITIAL_CAPACITY);
    encode_into(message, &mut out);
    out
}

/// Encodes a message as a ProtoJSON string.
#[must_use]
pub fn encode_to_string(message: &dyn Message) -> String {
    into_string(encode_to_vec(message))
}

/// Appends a message to `out`, including fields with default values.
pub(super) fn encode_with_defaults(message: &dyn Message, out: &mut Vec<u8>) {
    object::<true>(message, out);
}

/// Converts encoded bytes to a string.
pub(super) fn into_string(json: Vec<u8>) -> String {
    // The encoder only writes UTF-8, so the fallback is never used.
    String::from_utf8(json)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// Writes a message. `DEFAULTS` is a const parameter so that the common case does not check it.
fn object<const DEFAULTS: bool>(message: &dyn Message, out: &mut Vec<u8>) {
    out.push(b'{');
    let mut first = true;
    for (index, field) in message.descriptor().fields().iter().enumerate() {
        let content = message.get(index);
        if (DEFAULTS && field.presence() == Presence::Implicit) || field.is_written(&content) {
            writer::key(out, field.json_name(), first);
            value::<DEFAULTS>(&content, out);
            first = false;
        }
    }
    out.push(b'}');
}

/// Writes a value. Passing it by reference is faster than by copy, because a copy of the enum that
/// [`Message::get`] just wrote stalls on store forwarding.
fn value<const DEFAULTS: bool>(value: &Value<'_>, out: &mut Vec<u8>) {
    match *value {
        Value::String(text) => writer::string(out, text),
        Value::Message(message) => object::<DEFAULTS>(message, out),
        Value::List(elements) => list::<DEFAULTS>(elements, out),
        Value::Map(entries) => map::<DEFAULTS>(entries, out),
        Value::Enum(named) => enum_value(named, out),
        Value::Timestamp(time) => writer::quoted(out, time.text().as_bytes()),
        Value::Duration(duration) => writer::quoted(out, duration.text().as_bytes()),
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
}

fn enum_value(named: &dyn Enumeration, out: &mut Vec<u8>) {
    if let Some(known) = enumeration::known(named) {
        // Names in the schema are identifiers and need no escapes.
        writer::quoted(out, known.name().as_bytes());
    } else if let Some(name) = named.name() {
        writer::string(out, name);
    } else {
        writer::signed(out, named.number().unwrap_or_default().into());
    }
}

fn list<const DEFAULTS: bool>(elements: &dyn List, out: &mut Vec<u8>) {
    let (start, len) = (out.len(), elements.len());
    out.push(b'[');
    for index in 0..len {
        if index > 0 {
            out.push(b',');
        }
        value::<DEFAULTS>(&elements.get(index), out);
        if index == 0 {
            // Assume that the other elements are as long.
            let others = (out.len() - start).saturating_mul(len - 1);
            out.reserve(others.min(MAX_RESERVED));
        }
    }
    out.push(b']');
}

fn map<const DEFAULTS: bool>(entries: &dyn Map, out: &mut Vec<u8>) {
    out.push(b'{');
    let mut first = true;
    entries.visit(&mut |key, entry| {
        if !first {
            out.push(b',');
        }
        first = false;
        writer::string(out, key);
        out.push(b':');
        value::<DEFAULTS>(&entry, out);
    });
    out.push(b'}');
}
