//! The resources that the examples have shown so far.

use std::collections::BTreeSet;

use gitpod_api::runtime::message::Slot;
use gitpod_api::runtime::rpc::MessageType;
use gitpod_api::types::MESSAGES;
use serde_json::Value as Json;

use super::compare::Sent;
use crate::support::{Plan, index, json_name};

/// How the requests of the API identify resources of a type.
#[derive(Debug)]
pub(super) struct Kind {
    pub(super) name: String,
    pub(super) message_type: MessageType,
    /// Request fields that identify one resource, and the field of the resource with the same
    /// value; `None` for parents.
    pub(super) keys: Vec<(String, Option<String>)>,
    /// Ids by which requests address the resource and for which its type has no field.
    pub(super) parents: BTreeSet<String>,
    /// Whether no request identifies a single one, as with search results.
    pub(super) is_anonymous: bool,
}

/// What identifies a resource: its type, and the values of its keys.
pub(super) type Identity = (String, Vec<String>);

/// A request field that holds the id of a parent, and the id.
pub(super) type Parent = (String, String);

/// The parents of a resource.
pub(super) type Parents = Vec<Parent>;

/// A resource that an example has created, changed or shown.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) identity: Identity,
    pub(super) parents: Parents,
    /// What each mock holds. Before an example shows the resource, only some values agree.
    pub(super) values: Vec<Json>,
    /// The names of fields in requests that changed it since it was shown.
    pub(super) sent: Sent,
    /// What was shown last.
    pub(super) shown: Option<Json>,
    /// The example that created, changed or showed it last.
    pub(super) place: String,
    /// Whether it was changed since it was shown, so that its `updatedAt` has moved.
    pub(super) is_changed: bool,
    /// Whether no example has read it since it was created or changed. The service reports its
    /// status, so the first example that reads the resource may show a later one.
    pub(super) is_unread: bool,
}

/// All resources that examples have shown, in order.
#[derive(Debug, Default)]
pub(super) struct State(pub(super) Vec<Known>);

/// The resource types of the plans.
pub(super) fn kinds(plans: &[Plan]) -> Vec<Kind> {
    let names: BTreeSet<_> = plans.iter().map(resource_of).collect();
    let names = names.into_iter().filter(|name| !name.is_empty());
    names.map(|name| kind(name, plans)).collect()
}

/// The resource of a plan, without the field in it.
pub(super) fn resource_of(plan: &Plan) -> &str {
    plan.resource.split('.').next().unwrap_or_default()
}

fn kind(name: &str, plans: &[Plan]) -> Kind {
    let own: Vec<_> = plans.iter().filter(|plan| resource_of(plan) == name).collect();
    let with_verb = |verbs: &[&str]| {
        let plans = own.iter().filter(|plan| verbs.contains(&plan.verb.as_str()));
        plans.map(|plan| &plan.keys).max_by_key(|keys| keys.len()).filter(|keys| !keys.is_empty())
    };
    let keys = with_verb(&["get", "update", "set", "change", "delete"]);
    let is_anonymous = own.iter().all(|plan| plan.verb == "list");
    let keys = keys.or_else(|| with_verb(&["create", "list"])).cloned().unwrap_or_default();
    let all_keys = own.iter().flat_map(|plan| &plan.keys);
    let parents = all_keys.filter(|(_, field)| field.is_none()).map(|(key, _)| key.clone());
    let message_type = own.iter().find_map(|plan| given_type(plan)).expect("it is in a response");
    Kind { name: name.to_owned(), message_type, keys, parents: parents.collect(), is_anonymous }
}

/// The type of the resource in the responses of a plan. A plan for a field of a resource has others.
fn given_type(plan: &Plan) -> Option<MessageType> {
    let mut response = plan.method.response().new_message();
    let at = index(&*response, plan.given.as_deref()?);
    let descriptor = match response.slot(at) {
        Slot::Message(resource) => resource.descriptor(),
        Slot::List(list) => match list.push() {
            Slot::Message(resource) => resource.descriptor(),
            _ => return None,
        },
        _ => return None,
    };
    let mut types = MESSAGES.iter().filter(|_| !plan.resource.contains('.'));
    types.find(|message_type| message_type.name() == descriptor.name()).copied()
}

impl Kind {
    /// The identity of a resource in a response.
    pub(super) fn identity(&self, value: &Json, parents: &[Parent]) -> Identity {
        let parent = |key: &str| parents.iter().find(|(name, _)| name == key);
        let keys = self.keys.iter().map(|(key, field)| match field {
            Some(field) => value[json_name(field)].as_str().unwrap_or_default().to_owned(),
            None => parent(key).map(|(_, id)| id.clone()).unwrap_or_default(),
        });
        let mut keys: Vec<_> = keys.collect();
        if self.is_anonymous {
            keys.push(value.to_string());
        }
        (self.name.clone(), keys)
    }

    /// Gives a resource the keys of an identity.
    pub(super) fn set_identity(&self, value: &mut Json, identity: &Identity) {
        for ((_, field), id) in self.keys.iter().zip(&identity.1) {
            if let Some(field) = field {
                value[json_name(field)] = Json::from(id.as_str());
            }
        }
    }

    /// The identity of the resource that a request is about, if the request has all keys.
    pub(super) fn addressed(&self, plan: &Plan, request: &Json) -> Option<Identity> {
        let keys = self.keys.iter().map(|(key, field)| {
            let mut sent = plan.keys.iter().filter(|(name, of)| match field {
                Some(_) => of == field,
                None => name == key,
            });
            let (name, _) = sent.next()?;
            Some(request[json_name(name)].as_str()?.to_owned())
        });
        Some((self.name.clone(), keys.collect::<Option<_>>()?))
    }

    /// A request of a plan for a resource with this identity.
    pub(super) fn request(&self, plan: &Plan, identity: &Identity, parents: &[Parent]) -> Json {
        let mut request = serde_json::Map::new();
        for (name, field) in &plan.keys {
            let own = self.keys.iter().position(|(key, of)| match field {
                Some(_) => of == field,
                None => key == name,
            });
            let parent = parents.iter().find(|(parent, _)| parent == name);
            let id = own.map(|at| &identity.1[at]).or(parent.map(|(_, id)| id));
            if let Some(id) = id {
                request.insert(json_name(name), Json::from(id.as_str()));
            }
        }
        Json::Object(request)
    }
}

impl Known {
    /// Whether the service itself makes this difference: it reports the status of a resource, and
    /// it sets the time of the last change.
    /// `path` is the path in the resource.
    pub(super) fn explains(&self, path: &str, is_update: bool) -> bool {
        if self.is_unread && path.starts_with("status.") {
            return true;
        }
        (is_update || self.is_changed) && path.rsplit('.').next() == Some("updatedAt")
    }

    /// The path of a time of the last change that is before the one that was shown last.
    pub(super) fn moves_back(&self, shown: &Json) -> Option<String> {
        let before = self.shown.as_ref()?;
        let paths = ["/updatedAt", "/metadata/updatedAt"].into_iter();
        let mut back = paths.filter(|path| time(shown.pointer(path)) < time(before.pointer(path)));
        back.next().map(|path| path[1..].replace('/', "."))
    }
}

/// A time in an order: the fraction of a second is optional.
fn time(value: Option<&Json>) -> &str {
    value.and_then(Json::as_str).unwrap_or_default().trim_end_matches('Z')
}

impl State {
    pub(super) fn find(&self, identity: &Identity) -> Option<&Known> {
        self.0.iter().find(|known| known.identity == *identity)
    }

    pub(super) fn set(&mut self, known: Known) {
        match self.0.iter_mut().find(|other| other.identity == known.identity) {
            Some(other) => *other = known,
            None => self.0.push(known),
        }
    }

    /// The value of a parent for a request that refers to a resource with that parent, such as the
    /// organization of an invite.
    pub(super) fn related(&self, request: &Json, parent: &str) -> Option<String> {
        let ids = request.as_object()?.iter().filter(|(name, _)| name.ends_with("Id"));
        let mut related = ids.filter_map(|(name, id)| {
            let mut known = self.0.iter();
            let known = known.find(|known| known.values.iter().all(|value| value[name] == *id))?;
            known.parents.iter().find(|(name, _)| name == parent)
        });
        related.next().map(|(_, id)| id.clone())
    }
}
