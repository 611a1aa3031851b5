//! Small messages, some with sensitive fields.

use gitpod_runtime::message::{
    Encoding, FieldChunk, FieldDescriptor, LazySlot, MessageDescriptor, Presence, Slot, SlotChunk,
    UnknownFields, Value,
};
use gitpod_runtime::{Message, Timestamp};

use super::Color;

/// A small message.
#[derive(Clone, PartialEq, Default)]
pub(crate) struct Meta {
    pub(crate) name: String,
    pub(crate) created_at: Option<Timestamp>,
    pub(crate) _unknown: UnknownFields,
}

impl Message for Meta {
    fn descriptor(&self) -> &'static MessageDescriptor {
        static META: MessageDescriptor = MessageDescriptor::new(
            "test.v1.Meta",
            &[
                FieldDescriptor::new(1, "name", "name", Presence::Implicit),
                FieldDescriptor::new(2, "created_at", "createdAt", Presence::Explicit),
            ],
            &[],
        );
        &META
    }

    fn chunk(&self, _: usize) -> FieldChunk<'_> {
        let descriptor = self.descriptor();
        FieldChunk::new(
            descriptor,
            &self._unknown,
            [Value::String(&self.name), Value::optional(&self.created_at)],
        )
    }

    fn slots(&mut self, _: usize) -> SlotChunk<'_> {
        let descriptor = self.descriptor();
        SlotChunk::new(
            descriptor,
            &mut self._unknown,
            [
                LazySlot::Slot(Slot::String(&mut self.name)),
                LazySlot::Optional(&mut self.created_at),
            ],
        )
    }
}

/// A message with a sensitive string.
#[derive(Clone, PartialEq, Default)]
pub(crate) struct Credential {
    pub(crate) id: String,
    pub(crate) token: String,
}

impl Message for Credential {
    fn descriptor(&self) -> &'static MessageDescriptor {
        static CREDENTIAL: MessageDescriptor = MessageDescriptor::new(
            "test.v1.Credential",
            &[
                FieldDescriptor::new(1, "id", "id", Presence::Implicit),
                FieldDescriptor::new(2, "token", "token", Presence::Implicit).sensitive(),
            ],
            &[],
        );
        &CREDENTIAL
    }

    fn chunk(&self, _: usize) -> FieldChunk<'_> {
        let descriptor = self.descriptor();
        FieldChunk::new(
            descriptor,
            UnknownFields::NONE,
            [Value::String(&self.id), Value::String(&self.token)],
        )
    }

    fn slots(&mut self, _: usize) -> SlotChunk<'_> {
        let descriptor = self.descriptor();
        SlotChunk::without_unknown(
            descriptor,
            [
                LazySlot::Slot(Slot::String(&mut self.id)),
                LazySlot::Slot(Slot::String(&mut self.token)),
            ],
        )
    }
}

/// A message with a sensitive enum and a sensitive message.
#[derive(Clone, PartialEq, Default)]
pub(crate) struct Vault {
    pub(crate) color: Color,
    pub(crate) meta: Option<Meta>,
}

impl Message for Vault {
    fn descriptor(&self) -> &'static MessageDescriptor {
        static VAULT: MessageDescriptor = MessageDescriptor::new(
            "test.v1.Vault",
            &[
                FieldDescriptor::new(1, "color", "color", Presence::Implicit)
                    .encoded(Encoding::Varint)
                    .sensitive(),
                FieldDescriptor::new(2, "meta", "meta", Presence::Explicit).sensitive(),
            ],
            &[],
        );
        &VAULT
    }

    fn chunk(&self, _: usize) -> FieldChunk<'_> {
        let descriptor = self.descriptor();
        FieldChunk::new(
            descriptor,
            UnknownFields::NONE,
            [Value::Enum(&self.color), Value::optional(&self.meta)],
        )
    }

    fn slots(&mut self, _: usize) -> SlotChunk<'_> {
        let descriptor = self.descriptor();
        SlotChunk::without_unknown(
            descriptor,
            [LazySlot::Slot(Slot::Enum(&mut self.color)), LazySlot::Optional(&mut self.meta)],
        )
    }
}
