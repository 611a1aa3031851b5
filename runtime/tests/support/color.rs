//! An open enum, written like a generated one.

use gitpod_runtime::__private as support;
use gitpod_runtime::enumeration::{EnumDescriptor, EnumValueDescriptor, RawUnknown};
use gitpod_runtime::{Enumeration, UnknownEnumValue};

/// An open enum.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
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

support::enumeration_traits!(Color);
