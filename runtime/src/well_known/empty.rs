//! [`Empty`]: a message without fields.

use crate::message::{FieldChunk, Message, MessageDescriptor, SlotChunk, UnknownFields};

/// `google.protobuf.Empty`: a message without fields. JSON is `{}`.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Empty {
    _unknown: UnknownFields,
}

impl Message for Empty {
    fn descriptor(&self) -> &'static MessageDescriptor {
        static DESCRIPTOR: MessageDescriptor =
            MessageDescriptor::new("google.protobuf.Empty", &[], &[]);
        &DESCRIPTOR
    }

    fn chunk(&self, _: usize) -> FieldChunk<'_> {
        FieldChunk::new(self.descriptor(), &self._unknown, [])
    }

    fn slots(&mut self, _: usize) -> SlotChunk<'_> {
        SlotChunk::new(self.descriptor(), &mut self._unknown, [])
    }
}

crate::__message_traits!(Empty);
crate::__total_message_traits!(Empty);
