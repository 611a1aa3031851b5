//! [`redacted_json`]: a message as JSON that can be shown, like its `Debug` output.
//!
//! Used for details. Depends on `codec` and `message`.

use serde_json::Value as Json;

use crate::codec::Codec;
use crate::message::{Message, Value, for_each_field};

/// The ProtoJSON of a message, with `[redacted]` in place of sensitive values. `None` if a value has no
/// JSON form.
pub(super) fn redacted_json(message: &dyn Message) -> Option<Json> {
    let json = String::from_utf8(Codec::Json.encode(message).ok()?).ok()?;
    let mut json = json.parse().ok()?;
    redact_message(&mut json, message);
    Some(json)
}

fn redact_message(json: &mut Json, message: &dyn Message) {
    for_each_field(message, |_, field, value| {
        let Some(json) = json.get_mut(field.json_name()) else { return };
        if field.is_sensitive() {
            *json = "[redacted]".into();
        } else {
            redact_value(json, value);
        }
    });
}

/// Redacts the messages in a value.
fn redact_value(json: &mut Json, value: Value<'_>) {
    match value {
        Value::Message(message) => redact_message(json, message),
        Value::List(list) => {
            for (index, json) in json.as_array_mut().into_iter().flatten().enumerate() {
                redact_value(json, list.get(index));
            }
        }
        Value::Map(map) => map.visit(&mut |key, value| {
            if let Some(json) = json.get_mut(key) {
                redact_value(json, value);
            }
        }),
        _ => {}
    }
}
