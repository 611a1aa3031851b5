//! Values of examples, with their spans.

use crate::ir::{Field, FieldId, MessageId, Presence, Table};
use crate::source::Span;

/// A value that fits its type.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value<'a> {
    Text(&'a str),
    Bytes(Vec<u8>),
    Bool(bool),
    Integer(i128),
    Single(f32),
    Double(f64),
    /// A duration in nanoseconds.
    Duration(i128),
    /// A timestamp in nanoseconds since the epoch.
    Timestamp(i128),
    /// The number of an enum value.
    Enum(i32),
    Message(MessageValue<'a>),
    /// An `any` by its type URL.
    Any(&'a str),
    /// The paths of a `field_mask`, in the names of the schema.
    Paths(Vec<String>),
    /// A well-known message that no rule looks into.
    Opaque,
    List(Vec<Placed<'a>>),
    /// Keys and values.
    Map(Vec<(Placed<'a>, Placed<'a>)>),
}

/// A value and its span.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed<'a> {
    pub(super) span: Span,
    pub(super) value: Value<'a>,
}

/// A message: the values of its fields.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct MessageValue<'a> {
    pub(super) id: MessageId,
    /// The span of diagnostics about missing fields: the first key, or the message itself.
    pub(super) place: Span,
    /// The value of each field of the message that is present.
    pub(super) fields: Table<FieldId, Option<Placed<'a>>>,
    /// Whether all of its own values were read. Otherwise its rules are not checked, because values that
    /// could not be read would violate them.
    pub(super) is_sound: bool,
}

impl Value<'_> {
    /// Whether a field without presence is omitted from JSON when it has this value.
    pub(super) fn is_default(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Bytes(bytes) => bytes.is_empty(),
            Self::Bool(value) => !value,
            Self::Integer(value) => *value == 0,
            // Negative zero is not the default: its sign would be lost.
            Self::Single(value) => value.to_bits() == 0,
            Self::Double(value) => value.to_bits() == 0,
            Self::Enum(number) => *number == 0,
            Self::List(values) => values.is_empty(),
            Self::Map(entries) => entries.is_empty(),
            Self::Duration(_)
            | Self::Timestamp(_)
            | Self::Message(_)
            | Self::Any(_)
            | Self::Paths(_)
            | Self::Opaque => false,
        }
    }
}

/// Whether JSON contains a field: whether it is set or, without presence, differs from its default.
pub(super) fn is_written(field: &Field, value: Option<&Value<'_>>) -> bool {
    match field.presence {
        Presence::Implicit => value.is_some_and(|value| !value.is_default()),
        _ => value.is_some(),
    }
}
