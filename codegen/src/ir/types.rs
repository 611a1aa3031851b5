//! Field types. Depends on the ids of messages and enums.

use super::{EnumId, MessageId};

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
}

/// The type of one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// A scalar.
    Scalar(Scalar),
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

    /// Whether the type is a message on the wire, which has explicit presence.
    #[must_use]
    pub const fn is_well_known_message(self) -> bool {
        matches!(self, Self::Timestamp | Self::Duration)
    }
}

/// The key type of a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "named after the scalars")]
pub enum MapKey {
    String,
    Bool,
    Int32,
    Int64,
    Uint32,
    Uint64,
}

impl MapKey {
    /// The scalar type of the keys.
    #[must_use]
    pub const fn scalar(self) -> Scalar {
        match self {
            Self::String => Scalar::String,
            Self::Bool => Scalar::Bool,
            Self::Int32 => Scalar::Int32,
            Self::Int64 => Scalar::Int64,
            Self::Uint32 => Scalar::Uint32,
            Self::Uint64 => Scalar::Uint64,
        }
    }

    /// The key type for a scalar, if it can be a map key.
    #[must_use]
    pub const fn of(scalar: Scalar) -> Option<Self> {
        Some(match scalar {
            Scalar::String => Self::String,
            Scalar::Bool => Self::Bool,
            Scalar::Int32 => Self::Int32,
            Scalar::Int64 => Self::Int64,
            Scalar::Uint32 => Self::Uint32,
            Scalar::Uint64 => Self::Uint64,
            _ => return None,
        })
    }
}
