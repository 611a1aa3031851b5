//! Field types. Depends on the ids of messages and enums.

use super::{EnumId, MessageId, WellKnown};

/// The type of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldType {
    /// One value.
    Single(Type),
    /// A list.
    Repeated(Type),
    /// A map.
    Map(MapKey, Type),
}

impl FieldType {
    /// The type of the value, of a list element or of a map value.
    #[must_use]
    pub const fn inner(self) -> Type {
        match self {
            Self::Single(ty) | Self::Repeated(ty) | Self::Map(_, ty) => ty,
        }
    }

    /// The type that rules apply to: for one wrapper, the scalar in it.
    #[must_use]
    pub const fn unwrapped(self) -> Self {
        match self {
            Self::Single(ty) => Self::Single(ty.unwrapped()),
            Self::Repeated(_) | Self::Map(..) => self,
        }
    }
}

impl Type {
    /// The type that rules apply to: the scalar in a wrapper, and other types themselves.
    #[must_use]
    pub const fn unwrapped(self) -> Self {
        match self {
            Self::WellKnown(known) => match known.wrapped() {
                Some(scalar) => Self::Scalar(scalar),
                None => self,
            },
            _ => self,
        }
    }
}

/// The type of one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// A scalar.
    Scalar(Scalar),
    /// A type that comes with protobuf.
    WellKnown(WellKnown),
    /// An enum.
    Enum(EnumId),
    /// A message.
    Message(MessageId),
}

macro_rules! scalars {
    ($( #[doc = $doc:literal] $name:ident = $spelled:literal, )+) => {
        /// A built-in type: a protobuf scalar, a timestamp or a duration.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Scalar {
            $( #[doc = $doc] $name, )+
        }

        impl Scalar {
            /// All scalars.
            pub const ALL: &'static [Self] = &[$( Self::$name ),+];

            /// The name in the schema.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( Self::$name => $spelled, )+ }
            }
        }
    };
}

scalars! {
    /// A UTF-8 string.
    String = "string",
    /// A boolean.
    Bool = "bool",
    /// Binary data.
    Bytes = "bytes",
    /// A signed 32-bit integer.
    Int32 = "int32",
    /// A signed 64-bit integer.
    Int64 = "int64",
    /// An unsigned 32-bit integer.
    Uint32 = "uint32",
    /// An unsigned 64-bit integer.
    Uint64 = "uint64",
    /// A signed 32-bit integer in the zigzag encoding.
    Sint32 = "sint32",
    /// A signed 64-bit integer in the zigzag encoding.
    Sint64 = "sint64",
    /// An unsigned 32-bit integer that always takes four bytes.
    Fixed32 = "fixed32",
    /// An unsigned 64-bit integer that always takes eight bytes.
    Fixed64 = "fixed64",
    /// A signed 32-bit integer that always takes four bytes.
    Sfixed32 = "sfixed32",
    /// A signed 64-bit integer that always takes eight bytes.
    Sfixed64 = "sfixed64",
    /// A single-precision float.
    Float = "float",
    /// A double-precision float.
    Double = "double",
    /// `google.protobuf.Timestamp`.
    Timestamp = "timestamp",
    /// `google.protobuf.Duration`.
    Duration = "duration",
}

impl Scalar {
    /// Returns the scalar with a name in the schema.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|scalar| scalar.name() == name)
    }

    /// The representation of its values in Rust.
    #[must_use]
    pub const fn repr(self) -> Repr {
        match self {
            Self::String => Repr::String,
            Self::Bool => Repr::Bool,
            Self::Bytes => Repr::Bytes,
            Self::Int32 | Self::Sint32 | Self::Sfixed32 => Repr::I32,
            Self::Int64 | Self::Sint64 | Self::Sfixed64 => Repr::I64,
            Self::Uint32 | Self::Fixed32 => Repr::U32,
            Self::Uint64 | Self::Fixed64 => Repr::U64,
            Self::Float => Repr::F32,
            Self::Double => Repr::F64,
            Self::Timestamp => Repr::Timestamp,
            Self::Duration => Repr::Duration,
        }
    }

    /// The encoding in the binary wire format.
    #[must_use]
    pub const fn encoding(self) -> Encoding {
        match self {
            Self::Bool | Self::Int32 | Self::Int64 | Self::Uint32 | Self::Uint64 => {
                Encoding::Varint
            }
            Self::Sint32 | Self::Sint64 => Encoding::ZigZag,
            Self::Fixed32 | Self::Sfixed32 | Self::Float => Encoding::Fixed32,
            Self::Fixed64 | Self::Sfixed64 | Self::Double => Encoding::Fixed64,
            Self::String | Self::Bytes | Self::Timestamp | Self::Duration => Encoding::Length,
        }
    }

    /// Whether the type is a message on the wire, which has explicit presence.
    #[must_use]
    pub const fn is_well_known_message(self) -> bool {
        matches!(self, Self::Timestamp | Self::Duration)
    }
}

/// The representation of a scalar in Rust. Scalars that differ only in their binary encoding have
/// the same one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "named after the Rust types")]
pub enum Repr {
    String,
    Bool,
    Bytes,
    I32,
    I64,
    U32,
    U64,
    F32,
    F64,
    Timestamp,
    Duration,
}

impl Repr {
    /// The name of the Rust type, without a path.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::String => "String",
            Self::Bool => "bool",
            Self::Bytes => "Bytes",
            Self::I32 => "i32",
            Self::I64 => "i64",
            Self::U32 => "u32",
            Self::U64 => "u64",
            Self::F32 => "f32",
            Self::F64 => "f64",
            Self::Timestamp => "Timestamp",
            Self::Duration => "Duration",
        }
    }
}

/// The encoding of a value in the binary wire format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// A variable-length integer.
    Varint,
    /// A variable-length integer with the sign in its lowest bit.
    ZigZag,
    /// Four bytes.
    Fixed32,
    /// Eight bytes.
    Fixed64,
    /// Bytes after their number.
    Length,
}

/// The key type of a map: a string, a boolean or an integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MapKey(Scalar);

impl MapKey {
    /// The scalar type of the keys.
    #[must_use]
    pub const fn scalar(self) -> Scalar {
        self.0
    }

    /// The key type for a scalar, if it can be a map key.
    #[must_use]
    pub const fn of(scalar: Scalar) -> Option<Self> {
        match scalar.repr() {
            Repr::String | Repr::Bool | Repr::I32 | Repr::I64 | Repr::U32 | Repr::U64 => {
                Some(Self(scalar))
            }
            Repr::Bytes | Repr::F32 | Repr::F64 | Repr::Timestamp | Repr::Duration => None,
        }
    }
}
