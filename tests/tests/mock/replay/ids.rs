//! An id means the same kind of thing wherever an example mentions it.

use std::collections::{BTreeMap, BTreeSet};

use gitpod_api::Message;
use gitpod_api::runtime::message::{MessageDescriptor, Value};
use gitpod_api::types::MESSAGES;

use super::state::resource_of;
use super::story::Example;
use crate::support::Plan;

/// An id in an example.
struct Mention {
    id: String,
    kind: String,
    place: String,
    path: String,
}

/// The ids that are used for more than one kind of thing.
pub(super) fn contradictions(examples: &[Example], plans: &[Plan]) -> Vec<String> {
    let kinds = Kinds::new(plans);
    let mut mentions = Vec::new();
    for example in examples {
        let plan = plans.iter().find(|plan| plan.method.path() == example.method.path());
        let resource = plan.map(resource_of).unwrap_or_default();
        for message in [&example.request, &example.response] {
            kinds.collect(&**message, resource, &example.place, "", &mut mentions);
        }
    }
    let mut by_id: BTreeMap<&str, BTreeMap<&str, &Mention>> = BTreeMap::new();
    for mention in &mentions {
        by_id.entry(&mention.id).or_default().entry(&mention.kind).or_insert(mention);
    }
    let twice = by_id.into_iter().filter(|(_, kinds)| kinds.len() > 1);
    twice
        .map(|(id, kinds)| {
            let uses = kinds
                .into_iter()
                .map(|(kind, mention)| format!("{kind} in {} of {}", mention.path, mention.place));
            format!("the id {id} is used for {}", uses.collect::<Vec<_>>().join(", and for "))
        })
        .collect()
}

/// What names of fields say about ids.
struct Kinds {
    /// Resources, in lower case.
    resources: BTreeSet<String>,
    /// Fields that hold users or other accounts, whose messages say which: `creator`.
    accounts: BTreeSet<&'static str>,
}

impl Kinds {
    fn new(plans: &[Plan]) -> Self {
        let resources = plans.iter().map(|plan| resource_of(plan).to_lowercase());
        let mut accounts = BTreeSet::new();
        for message_type in MESSAGES {
            let message = message_type.new_message();
            for (index, field) in message.descriptor().fields().iter().enumerate() {
                let mut message = message_type.new_message();
                message.slot(index);
                if let Value::Message(inner) = message.get(index)
                    && principal(inner.descriptor()).is_some()
                {
                    accounts.insert(field.name());
                }
            }
        }
        Self { resources: resources.filter(|name| !name.is_empty()).collect(), accounts }
    }

    /// Adds the ids in a message. `owner` is the resource that `id` in the message stands for.
    fn collect(
        &self,
        message: &dyn Message,
        owner: &str,
        place: &str,
        prefix: &str,
        mentions: &mut Vec<Mention>,
    ) {
        for (index, field) in message.descriptor().fields().iter().enumerate() {
            let path = format!("{prefix}{}", field.json_name());
            let mut add = |value: Value<'_>, name: &str, path: String| match value {
                Value::String(id) if is_uuid(id) => {
                    if let Some(kind) = self.kind(message, name, owner) {
                        let (id, place) = (id.to_owned(), place.to_owned());
                        mentions.push(Mention { id, kind, place, path });
                    }
                }
                Value::Message(inner) => {
                    let owner = inner.descriptor().short_name();
                    self.collect(inner, owner, place, &format!("{path}."), mentions);
                }
                _ => {}
            };
            match message.get(index) {
                Value::List(list) => {
                    let name = field.name().strip_suffix('s').unwrap_or(field.name());
                    for at in 0..list.len() {
                        add(list.get(at), name, format!("{path}[{at}]"));
                    }
                }
                value => add(value, field.name(), path),
            }
        }
    }

    /// The kind of thing that an id in a field stands for; `None` if names do not say.
    fn kind(&self, message: &dyn Message, field: &str, owner: &str) -> Option<String> {
        if field == "id" {
            if let Some(index) = principal(message.descriptor()) {
                let Value::Enum(principal) = message.get(index) else { return None };
                let name = principal.name()?.strip_prefix("PRINCIPAL_")?;
                return Some(name.replace('_', "").to_lowercase());
            }
            return Some(self.known(&owner.to_lowercase()));
        }
        let stem = field.strip_suffix("_id")?;
        (!self.accounts.contains(stem)).then(|| self.known(&stem.replace('_', "")))
    }

    /// The resource at the end of a name, as in `scm_tools_allowed_group_id`.
    fn known(&self, name: &str) -> String {
        let ends = |known: &&String| name.ends_with(known.as_str()) || known.ends_with(name);
        let known = self.resources.iter().filter(ends).min_by_key(|known| known.len());
        known.cloned().unwrap_or_else(|| name.to_owned())
    }
}

/// The field that says of which kind an account is.
fn principal(descriptor: &MessageDescriptor) -> Option<usize> {
    descriptor.fields().iter().position(|field| field.name() == "principal")
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}
