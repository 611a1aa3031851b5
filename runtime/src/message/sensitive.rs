//! [`sensitive_field`]: the search for sensitive fields that are set.
//!
//! Used by `rpc`, before a request leaves for a place that must not see secrets.

use super::{Message, Value};

/// The name of a sensitive field that is set, in a message or in the messages inside of it.
pub(crate) fn sensitive_field(message: &dyn Message) -> Option<&'static str> {
    message.descriptor().fields().iter().enumerate().find_map(|(index, field)| {
        let value = message.get(index);
        if !field.is_written(&value) {
            return None;
        }
        if field.is_sensitive() { Some(field.name()) } else { inside(value) }
    })
}

fn inside(value: Value<'_>) -> Option<&'static str> {
    match value {
        Value::Message(message) => sensitive_field(message),
        Value::List(list) => (0..list.len()).find_map(|index| inside(list.get(index))),
        Value::Map(map) => {
            let mut found = None;
            map.visit(&mut |_, value| found = found.or_else(|| inside(value)));
            found
        }
        _ => None,
    }
}
