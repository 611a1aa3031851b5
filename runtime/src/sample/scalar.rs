//! A value that has no place yet, so that it can be tried before a field is touched.

use crate::message::rules::Kind;
use crate::message::{Slot, Value};
use crate::scalar::{Bytes, Duration, Timestamp};

/// A value of a kind that stands for itself: everything but enums and messages.
#[derive(Debug, Clone)]
pub(super) enum Scalar {
    Bool(bool),
    I32(i32),
    U32(u32),
    I64(i64),
    U64(u64),
    F32(f32),
    F64(f64),
    String(String),
    Bytes(Vec<u8>),
    Timestamp(Timestamp),
    Duration(Duration),
}

impl Scalar {
    /// The value as rules look at it.
    pub(super) fn value(&self) -> Value<'_> {
        match self {
            Self::Bool(value) => Value::Bool(*value),
            Self::I32(value) => Value::I32(*value),
            Self::U32(value) => Value::U32(*value),
            Self::I64(value) => Value::I64(*value),
            Self::U64(value) => Value::U64(*value),
            Self::F32(value) => Value::F32(*value),
            Self::F64(value) => Value::F64(*value),
            Self::String(value) => Value::String(value),
            Self::Bytes(value) => Value::Bytes(value),
            Self::Timestamp(value) => Value::Timestamp(*value),
            Self::Duration(value) => Value::Duration(*value),
        }
    }

    /// Puts the value where it belongs; a place of another kind stays as it is.
    pub(super) fn store(self, slot: Slot<'_>) {
        match (self, slot) {
            (Self::Bool(value), Slot::Bool(place)) => *place = value,
            (Self::I32(value), Slot::I32(place)) => *place = value,
            (Self::U32(value), Slot::U32(place)) => *place = value,
            (Self::I64(value), Slot::I64(place)) => *place = value,
            (Self::U64(value), Slot::U64(place)) => *place = value,
            (Self::F32(value), Slot::F32(place)) => *place = value,
            (Self::F64(value), Slot::F64(place)) => *place = value,
            (Self::String(value), Slot::String(place)) => *place = value,
            (Self::Bytes(value), Slot::Bytes(place)) => *place = Bytes::from(value),
            (Self::Timestamp(value), Slot::Timestamp(place)) => *place = value,
            (Self::Duration(value), Slot::Duration(place)) => *place = value,
            _ => {}
        }
    }

    /// How JSON spells the value as a key of a map.
    pub(super) fn key(self) -> Option<String> {
        Some(match self {
            Self::Bool(value) => value.to_string(),
            Self::I32(value) => value.to_string(),
            Self::U32(value) => value.to_string(),
            Self::I64(value) => value.to_string(),
            Self::U64(value) => value.to_string(),
            Self::String(value) => value,
            _ => return None,
        })
    }
}

/// Whether a value of the kind is a [`Scalar`].
pub(super) const fn is_scalar(kind: Kind) -> bool {
    !matches!(kind, Kind::Enum | Kind::Message)
}

/// The kind of what belongs into a place; `None` for places that hold no single value.
pub(super) const fn kind_of(slot: &Slot<'_>) -> Option<Kind> {
    Some(match slot {
        Slot::Bool(_) => Kind::Bool,
        Slot::I32(_) => Kind::I32,
        Slot::U32(_) => Kind::U32,
        Slot::I64(_) => Kind::I64,
        Slot::U64(_) => Kind::U64,
        Slot::F32(_) => Kind::F32,
        Slot::F64(_) => Kind::F64,
        Slot::String(_) => Kind::String,
        Slot::Bytes(_) => Kind::Bytes,
        Slot::Timestamp(_) => Kind::Timestamp,
        Slot::Duration(_) => Kind::Duration,
        Slot::Enum(_) => Kind::Enum,
        Slot::Message(_) => Kind::Message,
        Slot::None | Slot::List(_) | Slot::Map(_) => return None,
    })
}
