//! [`Fields`]: the descriptor and the fields of a message type. Implemented by generated code.

use std::fmt;

use super::{FieldChunk, Message, MessageDescriptor, Slot, SlotChunk};

/// The descriptor of a message type, and the values and slots of its fields.
///
/// Generated code implements it, and [`Message`] follows. `Message` is implemented for all types at once
/// so that its methods are generic functions. A crate compiles no generic function on its own. So the
/// crate with the types has nothing to compile for them, and a program compiles the types that it uses,
/// each in one codegen unit. Implementations are `#[inline]` for the same reason.
pub trait Fields: Default + fmt::Debug + Send + Sync + 'static {
    /// As [`Message::descriptor`].
    fn descriptor() -> &'static MessageDescriptor;

    /// As [`Message::chunk`].
    fn chunk(&self, chunk: usize) -> FieldChunk<'_>;

    /// As [`Message::slots`].
    fn slots(&mut self, chunk: usize) -> SlotChunk<'_>;

    /// As [`Message::oneof_slot`].
    #[inline]
    fn oneof_slot(&mut self, index: usize) -> Slot<'_> {
        let _ = index;
        Slot::None
    }
}

impl<M: Fields> Message for M {
    fn descriptor(&self) -> &'static MessageDescriptor {
        M::descriptor()
    }

    fn chunk(&self, chunk: usize) -> FieldChunk<'_> {
        Fields::chunk(self, chunk)
    }

    fn slots(&mut self, chunk: usize) -> SlotChunk<'_> {
        Fields::slots(self, chunk)
    }

    fn oneof_slot(&mut self, index: usize) -> Slot<'_> {
        Fields::oneof_slot(self, index)
    }
}
