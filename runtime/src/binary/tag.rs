//! Wire types and tags.

use crate::message::Encoding;

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

impl WireType {
    /// The wire type of a value that is not packed.
    #[inline]
    pub(super) const fn of(encoding: Encoding) -> Self {
        match encoding {
            Encoding::Varint | Encoding::ZigZag => Self::Varint,
            Encoding::Fixed32 => Self::Fixed32,
            Encoding::Fixed64 => Self::Fixed64,
            Encoding::Length => Self::Length,
        }
    }

    /// The wire type in the lowest three bits of a tag.
    #[inline]
    pub(super) const fn in_tag(tag: u32) -> Option<Self> {
        Some(match tag & 7 {
            0 => Self::Varint,
            1 => Self::Fixed64,
            2 => Self::Length,
            3 => Self::GroupStart,
            4 => Self::GroupEnd,
            5 => Self::Fixed32,
            _ => return None,
        })
    }
}

/// The start of a record: a field number and a wire type.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tag {
    pub(super) number: u32,
    pub(super) wire_type: WireType,
}

impl Tag {
    /// The tag of a field whose value follows its length.
    #[inline]
    pub(super) const fn of_length(number: u32) -> Self {
        Self { number, wire_type: WireType::Length }
    }

    /// The tag as it is written, before it becomes a varint.
    #[inline]
    pub(super) const fn bits(self) -> u64 {
        (self.number as u64) << 3 | self.wire_type as u64
    }
}
