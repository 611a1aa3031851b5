//! Writes the messages of `google/protobuf/descriptor.proto`, each into bytes of its own.
//!
//! Only the fields that the tables of this crate fill are known here.

use crate::enumeration::{EnumDescriptor, EnumValueDescriptor};
use crate::rpc::{Idempotency, MethodDescriptor, ServiceDescriptor};
use crate::wire::RecordWriter;

/// A message with one field, a boolean.
fn option(field: u32, value: bool) -> Vec<u8> {
    let mut options = RecordWriter::default();
    options.number(field, value.into());
    options.into_vec()
}

/// The type of a field: the number of the type, and the full name of an enum or a message.
#[derive(Clone, Copy)]
pub(super) struct FieldType {
    pub(super) number: u64,
    pub(super) name: Option<&'static str>,
}

/// A field of a message.
pub(super) struct Field<'a> {
    pub(super) number: u32,
    pub(super) name: &'a str,
    pub(super) json_name: &'a str,
    pub(super) repeated: bool,
    pub(super) unpacked: bool,
    pub(super) type_number: u64,
    /// The full name of an enum or a message, without a leading dot.
    pub(super) type_name: Option<&'a str>,
    /// The index of the oneof.
    pub(super) oneof: Option<usize>,
    /// Whether the oneof is that of an `optional` field.
    pub(super) optional: bool,
}

impl Field<'_> {
    /// The `FieldDescriptorProto`.
    pub(super) fn encode(&self) -> Vec<u8> {
        let mut field = RecordWriter::default();
        field.bytes(1, self.name);
        field.number(3, self.number.into());
        field.number(4, if self.repeated { 3 } else { 1 });
        field.number(5, self.type_number);
        if let Some(name) = self.type_name {
            field.bytes(6, format!(".{name}"));
        }
        if self.unpacked {
            field.bytes(8, option(2, false));
        }
        if let Some(oneof) = self.oneof {
            field.number(9, oneof as u64);
        }
        field.bytes(10, self.json_name);
        field.flag(17, self.optional);
        field.into_vec()
    }
}

/// The `OneofDescriptorProto` of a name.
pub(super) fn oneof(name: &str) -> Vec<u8> {
    let mut oneof = RecordWriter::default();
    oneof.bytes(1, name);
    oneof.into_vec()
}

/// The `DescriptorProto` of a map's entries.
pub(super) fn map_entry(name: &str, key: &Field<'_>, value: &Field<'_>) -> Vec<u8> {
    let mut entry = RecordWriter::default();
    entry.bytes(1, name);
    entry.bytes(2, key.encode());
    entry.bytes(2, value.encode());
    entry.bytes(7, option(7, true));
    entry.into_vec()
}

/// The `EnumDescriptorProto` of an enum.
pub(super) fn enumeration(short_name: &str, descriptor: &EnumDescriptor) -> Vec<u8> {
    let mut written = RecordWriter::default();
    written.bytes(1, short_name);
    for value in descriptor.values().iter().chain(descriptor.aliases()) {
        written.bytes(2, enum_value(value));
    }
    if !descriptor.aliases().is_empty() {
        written.bytes(3, option(2, true));
    }
    written.into_vec()
}

fn enum_value(value: &EnumValueDescriptor) -> Vec<u8> {
    let mut written = RecordWriter::default();
    written.bytes(1, value.name());
    // A negative number is written as if it had 64 bits.
    written.number(2, i64::from(value.number()).cast_unsigned());
    written.into_vec()
}

/// The `ServiceDescriptorProto` of a service.
pub(super) fn service(short_name: &str, descriptor: &ServiceDescriptor) -> Vec<u8> {
    let mut written = RecordWriter::default();
    written.bytes(1, short_name);
    for method in descriptor.methods() {
        written.bytes(2, encode_method(method));
    }
    written.into_vec()
}

fn encode_method(method: &MethodDescriptor) -> Vec<u8> {
    let mut options = RecordWriter::default();
    options.flag(33, method.deprecation().is_some());
    match method.idempotency() {
        Idempotency::Unknown => {}
        Idempotency::NoSideEffects => options.number(34, 1),
        Idempotency::Idempotent => options.number(34, 2),
    }
    let mut written = RecordWriter::default();
    written.bytes(1, method.name());
    written.bytes(2, format!(".{}", method.request().name()));
    written.bytes(3, format!(".{}", method.response().name()));
    written.bytes(4, options.into_vec());
    written.flag(5, method.is_streaming());
    written.flag(6, method.is_streaming());
    written.into_vec()
}
