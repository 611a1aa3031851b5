//! [`Older`]: a message of an older version of the schema.

use gitpod_api::Message;
use gitpod_api::runtime::message::{
    FieldDescriptor, MessageDescriptor, Slot, UnknownFields, Value,
};
use gitpod_api::runtime::rpc::MessageType;

/// A message whose type lacks every second field of another one.
#[derive(Debug)]
pub(crate) struct Older {
    descriptor: &'static MessageDescriptor,
    /// The index of the first field that it has; it has every second one from there.
    first: usize,
    /// A message of the whole type, of which only those fields are set.
    message: Box<dyn Message>,
    unknown: UnknownFields,
}

impl Older {
    /// A message with the fields at even or at odd indexes.
    pub(crate) fn of(whole: &MessageType, first: usize) -> Self {
        let message = whole.new_message();
        let of = message.descriptor();
        let fields: Vec<_> = of.fields().iter().skip(first).step_by(2).map(copy).collect();
        // A descriptor is static.
        let descriptor = MessageDescriptor::new(of.name(), fields.leak(), of.oneofs());
        let descriptor = Box::leak(Box::new(descriptor));
        Self { descriptor, first, message, unknown: UnknownFields::default() }
    }

    const fn index(&self, index: usize) -> usize {
        self.first + 2 * index
    }
}

/// The field without its rules.
fn copy(field: &FieldDescriptor) -> FieldDescriptor {
    let (number, name, json_name) = (field.number(), field.name(), field.json_name());
    let copied = FieldDescriptor::new(number, name, json_name, field.presence())
        .encoded(field.encoding())
        .key_encoded(field.key_encoding());
    if field.is_packed() { copied } else { copied.unpacked() }
}

impl Message for Older {
    fn descriptor(&self) -> &'static MessageDescriptor {
        self.descriptor
    }

    fn get(&self, index: usize) -> Value<'_> {
        self.message.get(self.index(index))
    }

    fn slot(&mut self, index: usize) -> Slot<'_> {
        self.message.slot(self.index(index))
    }

    fn unknown_fields(&self) -> &UnknownFields {
        &self.unknown
    }

    fn unknown_fields_mut(&mut self) -> Option<&mut UnknownFields> {
        Some(&mut self.unknown)
    }
}
