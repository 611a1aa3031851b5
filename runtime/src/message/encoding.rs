//! [`Encoding`]: how a field's values are written in the binary wire format.

/// How the value of a field, or each element of a list, is written in the binary wire format.
///
/// The Rust type does not tell: an `i32` may be an `int32`, a `sint32` or an `sfixed32`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// A variable-length integer: `int32`, `uint64`, `bool`, enums and the like.
    Varint,
    /// A variable-length integer with the sign in its lowest bit: `sint32` and `sint64`.
    ZigZag,
    /// Four bytes: `fixed32`, `sfixed32` and `float`.
    Fixed32,
    /// Eight bytes: `fixed64`, `sfixed64` and `double`.
    Fixed64,
    /// Bytes after their number: strings, bytes and messages.
    Length,
}

impl Encoding {
    /// The tag of a record with one value: the field number, which has 29 bits, and the wire type.
    #[inline]
    pub(crate) const fn tag(self, number: u32) -> u32 {
        let wire_type = match self {
            Self::Varint | Self::ZigZag => 0,
            Self::Fixed64 => 1,
            Self::Length => 2,
            Self::Fixed32 => 5,
        };
        number << 3 | wire_type
    }

    /// Whether a list of such values may be packed into one record.
    #[must_use]
    pub const fn is_packable(self) -> bool {
        !matches!(self, Self::Length)
    }
}
