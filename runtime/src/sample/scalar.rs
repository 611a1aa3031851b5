//! [`Scalar`]: a value outside of a message, to be validated before it is stored.

use crate::message::rules::Kind;
use crate::message::{Slot, Value};
use crate::scalar::{Bytes, Duration, Timestamp};

/// A value of any type except enums and messages.
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
    /// The value for validation.
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

    /// Stores the value in a slot of the same type, or in a wrapper of this type. Other slots are
    /// unchanged.
    pub(super) fn store(self, slot: Slot<'_>) {
        let slot = match slot {
            Slot::Message(wrapper) => wrapper.slot(0),
            slot => slot,
        };
        match (self, slot) {
            (Self::Bool(value), Slot::Bool(target)) => *target = value,
            (Self::I32(value), Slot::I32(target)) => *target = value,
            (Self::U32(value), Slot::U32(target)) => *target = value,
            (Self::I64(value), Slot::I64(target)) => *target = value,
            (Self::U64(value), Slot::U64(target)) => *target = value,
            (Self::F32(value), Slot::F32(target)) => *target = value,
            (Self::F64(value), Slot::F64(target)) => *target = value,
            (Self::String(value), Slot::String(target)) => *target = value,
            (Self::Bytes(value), Slot::Bytes(target)) => *target = Bytes::from(value),
            (Self::Timestamp(value), Slot::Timestamp(target)) => *target = value,
            (Self::Duration(value), Slot::Duration(target)) => *target = value,
            _ => {}
        }
    }

    /// The value as a JSON map key.
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

/// Whether values of a kind are [`Scalar`]s.
pub(super) const fn is_scalar(kind: Kind) -> bool {
    !matches!(kind, Kind::Enum | Kind::Message)
}

/// The kind of a slot; `None` for lists and maps.
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
