//! [`summary`]: the state in a message, for errors of waits.

use crate::message::{Message, Value};

/// Fields of messages that are nested deeper are left out.
const MAX_DEPTH: usize = 4;

/// Further fields are left out.
const MAX_FIELDS: usize = 8;

/// The enum values and then the flags that are set, such as `project.phase: PROJECT_PHASE_ACTIVE`.
/// These hold states; texts, which may hold personal data or secrets, are left out. The name of an
/// unknown enum value is such a text.
pub(super) fn summary(message: &dyn Message) -> String {
    let mut found = Found::default();
    collect(message, "", MAX_DEPTH, &mut found);
    let Found { mut enums, flags } = found;
    enums.extend(flags);
    if enums.is_empty() {
        return "no enum or flag is set".to_owned();
    }
    let shown: Vec<&str> = enums.iter().take(MAX_FIELDS).map(String::as_str).collect();
    let text = shown.join(", ");
    if enums.len() > MAX_FIELDS { format!("{text}, …") } else { text }
}

/// The fields that are set, each with its path.
#[derive(Default)]
struct Found {
    enums: Vec<String>,
    flags: Vec<String>,
}

fn collect(message: &dyn Message, path: &str, depth: usize, found: &mut Found) {
    for (index, field) in message.descriptor().fields().iter().enumerate() {
        let value = message.get(index);
        if field.is_sensitive() || !field.is_written(&value) {
            continue;
        }
        let path = format!("{path}{}", field.name());
        match value {
            Value::Bool(flag) => found.flags.push(format!("{path}: {flag}")),
            Value::Enum(value) => found.enums.push(match (value.index(), value.number()) {
                (Err(_), None) => format!("{path}: a value that is not in the schema"),
                (Err(_), Some(number)) => format!("{path}: {number}"),
                (Ok(_), _) => format!("{path}: {}", value.name().unwrap_or_default()),
            }),
            Value::Message(message) if depth > 1 => {
                collect(message, &format!("{path}."), depth - 1, found);
            }
            _ => {}
        }
    }
}
