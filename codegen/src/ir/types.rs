//! Types of fields.

use super::{EnumId, MessageId};

/// What a field holds.
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
    /// The type of one value, element or entry.
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
        /// A type that is neither enum nor message of the schema.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Scalar {
            $( #[doc = $doc] $name, )+
        }

        impl Scalar {
            /// Every scalar.
            pub const ALL: &'static [Self] = &[$( Self::$name ),+];

            /// The schema's name of it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( Self::$name => $spelled, )+ }
            }
        }
    };
}

scalars! {
    /// Unicode text.
    String = "string",
    /// True or false.
    Bool = "bool",
    /// Any bytes.
    Bytes = "bytes",
    /// 32 bits, signed.
    Int32 = "int32",
    /// 64 bits, signed.
    Int64 = "int64",
    /// 32 bits, unsigned.
    Uint32 = "uint32",
    /// 64 bits, unsigned.
    Uint64 = "uint64",
    /// Single precision.
    Float = "float",
    /// Double precision.
    Double = "double",
    /// A point in time.
    Timestamp = "timestamp",
    /// A span of time.
    Duration = "duration",
}

impl Scalar {
    /// The scalar of a schema name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|scalar| scalar.name() == name)
    }

    /// Whether it is a message on the wire and so has presence of its own.
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
    /// The scalar that the keys are.
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

    /// The key type that a scalar can be.
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
