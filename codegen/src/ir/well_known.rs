//! The well-known types of protobuf that are not scalars of the schema.

use super::Scalar;

macro_rules! well_known {
    ($( $name:ident = $spelled:literal in $file:literal, )+) => {
        /// A type of the package `google.protobuf` that comes with protobuf and is not a [`Scalar`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs, reason = "named after the protobuf types")]
        pub enum WellKnown {
            $( $name, )+
        }

        impl WellKnown {
            /// All of them.
            pub const ALL: &'static [Self] = &[$( Self::$name ),+];

            /// The name in the schema.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( Self::$name => $spelled, )+ }
            }

            /// The full protobuf name, which is also the name in Rust after the package.
            #[must_use]
            pub const fn full_name(self) -> &'static str {
                match self { $( Self::$name => concat!("google.protobuf.", stringify!($name)), )+ }
            }

            /// The file that declares it.
            #[must_use]
            pub const fn file(self) -> &'static str {
                match self { $( Self::$name => concat!("google/protobuf/", $file, ".proto"), )+ }
            }
        }
    };
}

well_known! {
    Any = "any" in "any",
    Struct = "struct" in "struct",
    Value = "value" in "struct",
    ListValue = "list_value" in "struct",
    NullValue = "null_value" in "struct",
    FieldMask = "field_mask" in "field_mask",
    Empty = "empty" in "empty",
    DoubleValue = "double_value" in "wrappers",
    FloatValue = "float_value" in "wrappers",
    Int64Value = "int64_value" in "wrappers",
    UInt64Value = "uint64_value" in "wrappers",
    Int32Value = "int32_value" in "wrappers",
    UInt32Value = "uint32_value" in "wrappers",
    BoolValue = "bool_value" in "wrappers",
    StringValue = "string_value" in "wrappers",
    BytesValue = "bytes_value" in "wrappers",
}

impl WellKnown {
    /// Returns the type with a name in the schema.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|known| known.name() == name)
    }

    /// The name without the package, which is the name in Rust, too.
    #[must_use]
    pub fn short_name(self) -> &'static str {
        self.full_name().rsplit('.').next().unwrap_or_default()
    }

    /// Whether the type is a message, which has explicit presence. `null_value` is an enum.
    #[must_use]
    pub const fn is_message(self) -> bool {
        !matches!(self, Self::NullValue)
    }

    /// Whether JSON `null` is a value of the type.
    #[must_use]
    pub const fn is_nullable(self) -> bool {
        matches!(self, Self::NullValue | Self::Value)
    }

    /// The scalar in a wrapper, which rules apply to and which is its JSON form.
    #[must_use]
    pub const fn wrapped(self) -> Option<Scalar> {
        Some(match self {
            Self::DoubleValue => Scalar::Double,
            Self::FloatValue => Scalar::Float,
            Self::Int64Value => Scalar::Int64,
            Self::UInt64Value => Scalar::Uint64,
            Self::Int32Value => Scalar::Int32,
            Self::UInt32Value => Scalar::Uint32,
            Self::BoolValue => Scalar::Bool,
            Self::StringValue => Scalar::String,
            Self::BytesValue => Scalar::Bytes,
            Self::Any
            | Self::Struct
            | Self::Value
            | Self::ListValue
            | Self::NullValue
            | Self::FieldMask
            | Self::Empty => return None,
        })
    }

    /// Whether a value may contain a float.
    #[must_use]
    pub const fn contains_float(self) -> bool {
        matches!(
            self,
            Self::Struct | Self::Value | Self::ListValue | Self::DoubleValue | Self::FloatValue
        )
    }
}
