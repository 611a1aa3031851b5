//! Finds fields that are missing in a response.

use gitpod_api::Message;
use gitpod_api::runtime::message::{Presence, Value};
use serde_json::Value as Json;

/// Fields that are empty if nothing failed, or on the last page.
const MAY_BE_EMPTY: [&str; 2] = ["failed_projects", "pagination.next_token"];

/// The paths of everything that is missing: messages, `optional` values, oneofs without a field,
/// keys in JSON, empty lists and maps.
pub(crate) fn missing(message: &dyn Message, json: &Json) -> Vec<String> {
    let mut paths = Vec::new();
    look(message, json, "", &mut paths);
    paths.retain(|path| !MAY_BE_EMPTY.contains(&path.as_str()));
    paths
}

fn look(message: &dyn Message, json: &Json, prefix: &str, paths: &mut Vec<String>) {
    let descriptor = message.descriptor();
    for (index, oneof) in descriptor.oneofs().iter().enumerate() {
        let mut arms = descriptor.fields().iter().enumerate();
        let is_set = |at: usize| !matches!(message.get(at), Value::Absent);
        if !arms.any(|(at, arm)| arm.presence() == Presence::Oneof(index) && is_set(at)) {
            paths.push(format!("{prefix}{oneof}"));
        }
    }
    for (index, field) in descriptor.fields().iter().enumerate() {
        let path = format!("{prefix}{}", field.name());
        let written = json.get(field.json_name());
        match (message.get(index), written) {
            (Value::Absent, _) if matches!(field.presence(), Presence::Oneof(_)) => {}
            (Value::Absent, _) | (_, None) => paths.push(path),
            (Value::Message(inner), Some(written)) => {
                look(inner, written, &format!("{path}."), paths);
            }
            (Value::List(list), Some(written)) => {
                if list.is_empty() {
                    paths.push(path.clone());
                }
                for at in 0..list.len() {
                    if let Value::Message(item) = list.get(at) {
                        look(item, &written[at], &format!("{path}[{at}]."), paths);
                    }
                }
            }
            (Value::Map(map), Some(_)) if map.is_empty() => paths.push(path),
            _ => {}
        }
    }
}

/// The names of fields at their default in messages of a request: `{"domains": []}` asks for no
/// domains.
pub(crate) fn emptied(request: &dyn Message) -> Vec<&'static str> {
    let mut names = Vec::new();
    for index in 0..request.descriptor().fields().len() {
        let sent = request.get(index);
        let items = match sent {
            Value::List(list) => (0..list.len()).map(|at| list.get(at)).collect(),
            _ => vec![sent],
        };
        for item in items {
            if let Value::Message(item) = item {
                let fields = item.descriptor().fields().iter().enumerate();
                let empty = fields.filter(|(at, _)| item.get(*at).is_default());
                names.extend(empty.map(|(_, field)| field.name()));
                names.extend(emptied(item));
            }
        }
    }
    names
}
