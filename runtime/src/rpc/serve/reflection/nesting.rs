//! [`Scope`]: the types of a file or of a message, nested by their names, and their encoding.

use std::collections::BTreeMap;

use super::proto::{Field, enumeration, map_entry, oneof};
use super::types::{FieldKind, MessageInfo, Types};
use crate::message::{FieldDescriptor, Presence};
use crate::wire::RecordWriter;

/// Types by their short names.
#[derive(Default)]
pub(super) struct Scope(BTreeMap<&'static str, Place>);

/// A type and the types inside of it.
#[derive(Default)]
struct Place {
    /// The full name. Empty for a message that is not used itself, only types inside of it.
    name: &'static str,
    inner: Scope,
}

impl Scope {
    /// Adds a type by its path in the scope, such as `Book.Genre`, and its full name.
    pub(super) fn add(&mut self, path: &'static str, name: &'static str) {
        match path.split_once('.') {
            Some((outer, rest)) => self.0.entry(outer).or_default().inner.add(rest, name),
            None => self.0.entry(path).or_default().name = name,
        }
    }
}

/// Writes the types of a scope, with the numbers of the fields for messages and for enums.
pub(super) fn encode_scope_types(
    scope: &Scope,
    types: &Types,
    [messages, enums]: [u32; 2],
    output: &mut RecordWriter,
) {
    for (short_name, place) in &scope.0 {
        match types.enums.get(place.name) {
            Some(descriptor) => output.bytes(enums, enumeration(short_name, descriptor)),
            None => output.bytes(messages, encode_message(short_name, place, types)),
        }
    }
}

/// The `DescriptorProto` of a message.
fn encode_message(short_name: &str, place: &Place, types: &Types) -> Vec<u8> {
    let mut message = RecordWriter::default();
    message.bytes(1, short_name);
    if let Some(info) = types.messages.get(place.name) {
        encode_fields(info, &mut message);
    }
    encode_scope_types(&place.inner, types, [3, 4], &mut message);
    message.into_vec()
}

fn encode_fields(info: &MessageInfo, message: &mut RecordWriter) {
    let mut oneofs: Vec<String> =
        info.descriptor.oneofs().iter().map(|name| (*name).to_owned()).collect();
    for (descriptor, kind) in info.descriptor.fields().iter().zip(&info.fields) {
        let entry = entry_name(descriptor.name());
        let entry_type = format!("{}.{entry}", info.descriptor.name());
        let mut field = field(descriptor, kind);
        match kind {
            FieldKind::Map { key, value } => {
                field.type_name = Some(&entry_type);
                let key = entry_field(1, "key", key.number, key.name);
                let value = entry_field(2, "value", value.number, value.name);
                message.bytes(3, map_entry(&entry, &key, &value));
            }
            FieldKind::Single(_) if is_optional(descriptor, &field) => {
                // An `optional` scalar is a oneof of its own.
                field.oneof = Some(oneofs.len());
                field.optional = true;
                oneofs.push(format!("_{}", descriptor.name()));
            }
            FieldKind::Single(_) | FieldKind::List(_) => {}
        }
        message.bytes(2, field.encode());
    }
    for name in oneofs {
        message.bytes(8, oneof(&name));
    }
}

/// A field, with what its kind and its descriptor say.
fn field(descriptor: &'static FieldDescriptor, kind: &FieldKind) -> Field<'static> {
    let (repeated, number, name) = match kind {
        FieldKind::Single(of) => (false, of.number, of.name),
        FieldKind::List(of) => (true, of.number, of.name),
        FieldKind::Map { .. } => (true, MESSAGE, None),
    };
    let packable = matches!(kind, FieldKind::List(_)) && descriptor.encoding().is_packable();
    Field {
        number: descriptor.number(),
        name: descriptor.name(),
        json_name: descriptor.json_name(),
        repeated,
        unpacked: packable && !descriptor.is_packed(),
        type_number: number,
        type_name: name,
        oneof: match descriptor.presence() {
            Presence::Oneof(index) => Some(index),
            Presence::Implicit | Presence::Explicit => None,
        },
        optional: false,
    }
}

/// The number of the type of messages.
const MESSAGE: u64 = 11;

/// Whether a field is declared `optional`. Messages have presence without it.
fn is_optional(descriptor: &FieldDescriptor, field: &Field<'_>) -> bool {
    descriptor.presence() == Presence::Explicit && field.type_number != MESSAGE
}

/// A field of a map's entries.
const fn entry_field<'a>(
    number: u32,
    name: &'a str,
    type_number: u64,
    type_name: Option<&'a str>,
) -> Field<'a> {
    Field {
        number,
        name,
        json_name: name,
        repeated: false,
        unpacked: false,
        type_number,
        type_name,
        oneof: None,
        optional: false,
    }
}

/// The name of the message of a map's entries, such as `PageCountsEntry` for `page_counts`.
fn entry_name(field: &str) -> String {
    let mut name = String::new();
    let mut upper = true;
    for letter in field.chars() {
        match letter {
            '_' => upper = true,
            letter if upper => {
                name.push(letter.to_ascii_uppercase());
                upper = false;
            }
            letter => name.push(letter),
        }
    }
    name + "Entry"
}
