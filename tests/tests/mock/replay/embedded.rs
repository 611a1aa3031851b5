//! Resources and their values in the responses of other RPCs.

use gitpod_api::Message;
use gitpod_api::runtime::json;
use gitpod_api::runtime::message::Value;
use serde_json::Value as Json;

use super::compare::differences;
use super::story::{Step, canonical};
use super::{Phase, Replay, root};
use crate::support::json_name;

/// A message in a response.
struct Part {
    path: String,
    /// The full name of its type.
    type_name: &'static str,
    value: Json,
}

impl Replay {
    /// Checks resources in a response, except those that the RPC is about, and values that are
    /// repeated next to the id of a resource, such as `organizationName`.
    pub(super) fn check_embedded(&mut self, step: &Step) {
        let mut response = step.plan.method.response().new_message();
        json::decode_into(step.response.to_string().as_bytes(), &mut *response).expect("JSON");
        let mut parts = Vec::new();
        collect(&*response, "", &mut parts);
        let root = root(step);
        for part in parts {
            let is_own = part.path == root || part.path.starts_with(&format!("{root}["));
            let mut kinds = self.kinds.iter();
            let kind = kinds.find(|kind| kind.message_type.name() == part.type_name);
            if let Some(kind) = kind.filter(|_| !is_own) {
                let name = kind.name.clone();
                self.check_part(step, &name, &part);
            }
        }
        if Phase::of(&step.plan) == Phase::Other {
            self.check_repeated(step);
        }
    }

    fn check_part(&mut self, step: &Step, resource: &str, part: &Part) {
        let kind = self.kind(resource);
        let parents = self.parents(kind, step);
        let identity = kind.identity(&part.value, &parents);
        let Some(known) = self.state.find(&identity).cloned() else {
            self.show(step, identity, parents, part.value.clone(), false);
            return;
        };
        let mut found =
            differences(&known.values.iter().collect::<Vec<_>>(), &part.value, &known.sent);
        for difference in &mut found {
            difference.path = format!("{}.{}", part.path, difference.path);
        }
        self.report(step, &part.path, Some(&known), found);
    }

    fn check_repeated(&mut self, step: &Step) {
        let mut wrong = Vec::new();
        for (name, value) in step.response.as_object().into_iter().flatten() {
            for kind in &self.kinds {
                let stem = lower_first(&kind.name);
                let Some(field) = name.strip_prefix(&stem).filter(|rest| *rest != "Id") else {
                    continue;
                };
                let id = step.response[format!("{stem}Id")].as_str().unwrap_or_default();
                let known = self.state.find(&(kind.name.clone(), vec![id.to_owned()]));
                let Some(known) = known else { continue };
                let field = lower_first(field);
                let expected = known.values.iter().map(|other| &other[&field]);
                let Some(expected) =
                    expected.reduce(|one, other| if one == other { one } else { &Json::Null })
                else {
                    continue;
                };
                if !expected.is_null() && expected != value {
                    let place = &known.place;
                    wrong.push(format!(
                        "{name}: expected `{expected}`, found `{value}` (see {place})"
                    ));
                }
            }
        }
        wrong.iter().for_each(|what| self.contradict(&step.place, what));
    }
}

fn lower_first(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

fn collect(message: &dyn Message, prefix: &str, parts: &mut Vec<Part>) {
    for (index, field) in message.descriptor().fields().iter().enumerate() {
        let path = format!("{prefix}{}", json_name(field.name()));
        match message.get(index) {
            Value::Message(inner) => collect_one(inner, path, parts),
            Value::List(list) => {
                for at in 0..list.len() {
                    if let Value::Message(inner) = list.get(at) {
                        collect_one(inner, format!("{path}[{at}]"), parts);
                    }
                }
            }
            _ => {}
        }
    }
}

fn collect_one(message: &dyn Message, path: String, parts: &mut Vec<Part>) {
    collect(message, &format!("{path}."), parts);
    let type_name = message.descriptor().name();
    parts.push(Part { path, type_name, value: canonical(message) });
}
