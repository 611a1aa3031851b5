//! Derives the plan of an RPC from its name and its message types.

use super::action::{
    Action, Each, EachResult, Key, One, PageFields, Plan, Reference, Rpc, Target, Verb,
};
use super::fields::{FieldKind, FieldRef, Fields};
use super::names::{is_id, is_outcome, singulars, squash, verb_and_noun};
use super::resource::{Attribute, Resource, ResourceId, Resources};
use crate::message::Value;
use crate::rpc::{MethodDescriptor, ServiceDescriptor};

/// Verbs that undo another one, for RPCs whose messages do not contain the resource.
const OPPOSITES: [(&str, &str); 2] = [("Leave", "Join"), ("Remove", "Add")];

/// Verbs that change no resource. `Create` is one of them for RPCs that return no resource.
const READING: [&str; 8] =
    ["Get", "List", "Check", "Validate", "Parse", "Search", "Find", "Create"];

/// The name and types of an RPC.
struct Signature<'a> {
    method: &'static MethodDescriptor,
    verb: &'a str,
    noun: &'a str,
    request: Fields,
    response: Fields,
    resources: &'a Resources,
}

/// The plan of a method with a common verb; [`Action::Answer`] for other methods.
pub(super) fn common(
    method: &'static MethodDescriptor,
    service: &'static ServiceDescriptor,
    resources: &Resources,
) -> Plan {
    let signature = Signature::new(method, resources);
    let action = signature
        .each(service)
        .or_else(|| signature.listing())
        .or_else(|| signature.by_verb().map(Action::One))
        .or_else(|| signature.opposite(service).map(Action::One))
        .unwrap_or(Action::Answer);
    signature.plan(action)
}

/// The plan of any method. For verbs that are not common, `resources` has to know how the other
/// methods identify resources.
pub(super) fn any(
    method: &'static MethodDescriptor,
    service: &'static ServiceDescriptor,
    resources: &Resources,
) -> Plan {
    let plan = common(method, service, resources);
    if !matches!(plan.action, Action::Answer) {
        return plan;
    }
    let signature = Signature::new(method, resources);
    match signature.by_keys() {
        Some(resource) if !READING.contains(&signature.verb) => {
            let one = signature.one(Verb::Change, resource);
            signature.plan(Action::One(one))
        }
        _ => plan,
    }
}

impl<'a> Signature<'a> {
    fn new(method: &'static MethodDescriptor, resources: &'a Resources) -> Self {
        let (verb, noun) = verb_and_noun(method.name());
        let (request, response) = (Fields::of(method.request()), Fields::of(method.response()));
        Self { method, verb, noun, request, response, resources }
    }

    /// `CreateProjects` next to `CreateProject`.
    fn each(&self, service: &'static ServiceDescriptor) -> Option<Action> {
        if !["Create", "Update", "Delete"].contains(&self.verb) {
            return None;
        }
        let single = singulars(self.method.name())
            .find_map(|name| service.methods().iter().find(|method| method.name() == name))?;
        let (items, _) = self
            .request
            .iter()
            .find(|(_, kind)| matches!(kind, FieldKind::Messages(_) | FieldKind::Strings))?;
        let single = Signature::new(single, self.resources);
        let one = single.by_verb()?;
        let id = one.target.resource;
        let resource = &self.resources[id];
        let results = self.response.iter().filter_map(|(field, kind)| match kind {
            FieldKind::Messages(of) if resource.is(of) => Some((field, EachResult::Resources)),
            FieldKind::Messages(_) => Some((field, EachResult::Failures)),
            FieldKind::Strings => Some((field, EachResult::Ids)),
            _ => None,
        });
        Some(Action::Each(Each {
            target: self.target(id, false),
            items,
            results: results.collect(),
            single: single.rpc(Some(&one.target)),
            one,
        }))
    }

    fn listing(&self) -> Option<Action> {
        let paging = self.method.paging_descriptor()?;
        let (items, element) =
            self.response.lists().find(|(field, _)| field.name() == paging.items())?;
        let page = PageFields { paging, items };
        let within = self.parents().find_map(|(parent, resource)| {
            let (list, _) = resource.fields.lists().find(|(_, of)| std::ptr::eq(*of, element))?;
            Some(Action::ListWithin { target: self.target(parent, false), list, page })
        });
        within.or_else(|| {
            let resource = self.resources.of_type(element)?;
            Some(Action::List { target: self.target(resource, false), page })
        })
    }

    fn by_verb(&self) -> Option<One> {
        let given = self.given_resource();
        let (verb, resource) = match self.verb {
            "Get" => (Verb::Get, given?),
            "Create" => (Verb::Create, given.or_else(|| self.named())?),
            "Delete" => (Verb::Delete, self.named()?),
            "Update" | "Set" => {
                let verb = if self.verb == "Set" { Verb::Set } else { Verb::Update };
                match given.or_else(|| self.named()) {
                    Some(resource) => (verb, resource),
                    None => self.replacing()?,
                }
            }
            _ => {
                let resource = &self.resources[given?];
                let is_addressed = self.request.ids().any(|id| resource.is_own_id(id.name()));
                (if is_addressed { Verb::Change } else { Verb::Create }, given?)
            }
        };
        Some(self.one(verb, resource))
    }

    /// `UpdateProjectEnvironmentClasses`: the project has a list with the element type of the
    /// request's list.
    fn replacing(&self) -> Option<(Verb, ResourceId)> {
        self.parents().find_map(|(parent, resource)| {
            self.request.lists().find_map(|(items, element)| {
                let mut lists = resource.fields.lists();
                let (list, _) = lists.find(|(_, of)| std::ptr::eq(*of, element))?;
                Some((Verb::ReplaceWithin { items, list }, parent))
            })
        })
    }

    /// `LeaveOrganization` deletes what `JoinOrganization` creates.
    fn opposite(&self, service: &ServiceDescriptor) -> Option<One> {
        let (_, other) = OPPOSITES.iter().find(|(verb, _)| *verb == self.verb)?;
        let name = format!("{other}{}", self.noun);
        let method = service.methods().iter().find(|method| method.name() == name)?;
        let resource = Signature::new(method, self.resources).given_resource()?;
        Some(self.one(Verb::Delete, resource))
    }

    /// The resource that has all ids of the request as keys and the best match for its other
    /// fields.
    fn by_keys(&self) -> Option<ResourceId> {
        let ids: Vec<_> = self.request.ids().collect();
        if ids.is_empty() {
            return None;
        }
        let mut best = None;
        for (id, resource) in self.resources.iter() {
            let is_key = |field: &FieldRef| {
                resource.field(field.name()).is_some()
                    || resource.is_addressed_by(Attribute::External(field.name()))
            };
            if !ids.iter().all(is_key) {
                continue;
            }
            let values = self.request.iter().filter(|(field, _)| !is_id(field.name()));
            let matching = values.filter(|(field, kind)| has_place(resource, field.name(), *kind));
            let is_own = ids.iter().any(|field| resource.is_own_id(field.name()));
            let score = (matching.count(), is_own);
            if score > (0, false) && best.is_none_or(|(highest, _)| score > highest) {
                best = Some((score, id));
            }
        }
        best.map(|(_, id)| id)
    }

    /// The first message of the response that is a resource.
    fn given_resource(&self) -> Option<ResourceId> {
        self.response.messages().find_map(|(_, descriptor)| self.resources.of_type(descriptor))
    }

    /// The resource that the method is named after.
    fn named(&self) -> Option<ResourceId> {
        let noun = squash(self.noun);
        self.resources.position(|resource| squash(resource.name()) == noun)
    }

    /// The resources that the request refers to.
    fn parents(&self) -> impl Iterator<Item = (ResourceId, &'a Resource)> + use<'_, 'a> {
        let ids = self.request.ids();
        ids.filter_map(|field| {
            let parent = self.resources.referred_to(field.name())?;
            Some((parent, &self.resources[parent]))
        })
    }

    fn plan(&self, action: Action) -> Plan {
        Plan { rpc: self.rpc(action.target()), action }
    }

    fn rpc(&self, target: Option<&Target>) -> Rpc {
        let subject = target.filter(|target| !target.keys.is_empty()).map(|target| target.resource);
        let references = self.request.ids().filter_map(|field| {
            let resource = self.resources.referred_to(field.name())?;
            Some(Reference { field, resource, is_subject: subject == Some(resource) })
        });
        Rpc { method: self.method, references: references.collect() }
    }

    fn one(&self, verb: Verb, id: ResourceId) -> One {
        let resource = &self.resources[id];
        let mut messages = self.response.messages();
        let given = messages.find(|(_, descriptor)| resource.is(descriptor));
        One {
            verb,
            target: self.target(id, verb == Verb::Create),
            given: given.map(|(field, _)| field),
        }
    }

    fn target(&self, id: ResourceId, is_creation: bool) -> Target {
        let resource = &self.resources[id];
        let own = resource.own_id.map(Attribute::Field);
        let keys = self.request.ids().filter_map(|field| {
            let name = field.name();
            let attribute =
                resource.field(name).map_or(Attribute::External(name), Attribute::Field);
            // In a creation, an id that no other request identifies the resource by is a value.
            let is_key = !is_creation || resource.is_addressed_by(attribute);
            is_key.then_some(Key { field, attribute })
        });
        let mut keys: Vec<_> = keys.collect();
        // If the request has the resource's own id, its other ids are values.
        let is_own = |key: &Key| Some(key.attribute) == own;
        if !is_creation && keys.iter().any(is_own) {
            keys.retain(is_own);
        }
        Target { resource: id, keys }
    }
}

/// Whether a resource has a field for a value of a request, or a state that a flag stands for.
fn has_place(resource: &Resource, name: &str, kind: FieldKind) -> bool {
    FieldRef::named(resource.fields.descriptor, name).is_some()
        || (matches!(kind, FieldKind::Bool) && outcome(resource, name).is_some())
}

/// The enum field of a resource and the value in it that a flag or a verb stands for.
pub(crate) fn outcome(resource: &Resource, word: &str) -> Option<(FieldRef, &'static str)> {
    let mut message = resource.message_type.new_message();
    let states = resource.fields.iter().filter(|(_, kind)| matches!(kind, FieldKind::Enum));
    states.map(|(field, _)| field).find_map(|field| {
        // Taking a slot sets the field, so that there is a value to read.
        field.slot(&mut *message);
        let Value::Enum(state) = field.get(&*message) else { return None };
        let mut values = state.descriptor().values().iter();
        values.find(|value| is_outcome(value.name(), word)).map(|value| (field, value.name()))
    })
}
