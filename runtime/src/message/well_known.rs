//! [`WellKnown`]: the message types of protobuf that have a JSON form of their own.

use super::{Message, Value};

/// The message types of protobuf that have a JSON form of their own.
///
/// [`MessageDescriptor::well_known`](super::MessageDescriptor::well_known) marks a type. JSON depends
/// on the fields and their order; binary does not look at the mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WellKnown {
    /// `google.protobuf.Any`: the fields are a type URL and an encoded message. JSON is the message
    /// with the key `@type`.
    Any,
    /// `google.protobuf.Struct`: the field is a map of values. JSON is an object.
    Struct,
    /// `google.protobuf.Value`: the fields are the arms of a oneof. JSON is any value.
    Value,
    /// `google.protobuf.ListValue`: the field is a list of values. JSON is an array.
    ListValue,
    /// `google.protobuf.FieldMask`: the field is a list of paths. JSON is a string.
    FieldMask,
    /// A wrapper such as `google.protobuf.StringValue`: the field is a scalar. So is JSON.
    Wrapper,
    /// `google.protobuf.Timestamp` in an `Any`: seconds and nanoseconds. JSON is a string.
    Timestamp,
    /// `google.protobuf.Duration` in an `Any`: seconds and nanoseconds. JSON is a string.
    Duration,
}

/// The first field of a message that is not absent: the only one of a wrapper and the like, or the arm
/// of a `google.protobuf.Value` that is set.
pub(crate) fn content(message: &dyn Message) -> Value<'_> {
    let fields = 0..message.descriptor().fields().len();
    let mut values = fields.map(|index| message.get(index));
    values.find(|value| !matches!(value, Value::Absent)).unwrap_or(Value::Absent)
}
