//! `Debug` output of messages: the fields that are set, with sensitive ones redacted.
//!
//! Used by the `Debug` implementations of generated messages, through `__private`. Depends on
//! `message` and `scalar` only.

use std::fmt;

use crate::message::{List, Map, Message, Value, WellKnown, content, for_each_field};
use crate::scalar;

/// Formats a message like a derived `Debug`, but only the fields that JSON would have, and
/// `[redacted]` in place of sensitive values.
pub(crate) fn debug(message: &dyn Message, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut output = f.debug_struct(message.descriptor().short_name());
    for_each_field(message, |_, field, value| {
        if field.is_written(&value) {
            if field.is_sensitive() {
                output.field(field.name(), &format_args!("[redacted]"));
            } else {
                output.field(field.name(), &DebugValue(value));
            }
        }
    });
    if !message.unknown_fields().is_empty() {
        output.field("unknown_fields", message.unknown_fields());
    }
    output.finish()
}

/// A value for `Debug`. The `Debug` of [`Value`] itself does not know which fields are sensitive.
struct DebugValue<'a>(Value<'a>);

impl fmt::Debug for DebugValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::Absent => f.write_str("None"),
            Value::Bool(value) => value.fmt(f),
            Value::I32(value) => value.fmt(f),
            Value::U32(value) => value.fmt(f),
            Value::I64(value) => value.fmt(f),
            Value::U64(value) => value.fmt(f),
            Value::F32(value) => value.fmt(f),
            Value::F64(value) => value.fmt(f),
            Value::String(value) => value.fmt(f),
            Value::Bytes(value) => scalar::debug_bytes(value, f),
            // RFC 3339 and seconds are easier to read than seconds and nanoseconds.
            Value::Timestamp(value) => fmt::Display::fmt(&value, f),
            Value::Duration(value) => fmt::Display::fmt(&value, f),
            Value::Enum(value) => value.fmt(f),
            Value::Message(message) => match message.descriptor().well_known_type() {
                Some(
                    WellKnown::Struct
                    | WellKnown::Value
                    | WellKnown::ListValue
                    | WellKnown::Wrapper,
                ) => Self(content(message)).fmt(f),
                _ => debug(message, f),
            },
            Value::List(list) => debug_list(list, f),
            Value::Map(map) => debug_map(map, f),
        }
    }
}

fn debug_list(list: &dyn List, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.debug_list().entries((0..list.len()).map(|index| DebugValue(list.get(index)))).finish()
}

fn debug_map(map: &dyn Map, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut output = f.debug_map();
    map.visit(&mut |key, value| {
        output.entry(&key, &DebugValue(value));
    });
    output.finish()
}
