//! Wire types and tags.

use crate::message::{Encoding, FieldDescriptor};

/// How a record tells where it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WireType {
    Varint = 0,
    Fixed64 = 1,
    Length = 2,
    GroupStart = 3,
    GroupEnd = 4,
    Fixed32 = 5,
}

/// The start of a record: a field number and a wire type, as they are written before they become a
/// varint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag(u32);

impl Tag {
    #[inline]
    pub(super) const fn new(number: u32, wire_type: WireType) -> Self {
        Self(number << 3 | wire_type as u32)
    }

    /// The tag of a field whose value follows its length.
    #[inline]
    pub(super) const fn of_length(number: u32) -> Self {
        Self::new(number, WireType::Length)
    }

    /// The tag of a record with one value.
    #[inline]
    pub(super) const fn of_value(number: u32, encoding: Encoding) -> Self {
        Self(encoding.tag(number))
    }

    /// The tag of a record with one value of a field.
    #[inline]
    pub(super) const fn of(field: &FieldDescriptor) -> Self {
        Self(field.tag())
    }

    /// The tag with these bits. `None` if the wire type does not exist.
    #[inline]
    pub(super) const fn from_bits(bits: u32) -> Option<Self> {
        match bits & 7 {
            0..=5 => Some(Self(bits)),
            _ => None,
        }
    }

    #[inline]
    pub(super) const fn bits(self) -> u32 {
        self.0
    }

    /// The field number.
    #[inline]
    pub(super) const fn number(self) -> u32 {
        self.0 >> 3
    }

    #[inline]
    pub(super) const fn wire_type(self) -> WireType {
        match self.0 & 7 {
            0 => WireType::Varint,
            1 => WireType::Fixed64,
            2 => WireType::Length,
            3 => WireType::GroupStart,
            4 => WireType::GroupEnd,
            _ => WireType::Fixed32,
        }
    }
}
