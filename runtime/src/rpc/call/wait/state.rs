//! [`summary`]: the state in a message, for errors of waits.

use crate::message::{Message, Value};

/// Fields of messages that are nested deeper are left out.
const MAX_DEPTH: usize = 4;

/// Further fields are left out.
const MAX_FIELDS: usize = 8;

/// The enum values and flags that are set, such as `project.phase: PROJECT_PHASE_ACTIVE`. These hold
/// states; texts, which may hold personal data or secrets, are left out.
pub(super) fn summary(message: &dyn Message) -> String {
    let mut found = Vec::new();
    collect(message, "", MAX_DEPTH, &mut found);
    if found.is_empty() {
        return "no enum or flag is set".to_owned();
    }
    let more = found.len() > MAX_FIELDS;
    found.truncate(MAX_FIELDS);
    let text = found.join(", ");
    if more { format!("{text}, …") } else { text }
}

fn collect(message: &dyn Message, path: &str, depth: usize, found: &mut Vec<String>) {
    for (index, field) in message.descriptor().fields().iter().enumerate() {
        let value = message.get(index);
        if field.is_sensitive() || !field.is_written(&value) || found.len() > MAX_FIELDS {
            continue;
        }
        let path = format!("{path}{}", field.name());
        match value {
            Value::Bool(flag) => found.push(format!("{path}: {flag}")),
            Value::Enum(value) => found.push(match (value.name(), value.number()) {
                (Some(name), _) => format!("{path}: {name}"),
                (None, number) => format!("{path}: {}", number.unwrap_or_default()),
            }),
            Value::Message(message) if depth > 1 => {
                collect(message, &format!("{path}."), depth - 1, found);
            }
            _ => {}
        }
    }
}
