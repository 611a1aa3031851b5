//! Writes messages: canonical ProtoJSON in the schema's order, defaults left out.

use gitpod_formats::base64;

use super::writer;
use crate::enumeration::{self, Enumeration};
use crate::message::{List, Map, Message, Presence, Value};

/// What most requests fit into.
pub(super) const FIRST_CAPACITY: usize = 256;

/// What is reserved for the rest of a list at most, since its first element may be the longest.
const MOST_RESERVED: usize = 256 << 10;

/// Writes a message as ProtoJSON after what `out` holds.
pub fn encode_into(message: &dyn Message, out: &mut Vec<u8>) {
    object::<false>(message, out);
}

/// Writes a message as ProtoJSON bytes, which are UTF-8.
#[must_use]
pub fn encode_to_vec(message: &dyn Message) -> Vec<u8> {
    let mut out = Vec::with_capacity(FIRST_CAPACITY);
    encode_into(message, &mut out);
    out
}

/// Writes a message as ProtoJSON text.
#[must_use]
pub fn encode_to_string(message: &dyn Message) -> String {
    into_text(encode_to_vec(message))
}

/// Writes a message with the fields that are at their default.
pub(super) fn with_defaults(message: &dyn Message, out: &mut Vec<u8>) {
    object::<true>(message, out);
}

/// What the writer wrote as text.
pub(super) fn into_text(json: Vec<u8>) -> String {
    // Only strings and ASCII were written, so the second way is never taken.
    String::from_utf8(json)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// Writes a message. The writer with `DEFAULTS` is another one, so that the usual one does not ask.
fn object<const DEFAULTS: bool>(message: &dyn Message, out: &mut Vec<u8>) {
    out.push(b'{');
    let mut first = true;
    for (index, field) in message.descriptor().fields().iter().enumerate() {
        let found = message.get(index);
        if (DEFAULTS && field.presence() == Presence::Implicit) || field.is_written(&found) {
            writer::key(out, field.json_name(), first);
            value::<DEFAULTS>(&found, out);
            first = false;
        }
    }
    out.push(b'}');
}

/// Writes a value, which is borrowed because copies of fresh enums are slow: the parts that were
/// just written would be loaded as one.
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
        // A list or map that lies about its length; there is nothing better to say.
        Value::Absent => out.extend_from_slice(b"null"),
    }
}

fn enum_value(named: &dyn Enumeration, out: &mut Vec<u8>) {
    if let Some(known) = enumeration::known(named) {
        // The schema's names are identifiers.
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
            // The others are likely to be as long.
            let others = (out.len() - start).saturating_mul(len - 1);
            out.reserve(others.min(MOST_RESERVED));
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
