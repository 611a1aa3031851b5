//! [`SlotChunk`]: the slots of fields with few virtual calls.

use std::{fmt, mem};

use super::{Budget, Element, Message, MessageDescriptor, OverBudget, Slot, UnknownFields};

const LEN: usize = super::FieldChunk::LEN;

/// The slots of up to six consecutive fields of a message, with everything that a decoder needs of it.
///
/// The counterpart of [`FieldChunk`](super::FieldChunk). Making a chunk sets no field.
#[derive(Debug)]
pub struct SlotChunk<'a> {
    descriptor: &'static MessageDescriptor,
    unknown_fields: Option<&'a mut UnknownFields>,
    slots: [LazySlot<'a>; LEN],
}

/// The slot of a field that may not be set yet.
pub enum LazySlot<'a> {
    /// The slot of a field without presence.
    Slot(Slot<'a>),
    /// A field with presence.
    Optional(&'a mut dyn OptionalField),
    /// A boxed message.
    Boxed(&'a mut dyn BoxedField),
    /// A field of a oneof. Its slot is returned by [`Message::oneof_slot`], because it excludes the other
    /// fields of the oneof.
    Oneof,
}

impl fmt::Debug for LazySlot<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Slot(slot) => slot.fmt(f),
            Self::Optional(_) => f.write_str("Optional"),
            Self::Boxed(_) => f.write_str("Boxed"),
            Self::Oneof => f.write_str("Oneof"),
        }
    }
}

impl<'a> LazySlot<'a> {
    /// The slot. A field with presence that is not set is set to its default. [`Slot::None`] for a field of a
    /// oneof.
    pub(crate) fn set(self) -> Slot<'a> {
        match self {
            Self::Slot(slot) => slot,
            Self::Optional(field) => field.slot(),
            // A budget without a limit is never exceeded.
            Self::Boxed(field) => field.slot(&mut Budget::new(None)).unwrap_or(Slot::None),
            Self::Oneof => Slot::None,
        }
    }
}

/// A field with presence. Implemented for `Option`.
pub trait OptionalField {
    /// The slot of the field. Sets the field to its default if it is not set.
    fn slot(&mut self) -> Slot<'_>;
}

impl<T: Element> OptionalField for Option<T> {
    fn slot(&mut self) -> Slot<'_> {
        // A `match`, because a combinator would be compiled for each type, too.
        match self {
            Some(value) => value.slot(),
            None => self.insert(T::default()).slot(),
        }
    }
}

/// A boxed message. Implemented for `Option`.
pub trait BoxedField {
    /// The slot of the field. Sets the field to its default if it is not set, and charges the memory that
    /// this takes.
    ///
    /// # Errors
    ///
    /// If the message does not fit into the budget. The field does not change.
    fn slot(&mut self, budget: &mut Budget) -> Result<Slot<'_>, OverBudget>;
}

impl<M: Message + Default> BoxedField for Option<Box<M>> {
    fn slot(&mut self, budget: &mut Budget) -> Result<Slot<'_>, OverBudget> {
        if self.is_none() {
            budget.allocate(size_of::<M>())?;
        }
        Ok(Slot::Message(&mut **self.get_or_insert_default()))
    }
}

impl<'a> SlotChunk<'a> {
    /// A chunk of at most [`FieldChunk::LEN`](super::FieldChunk::LEN) slots. More do not compile.
    #[must_use]
    #[inline]
    pub fn new<const N: usize>(
        descriptor: &'static MessageDescriptor,
        unknown_fields: &'a mut UnknownFields,
        slots: [LazySlot<'a>; N],
    ) -> Self {
        Self { unknown_fields: Some(unknown_fields), ..Self::without_unknown(descriptor, slots) }
    }

    /// A chunk of a message that keeps no unknown fields; otherwise like [`new`](Self::new).
    #[must_use]
    #[inline]
    pub fn without_unknown<const N: usize>(
        descriptor: &'static MessageDescriptor,
        slots: [LazySlot<'a>; N],
    ) -> Self {
        const { assert!(N <= LEN, "a chunk has too many fields") };
        let mut padded = [const { LazySlot::Slot(Slot::None) }; LEN];
        for (place, slot) in padded.iter_mut().zip(slots) {
            *place = slot;
        }
        Self { descriptor, unknown_fields: None, slots: padded }
    }

    /// The descriptor of the message.
    #[must_use]
    #[inline]
    pub const fn descriptor(&self) -> &'static MessageDescriptor {
        self.descriptor
    }

    /// The place for unknown fields. `None` if the message does not keep them.
    #[inline]
    pub const fn unknown_fields_mut(&mut self) -> Option<&mut UnknownFields> {
        match &mut self.unknown_fields {
            Some(unknown) => Some(unknown),
            None => None,
        }
    }

    /// The slot at an offset in the chunk.
    #[inline]
    pub(crate) fn get_mut(&mut self, offset: usize) -> Option<&mut LazySlot<'a>> {
        self.slots.get_mut(offset)
    }

    /// Takes the slot at an offset in the chunk, so that it outlives the chunk.
    #[inline]
    #[must_use]
    pub fn take(&mut self, offset: usize) -> LazySlot<'a> {
        let none = LazySlot::Slot(Slot::None);
        match self.slots.get_mut(offset) {
            Some(slot) => mem::replace(slot, none),
            None => none,
        }
    }

    /// The place for unknown fields, which outlives the chunk.
    pub(super) fn into_unknown_fields(self) -> Option<&'a mut UnknownFields> {
        self.unknown_fields
    }
}
