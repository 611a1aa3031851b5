//! A message with the encodings of numbers that the Rust type does not determine.

use std::collections::BTreeMap;

use gitpod_runtime::Message;
use gitpod_runtime::message::{
    Encoding, FieldChunk, FieldDescriptor, LazySlot, MessageDescriptor, Presence, Slot, SlotChunk,
    UnknownFields, Value,
};

/// Signed, fixed and unpacked numbers.
#[derive(Clone, PartialEq, Default)]
pub(crate) struct Numbers {
    pub(crate) sint32: i32,
    pub(crate) sint64: i64,
    pub(crate) fixed32: u32,
    pub(crate) fixed64: u64,
    pub(crate) sfixed32: i32,
    pub(crate) sfixed64: i64,
    pub(crate) maybe_sint32: Option<i32>,
    pub(crate) maybe_sfixed64: Option<i64>,
    pub(crate) signed: Vec<i32>,
    pub(crate) fixed: Vec<u64>,
    pub(crate) unpacked: Vec<i32>,
    pub(crate) unpacked_fixed: Vec<u32>,
    pub(crate) by_sint32: BTreeMap<i32, u64>,
    pub(crate) by_fixed64: BTreeMap<u64, i64>,
    pub(crate) _unknown: UnknownFields,
}

const fn plain(number: u32, name: &'static str, encoding: Encoding) -> FieldDescriptor {
    FieldDescriptor::new(number, name, name, Presence::Implicit).encoded(encoding)
}

const fn explicit(number: u32, name: &'static str, encoding: Encoding) -> FieldDescriptor {
    FieldDescriptor::new(number, name, name, Presence::Explicit).encoded(encoding)
}

static NUMBERS: MessageDescriptor = MessageDescriptor::new(
    "test.v1.Numbers",
    &[
        plain(1, "sint32", Encoding::ZigZag),
        plain(2, "sint64", Encoding::ZigZag),
        plain(3, "fixed32", Encoding::Fixed32),
        plain(4, "fixed64", Encoding::Fixed64),
        plain(5, "sfixed32", Encoding::Fixed32),
        plain(6, "sfixed64", Encoding::Fixed64),
        explicit(7, "maybe_sint32", Encoding::ZigZag),
        explicit(8, "maybe_sfixed64", Encoding::Fixed64),
        plain(9, "signed", Encoding::ZigZag),
        plain(10, "fixed", Encoding::Fixed64),
        plain(11, "unpacked", Encoding::Varint).unpacked(),
        plain(12, "unpacked_fixed", Encoding::Fixed32).unpacked(),
        plain(13, "by_sint32", Encoding::Fixed64).key_encoded(Encoding::ZigZag),
        plain(536_870_911, "by_fixed64", Encoding::ZigZag).key_encoded(Encoding::Fixed64),
    ],
    &[],
);

impl Message for Numbers {
    fn descriptor(&self) -> &'static MessageDescriptor {
        &NUMBERS
    }

    fn chunk(&self, chunk: usize) -> FieldChunk<'_> {
        let descriptor = self.descriptor();
        match chunk {
            0 => FieldChunk::new(
                descriptor,
                &self._unknown,
                [
                    Value::I32(self.sint32),
                    Value::I64(self.sint64),
                    Value::U32(self.fixed32),
                    Value::U64(self.fixed64),
                    Value::I32(self.sfixed32),
                    Value::I64(self.sfixed64),
                ],
            ),
            1 => FieldChunk::new(
                descriptor,
                &self._unknown,
                [
                    Value::optional(&self.maybe_sint32),
                    Value::optional(&self.maybe_sfixed64),
                    Value::List(&self.signed),
                    Value::List(&self.fixed),
                    Value::List(&self.unpacked),
                    Value::List(&self.unpacked_fixed),
                ],
            ),
            _ => FieldChunk::new(
                descriptor,
                &self._unknown,
                [Value::Map(&self.by_sint32), Value::Map(&self.by_fixed64)],
            ),
        }
    }

    fn slots(&mut self, chunk: usize) -> SlotChunk<'_> {
        let descriptor = self.descriptor();
        match chunk {
            0 => SlotChunk::new(
                descriptor,
                &mut self._unknown,
                [
                    LazySlot::Slot(Slot::I32(&mut self.sint32)),
                    LazySlot::Slot(Slot::I64(&mut self.sint64)),
                    LazySlot::Slot(Slot::U32(&mut self.fixed32)),
                    LazySlot::Slot(Slot::U64(&mut self.fixed64)),
                    LazySlot::Slot(Slot::I32(&mut self.sfixed32)),
                    LazySlot::Slot(Slot::I64(&mut self.sfixed64)),
                ],
            ),
            1 => SlotChunk::new(
                descriptor,
                &mut self._unknown,
                [
                    LazySlot::Optional(&mut self.maybe_sint32),
                    LazySlot::Optional(&mut self.maybe_sfixed64),
                    LazySlot::Slot(Slot::List(&mut self.signed)),
                    LazySlot::Slot(Slot::List(&mut self.fixed)),
                    LazySlot::Slot(Slot::List(&mut self.unpacked)),
                    LazySlot::Slot(Slot::List(&mut self.unpacked_fixed)),
                ],
            ),
            _ => SlotChunk::new(
                descriptor,
                &mut self._unknown,
                [
                    LazySlot::Slot(Slot::Map(&mut self.by_sint32)),
                    LazySlot::Slot(Slot::Map(&mut self.by_fixed64)),
                ],
            ),
        }
    }
}
