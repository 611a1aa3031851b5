//! [`Value`] to read a field and [`Slot`] to set it.

use super::{Element, List, Map, Message};
use crate::enumeration::Enumeration;
use crate::scalar::{Bytes, Duration, Timestamp};

/// The value of a field, borrowed.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "one variant for each protobuf type")]
pub enum Value<'a> {
    /// A field with presence that is not set.
    Absent,
    Bool(bool),
    I32(i32),
    U32(u32),
    I64(i64),
    U64(u64),
    F32(f32),
    F64(f64),
    String(&'a str),
    Bytes(&'a [u8]),
    Timestamp(Timestamp),
    Duration(Duration),
    Enum(&'a dyn Enumeration),
    Message(&'a dyn Message),
    List(&'a dyn List),
    Map(&'a dyn Map),
}

impl<'a> Value<'a> {
    /// The value of an optional field, or [`Value::Absent`].
    #[must_use]
    pub fn optional<T: Element>(field: &'a Option<T>) -> Self {
        // A `match`, because a combinator would be compiled for each type, too.
        match field {
            Some(value) => value.value(),
            None => Self::Absent,
        }
    }

    /// The value of a boxed message, or [`Value::Absent`].
    #[must_use]
    pub fn boxed<T: Message>(field: &'a Option<Box<T>>) -> Self {
        match field {
            Some(message) => Self::Message(&**message),
            None => Self::Absent,
        }
    }

    /// Whether a field without presence is omitted from JSON if it has this value.
    #[must_use]
    #[inline]
    pub fn is_default(&self) -> bool {
        match self {
            Self::Absent => true,
            Self::Bool(value) => !value,
            Self::I32(value) => *value == 0,
            Self::U32(value) => *value == 0,
            Self::I64(value) => *value == 0,
            Self::U64(value) => *value == 0,
            // Negative zero is not the default, or its sign would be lost.
            Self::F32(value) => value.to_bits() == 0,
            Self::F64(value) => value.to_bits() == 0,
            Self::String(value) => value.is_empty(),
            Self::Bytes(value) => value.is_empty(),
            // In proto3, the first value has the number 0.
            Self::Enum(value) => matches!(value.index(), Ok(0)),
            Self::List(list) => list.is_empty(),
            Self::Map(map) => map.is_empty(),
            Self::Timestamp(_) | Self::Duration(_) | Self::Message(_) => false,
        }
    }
}

/// A mutable reference to a field.
#[derive(Debug)]
#[allow(missing_docs, reason = "one variant for each protobuf type")]
pub enum Slot<'a> {
    /// No such field.
    None,
    Bool(&'a mut bool),
    I32(&'a mut i32),
    U32(&'a mut u32),
    I64(&'a mut i64),
    U64(&'a mut u64),
    F32(&'a mut f32),
    F64(&'a mut f64),
    String(&'a mut String),
    Bytes(&'a mut Bytes),
    Timestamp(&'a mut Timestamp),
    Duration(&'a mut Duration),
    Enum(&'a mut dyn Enumeration),
    Message(&'a mut dyn Message),
    List(&'a mut dyn List),
    Map(&'a mut dyn Map),
}
