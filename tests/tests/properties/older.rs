//! [`Older`]: a message of an older version of the schema.

use gitpod_api::Message;
use gitpod_api::runtime::message::{
    FieldChunk, FieldDescriptor, LazySlot, MessageDescriptor, Slot, SlotChunk, UnknownFields, Value,
};
use gitpod_api::runtime::rpc::MessageType;

/// A message whose type lacks every second field of another one.
#[derive(Debug)]
pub(crate) struct Older {
    descriptor: &'static MessageDescriptor,
    whole: MessageType,
    /// The index of the first field that it has; it has every second one from there.
    first: usize,
    /// A message of the whole type for each field that it has, of which only that field is set.
    messages: Vec<Box<dyn Message>>,
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
        let messages = descriptor.fields().iter().map(|_| whole.new_message()).collect();
        let unknown = UnknownFields::default();
        Self { descriptor, whole: *whole, first, messages, unknown }
    }

    /// The index in the whole type.
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

    fn chunk(&self, chunk: usize) -> FieldChunk<'_> {
        FieldChunk::read(self.descriptor, &self.unknown, chunk, |index| {
            self.messages.get(index).map_or(Value::Absent, |one| one.get(self.index(index)))
        })
    }

    fn slots(&mut self, chunk: usize) -> SlotChunk<'_> {
        let first = self.first;
        let mut messages = self.messages.iter_mut().enumerate().skip(chunk * FieldChunk::LEN);
        let slots = std::array::from_fn::<_, { FieldChunk::LEN }, _>(|_| match messages.next() {
            Some((index, one)) => {
                let index = first + 2 * index;
                one.slots(index / FieldChunk::LEN).take(index % FieldChunk::LEN)
            }
            None => LazySlot::Slot(Slot::None),
        });
        SlotChunk::new(self.descriptor, &mut self.unknown, slots)
    }

    fn oneof_slot(&mut self, index: usize) -> Slot<'_> {
        let whole = self.index(index);
        let oneof = self.descriptor.fields().get(index).map(FieldDescriptor::presence);
        for (other, message) in self.messages.iter_mut().enumerate() {
            let presence = self.descriptor.fields().get(other).map(FieldDescriptor::presence);
            if other != index && presence == oneof {
                *message = self.whole.new_message();
            }
        }
        self.messages.get_mut(index).map_or(Slot::None, |one| one.slot(whole))
    }
}
