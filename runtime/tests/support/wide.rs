//! A message with more than 64 fields.

use std::sync::OnceLock;

use gitpod_runtime::Message;
use gitpod_runtime::message::{
    Element, Encoding, FieldChunk, FieldDescriptor, LazySlot, MessageDescriptor, Presence, Slot,
    SlotChunk, UnknownFields, Value,
};

const FIELDS: u32 = 150;

/// `f0` to `f149`, all optional `int32`. The last two are in a oneof.
#[derive(Clone, PartialEq)]
pub(crate) struct Wide {
    pub(crate) fields: Vec<Option<i32>>,
}

impl Default for Wide {
    fn default() -> Self {
        Self { fields: vec![None; FIELDS as usize] }
    }
}

fn build() -> MessageDescriptor {
    let field = |number: u32| {
        let name = Box::leak(format!("f{number}").into_boxed_str());
        let is_arm = number >= FIELDS - 2;
        let presence = if is_arm { Presence::Oneof(0) } else { Presence::Explicit };
        FieldDescriptor::new(number + 1, name, name, presence).encoded(Encoding::Varint)
    };
    let fields: Vec<_> = (0..FIELDS).map(field).collect();
    MessageDescriptor::new("test.v1.Wide", fields.leak(), &["last"])
}

impl Message for Wide {
    fn descriptor(&self) -> &'static MessageDescriptor {
        static WIDE: OnceLock<MessageDescriptor> = OnceLock::new();
        WIDE.get_or_init(build)
    }

    fn chunk(&self, chunk: usize) -> FieldChunk<'_> {
        FieldChunk::read(self.descriptor(), UnknownFields::NONE, chunk, |index| {
            self.fields.get(index).map_or(Value::Absent, Value::optional)
        })
    }

    fn slots(&mut self, chunk: usize) -> SlotChunk<'_> {
        let descriptor = self.descriptor();
        let first = chunk * FieldChunk::LEN;
        let mut fields = self.fields.iter_mut().enumerate().skip(first);
        let slots = std::array::from_fn::<_, { FieldChunk::LEN }, _>(|_| match fields.next() {
            Some((index, _)) if index >= FIELDS as usize - 2 => LazySlot::Oneof,
            Some((_, field)) => LazySlot::Optional(field),
            None => LazySlot::Slot(Slot::None),
        });
        SlotChunk::without_unknown(descriptor, slots)
    }

    fn oneof_slot(&mut self, index: usize) -> Slot<'_> {
        self.fields.get_mut(index).map_or(Slot::None, |field| field.get_or_insert_default().slot())
    }
}
