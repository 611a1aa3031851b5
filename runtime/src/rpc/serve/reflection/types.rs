//! [`Types`]: the messages and enums that RPCs reach, by walking their slots.

use std::collections::BTreeMap;

use super::proto::FieldType;
use crate::enumeration::EnumDescriptor;
use crate::message::{Encoding, Map, Message, MessageDescriptor, MessageType, Slot};
use crate::well_known;

/// A message and the types of its fields.
pub(super) struct MessageInfo {
    pub(super) descriptor: &'static MessageDescriptor,
    /// One for each field, in their order.
    pub(super) fields: Vec<FieldKind>,
}

/// The kind of a field.
pub(super) enum FieldKind {
    Single(FieldType),
    List(FieldType),
    Map { key: FieldType, value: FieldType },
}

/// Messages and enums by their full names.
#[derive(Default)]
pub(super) struct Types {
    pub(super) messages: BTreeMap<&'static str, MessageInfo>,
    pub(super) enums: BTreeMap<&'static str, &'static EnumDescriptor>,
}

impl Types {
    /// Adds a message type and all types of its fields.
    pub(super) fn add(&mut self, message: MessageType) {
        if !self.messages.contains_key(message.name()) {
            self.walk(&mut *message.new_message());
        }
    }

    /// Adds the type of a message, whose fields are set on the way.
    fn walk(&mut self, message: &mut dyn Message) {
        let descriptor = message.descriptor();
        if self.messages.contains_key(descriptor.name()) {
            return;
        }
        // Known before its fields are, because a message can contain itself.
        let info = MessageInfo { descriptor, fields: Vec::new() };
        self.messages.insert(descriptor.name(), info);
        let fields = descriptor.fields().iter().enumerate();
        let fields = fields
            .map(|(index, field)| match message.slot(index) {
                Slot::List(list) => FieldKind::List(self.slot(list.push(), field.encoding())),
                Slot::Map(map) => self.map(map, field.key_encoding(), field.encoding()),
                slot => FieldKind::Single(self.slot(slot, field.encoding())),
            })
            .collect();
        if let Some(info) = self.messages.get_mut(descriptor.name()) {
            info.fields = fields;
        }
        for held in descriptor.types_of_any() {
            self.add(*held);
        }
    }

    fn map(&mut self, map: &mut dyn Map, key: Encoding, value: Encoding) -> FieldKind {
        let mut kind = FieldKind::Single(FieldType { number: 0, name: None });
        map.insert_filled(&mut |entry| {
            let key = self.slot(entry.key_slot(), key);
            kind = FieldKind::Map { key, value: self.slot(entry.value_slot(), value) };
            false
        });
        kind
    }

    /// The type of a value, which is added if it is an enum or a message.
    fn slot(&mut self, slot: Slot<'_>, encoding: Encoding) -> FieldType {
        let scalar = |number| FieldType { number, name: None };
        match slot {
            Slot::F64(_) => scalar(1),
            Slot::F32(_) => scalar(2),
            Slot::I64(_) => scalar(by_encoding(encoding, 3, 18, 16)),
            Slot::U64(_) => scalar(by_encoding(encoding, 4, 4, 6)),
            Slot::I32(_) => scalar(by_encoding(encoding, 5, 17, 15)),
            Slot::U32(_) => scalar(by_encoding(encoding, 13, 13, 7)),
            Slot::Bool(_) => scalar(8),
            Slot::String(_) => scalar(9),
            Slot::Bytes(_) => scalar(12),
            Slot::Message(message) => {
                self.walk(message);
                FieldType { number: 11, name: Some(message.descriptor().name()) }
            }
            Slot::Timestamp(_) => self.well_known("google.protobuf.Timestamp"),
            Slot::Duration(_) => self.well_known("google.protobuf.Duration"),
            Slot::Enum(value) => {
                let descriptor = value.descriptor();
                self.enums.insert(descriptor.name(), descriptor);
                FieldType { number: 14, name: Some(descriptor.name()) }
            }
            // Descriptors have a slot for each field, and lists and maps do not nest.
            Slot::None | Slot::List(_) | Slot::Map(_) => scalar(0),
        }
    }

    /// The type of a message that fields hold as a scalar.
    fn well_known(&mut self, name: &'static str) -> FieldType {
        let mut known = well_known::MESSAGES.iter();
        if let Some(message) = known.find(|message| message.name() == name) {
            self.add(*message);
        }
        FieldType { number: 11, name: Some(name) }
    }
}

/// The number of an integer type: of variable length, the same with the sign in its lowest bit, or of
/// fixed size.
fn by_encoding(encoding: Encoding, varint: u64, zigzag: u64, fixed: u64) -> u64 {
    match encoding {
        Encoding::ZigZag => zigzag,
        Encoding::Fixed32 | Encoding::Fixed64 => fixed,
        Encoding::Varint | Encoding::Length => varint,
    }
}
