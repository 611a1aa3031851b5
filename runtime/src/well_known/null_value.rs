//! [`NullValue`]: the enum whose JSON form is `null`.

use crate::enumeration::{
    EnumDescriptor, EnumValueDescriptor, Enumeration, RawUnknown, UnknownEnumValue,
};

/// `google.protobuf.NullValue`: the JSON value `null`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub enum NullValue {
    /// `null`.
    #[default]
    NullValue,
    /// A value that protobuf does not define.
    Unknown(UnknownEnumValue<Self>),
}

impl NullValue {
    /// The known values.
    pub const ALL: &'static [Self] = &[Self::NullValue];
}

impl Enumeration for NullValue {
    fn descriptor(&self) -> &'static EnumDescriptor {
        static DESCRIPTOR: EnumDescriptor = EnumDescriptor::new(
            "google.protobuf.NullValue",
            &[EnumValueDescriptor::new("NULL_VALUE", 0)],
        )
        .null();
        &DESCRIPTOR
    }

    fn index(&self) -> Result<usize, &RawUnknown> {
        match self {
            Self::NullValue => Ok(0),
            Self::Unknown(value) => Err(value.raw()),
        }
    }

    fn assign(&mut self, value: Result<usize, RawUnknown>) {
        *self = match value {
            Ok(_) => Self::NullValue,
            Err(raw) => Self::Unknown(UnknownEnumValue::new(raw)),
        };
    }
}

crate::__enumeration_traits!(NullValue);
