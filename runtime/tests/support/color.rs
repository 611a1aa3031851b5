//! An open enum, written like a generated one.

use gitpod_runtime::__private::{self as support, serde};
use gitpod_runtime::enumeration::{EnumDescriptor, EnumValueDescriptor, RawUnknown};
use gitpod_runtime::message::{Element, Slot, Value};
use gitpod_runtime::{Enumeration, UnknownEnumValue};

/// An open enum.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub(crate) enum Color {
    #[default]
    Unspecified,
    Red,
    Blue,
    Unknown(UnknownEnumValue<Self>),
}

impl Enumeration for Color {
    fn descriptor(&self) -> &'static EnumDescriptor {
        static COLOR: EnumDescriptor = EnumDescriptor::new(
            "test.v1.Color",
            &[
                EnumValueDescriptor::new("COLOR_UNSPECIFIED", 0),
                EnumValueDescriptor::new("COLOR_RED", 1),
                EnumValueDescriptor::new("COLOR_BLUE", -7),
            ],
        );
        &COLOR
    }

    fn index(&self) -> Result<usize, &RawUnknown> {
        match self {
            Self::Unspecified => Ok(0),
            Self::Red => Ok(1),
            Self::Blue => Ok(2),
            Self::Unknown(value) => Err(value.raw()),
        }
    }

    fn assign(&mut self, value: Result<usize, RawUnknown>) {
        *self = match value {
            Ok(1) => Self::Red,
            Ok(2) => Self::Blue,
            Ok(_) => Self::Unspecified,
            Err(raw) => Self::Unknown(UnknownEnumValue::new(raw)),
        };
    }
}

impl Element for Color {
    fn value(&self) -> Value<'_> {
        Value::Enum(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Enum(self)
    }
}

impl serde::Serialize for Color {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        support::serialize_enum(self, serializer)
    }
}

impl<'de> serde::Deserialize<'de> for Color {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        support::deserialize_enum(deserializer)
    }
}
