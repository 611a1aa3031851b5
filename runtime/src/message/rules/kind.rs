//! The protobuf types of values, as rules name them.

use crate::message::{Encoding, Value};

/// The protobuf type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "one variant per protobuf type, named after it")]
pub enum Kind {
    Bool,
    I32,
    U32,
    I64,
    U64,
    Sint32,
    Sint64,
    Fixed32,
    Fixed64,
    Sfixed32,
    Sfixed64,
    F32,
    F64,
    String,
    Bytes,
    Timestamp,
    Duration,
    Enum,
    Message,
}

impl Kind {
    /// The kind of a value; for a list, the kind of its first element. Map fields are messages on
    /// the wire. So is an absent value, as far as the value shows.
    pub(crate) fn of(value: Value<'_>) -> Self {
        match value {
            Value::Bool(_) => Self::Bool,
            Value::I32(_) => Self::I32,
            Value::U32(_) => Self::U32,
            Value::I64(_) => Self::I64,
            Value::U64(_) => Self::U64,
            Value::F32(_) => Self::F32,
            Value::F64(_) => Self::F64,
            Value::String(_) => Self::String,
            Value::Bytes(_) => Self::Bytes,
            Value::Timestamp(_) => Self::Timestamp,
            Value::Duration(_) => Self::Duration,
            Value::Enum(_) => Self::Enum,
            Value::List(list) => Self::of(list.get(0)),
            Value::Message(_) | Value::Map(_) | Value::Absent => Self::Message,
        }
    }

    /// The kind of values of this kind that are encoded like this in binary.
    pub(crate) const fn encoded(self, encoding: Encoding) -> Self {
        match (self, encoding) {
            (Self::I32, Encoding::ZigZag) => Self::Sint32,
            (Self::I64, Encoding::ZigZag) => Self::Sint64,
            (Self::I32, Encoding::Fixed32) => Self::Sfixed32,
            (Self::U32, Encoding::Fixed32) => Self::Fixed32,
            (Self::I64, Encoding::Fixed64) => Self::Sfixed64,
            (Self::U64, Encoding::Fixed64) => Self::Fixed64,
            (kind, _) => kind,
        }
    }

    /// The kind without regard to the encoding of integers.
    pub(crate) const fn plain(self) -> Self {
        match self {
            Self::Sint32 | Self::Sfixed32 => Self::I32,
            Self::Sint64 | Self::Sfixed64 => Self::I64,
            Self::Fixed32 => Self::U32,
            Self::Fixed64 => Self::U64,
            kind => kind,
        }
    }

    /// The kind of a map's keys, given the schema's name of the key type.
    pub(crate) fn of_key(name: &str) -> Self {
        match name {
            "bool" => Self::Bool,
            "int32" => Self::I32,
            "uint32" => Self::U32,
            "int64" => Self::I64,
            "uint64" => Self::U64,
            _ => Self::String,
        }
    }

    /// The name that rule ids start with, such as `int32`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::I32 => "int32",
            Self::U32 => "uint32",
            Self::I64 => "int64",
            Self::U64 => "uint64",
            Self::Sint32 => "sint32",
            Self::Sint64 => "sint64",
            Self::Fixed32 => "fixed32",
            Self::Fixed64 => "fixed64",
            Self::Sfixed32 => "sfixed32",
            Self::Sfixed64 => "sfixed64",
            Self::F32 => "float",
            Self::F64 => "double",
            Self::String => "string",
            Self::Bytes => "bytes",
            Self::Timestamp => "timestamp",
            Self::Duration => "duration",
            Self::Enum => "enum",
            Self::Message => "message",
        }
    }
}
