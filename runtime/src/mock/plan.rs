//! What an RPC does, as far as its name and its types tell.

use super::catalogue::{Place, Resource, is};
use super::names::{is_id, is_outcome, singulars, squash, verb_and_noun};
use super::shape::{Shape, Shapes, index_of};
use crate::message::{FieldDescriptor, MessageDescriptor, Slot, Value};
use crate::rpc::{MethodDescriptor, ServiceDescriptor};

/// What a mock does when an RPC is called.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) method: &'static MethodDescriptor,
    pub(super) verb: Verb,
    /// The resource that it is about.
    pub(super) resource: Option<usize>,
    /// The request's fields that say which one, and where their values are kept.
    pub(super) keys: Vec<(usize, Place)>,
    /// The request's fields that hold ids of resources, its own and others.
    pub(super) references: Vec<(usize, usize)>,
    /// The response's field that holds the resource, or a list of it.
    pub(super) given: Option<usize>,
}

/// What an RPC does with its resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    Get,
    List,
    Create,
    /// Takes over what the request sets.
    Update,
    /// Takes over what the request sets, and what it leaves at its default.
    Set,
    Delete,
    /// An update by a verb of its own: the verb, flags and the reply say what changes.
    Change,
    /// Lists what stands in a field of the resource.
    ListWithin(usize),
    /// Puts the request's list in place of a field of the resource.
    ReplaceWithin {
        items: usize,
        field: usize,
    },
    /// Does what another method of the service does, for each element of the request's list.
    Each {
        items: usize,
        single: usize,
    },
    /// Gives a filled reply and remembers nothing.
    Answer,
}

/// Verbs that undo another one, for RPCs that do not name the resource themselves.
const OPPOSITES: [(&str, &str); 2] = [("Leave", "Join"), ("Remove", "Add")];

/// Verbs after which all resources are as before; what `Create` makes here is none.
const READING: [&str; 8] =
    ["Get", "List", "Check", "Validate", "Parse", "Search", "Find", "Create"];

/// What is looked at for a plan.
struct Case<'a> {
    method: &'static MethodDescriptor,
    verb: &'a str,
    noun: &'a str,
    request: Shapes,
    response: Shapes,
    resources: &'a [Resource],
}

/// The plan of a method whose name and types say it all; [`Verb::Answer`] for others.
pub(super) fn common(
    method: &'static MethodDescriptor,
    service: &'static ServiceDescriptor,
    resources: &[Resource],
) -> Plan {
    let case = Case::new(method, resources);
    let (verb, resource) = case
        .each(service)
        .or_else(|| case.listing())
        .or_else(|| case.by_verb())
        .or_else(|| case.opposite(service))
        .unwrap_or((Verb::Answer, None));
    case.plan(verb, resource)
}

/// The plan of any method; for verbs that are not common, it needs to be known how the other
/// methods name resources.
pub(super) fn any(
    method: &'static MethodDescriptor,
    service: &'static ServiceDescriptor,
    resources: &[Resource],
) -> Plan {
    let plan = common(method, service, resources);
    if plan.verb != Verb::Answer {
        return plan;
    }
    let case = Case::new(method, resources);
    match case.by_keys() {
        Some(resource) if !READING.contains(&case.verb) => case.plan(Verb::Change, Some(resource)),
        _ => plan,
    }
}

impl<'a> Case<'a> {
    fn new(method: &'static MethodDescriptor, resources: &'a [Resource]) -> Self {
        let (verb, noun) = verb_and_noun(method.name());
        let (request, response) = (Shapes::of(method.request()), Shapes::of(method.response()));
        Self { method, verb, noun, request, response, resources }
    }

    /// `CreateProjects` beside `CreateProject`.
    fn each(&self, service: &ServiceDescriptor) -> Option<(Verb, Option<usize>)> {
        if !["Create", "Update", "Delete"].contains(&self.verb) {
            return None;
        }
        let single = singulars(self.method.name())
            .find_map(|name| service.methods().iter().position(|method| method.name() == name))?;
        let mut fields = self.request.fields();
        let (items, ..) =
            fields.find(|(_, _, shape)| matches!(shape, Shape::Messages(_) | Shape::Strings))?;
        let (_, resource) = Case::new(service.methods().get(single)?, self.resources).by_verb()?;
        Some((Verb::Each { items, single }, resource))
    }

    fn listing(&self) -> Option<(Verb, Option<usize>)> {
        let paging = self.method.paging_descriptor()?;
        let field = index_of(self.response.descriptor, paging.items())?;
        let (_, element) = self.response.lists().find(|(index, _)| *index == field)?;
        let within = self.parents().find_map(|(parent, resource)| {
            let (list, _) = resource.shapes.lists().find(|(_, of)| std::ptr::eq(*of, element))?;
            Some((Verb::ListWithin(list), Some(parent)))
        });
        let own = self.resources.iter().position(|resource| is(resource, element));
        within.or(Some((Verb::List, own)))
    }

    fn by_verb(&self) -> Option<(Verb, Option<usize>)> {
        let given = self.given_resource();
        match self.verb {
            "Get" => Some((Verb::Get, Some(given?))),
            "Create" => Some((Verb::Create, Some(given.or_else(|| self.named())?))),
            "Delete" => Some((Verb::Delete, Some(self.named()?))),
            "Update" | "Set" => {
                let verb = if self.verb == "Set" { Verb::Set } else { Verb::Update };
                let resource = given.or_else(|| self.named());
                resource.map(|resource| (verb, Some(resource))).or_else(|| self.replacing())
            }
            _ => {
                let resource = self.resources.get(given?)?;
                let addressed = self.request.ids().any(|(_, name)| {
                    resource.own_id.is_some() && resource.field(name) == resource.own_id
                });
                Some((if addressed { Verb::Change } else { Verb::Create }, given))
            }
        }
    }

    /// `UpdateProjectEnvironmentClasses`, whose project has a list of what the request lists.
    fn replacing(&self) -> Option<(Verb, Option<usize>)> {
        self.parents().find_map(|(parent, resource)| {
            self.request.lists().find_map(|(items, element)| {
                let mut lists = resource.shapes.lists();
                let (field, _) = lists.find(|(_, of)| std::ptr::eq(*of, element))?;
                Some((Verb::ReplaceWithin { items, field }, Some(parent)))
            })
        })
    }

    /// `LeaveOrganization` deletes what `JoinOrganization` gives.
    fn opposite(&self, service: &ServiceDescriptor) -> Option<(Verb, Option<usize>)> {
        let (_, other) = OPPOSITES.iter().find(|(verb, _)| *verb == self.verb)?;
        let name = format!("{other}{}", self.noun);
        let method = service.methods().iter().find(|method| method.name() == name)?;
        let resource = Case::new(method, self.resources).given_resource()?;
        Some((Verb::Delete, Some(resource)))
    }

    /// The resource of which every id of the request is a key, and whose fields the rest fits best.
    fn by_keys(&self) -> Option<usize> {
        let ids: Vec<_> = self.request.ids().collect();
        let mut best = None;
        for (index, resource) in self.resources.iter().enumerate() {
            let is_key = |name: &'static str| {
                resource.field(name).is_some() || resource.is_addressed_by(Place::Beside(name))
            };
            if ids.is_empty() || !ids.iter().all(|(_, name)| is_key(name)) {
                continue;
            }
            let values = self.request.fields().filter(|(_, field, _)| !is_id(field.name()));
            let fitting = values.filter(|(_, field, shape)| fits(resource, field.name(), *shape));
            let own = resource.own_id.is_some()
                && ids.iter().any(|(_, name)| resource.field(name) == resource.own_id);
            let score = (fitting.count(), own);
            if score > (0, false) && best.is_none_or(|(highest, _)| score > highest) {
                best = Some((score, index));
            }
        }
        best.map(|(_, index)| index)
    }

    /// The first message of the response that is a resource.
    fn given_resource(&self) -> Option<usize> {
        self.response.messages().find_map(|(_, descriptor)| {
            self.resources.iter().position(|resource| is(resource, descriptor))
        })
    }

    /// The resource that the method's name ends with.
    fn named(&self) -> Option<usize> {
        let noun = squash(self.noun);
        self.resources.iter().position(|resource| squash(resource.name()) == noun)
    }

    /// The resources whose ids the request has.
    fn parents(&self) -> impl Iterator<Item = (usize, &'a Resource)> + use<'_, 'a> {
        self.request.ids().filter_map(|(_, name)| {
            self.resources.iter().enumerate().find(|(_, other)| other.is_referred_to(name))
        })
    }

    fn plan(&self, verb: Verb, resource: Option<usize>) -> Plan {
        let references = self.request.ids().filter_map(|(index, name)| {
            let other = self.resources.iter().position(|other| other.is_referred_to(name))?;
            Some((index, other))
        });
        let about = resource.and_then(|index| self.resources.get(index));
        Plan {
            method: self.method,
            verb,
            resource,
            keys: about.map(|about| self.keys(verb, about)).unwrap_or_default(),
            references: references.collect(),
            given: self.given(verb, about),
        }
    }

    fn keys(&self, verb: Verb, resource: &Resource) -> Vec<(usize, Place)> {
        let own = resource.own_id.map(Place::Field);
        let mut keys: Vec<_> = self
            .request
            .ids()
            .filter_map(|(index, name)| {
                let place = resource.field(name).map_or(Place::Beside(name), Place::Field);
                // What others never ask for is a value and no key.
                let is_key = verb != Verb::Create || resource.is_addressed_by(place);
                is_key.then_some((index, place))
            })
            .collect();
        // Where its own id says which one, other ids are values.
        if own.is_some()
            && verb != Verb::Create
            && keys.iter().any(|(_, place)| Some(*place) == own)
        {
            keys.retain(|(_, place)| Some(*place) == own);
        }
        keys
    }

    fn given(&self, verb: Verb, resource: Option<&Resource>) -> Option<usize> {
        if let Some(paging) = self.method.paging_descriptor() {
            return index_of(self.response.descriptor, paging.items());
        }
        let of = |(index, descriptor)| is(resource?, descriptor).then_some(index);
        match verb {
            Verb::Each { .. } => self.response.lists().find_map(of),
            _ => self.response.messages().find_map(of),
        }
    }
}

/// Whether a resource has a field for a value of a request, or a state that a flag brings about.
fn fits(resource: &Resource, name: &str, shape: Shape) -> bool {
    index_of(resource.shapes.descriptor, name).is_some()
        || (matches!(shape, Shape::Bool) && outcome(resource, name).is_some())
}

/// The field and the value of a resource's state that a flag or a verb brings about.
pub(super) fn outcome(resource: &Resource, word: &str) -> Option<(usize, &'static str)> {
    let mut message = resource.kind.new_message();
    let states = resource.shapes.fields().filter(|(_, _, shape)| matches!(shape, Shape::Enum));
    states.map(|(index, ..)| index).find_map(|index| {
        // A place makes the field present, so that there is a value to ask.
        let Slot::Enum(_) = message.slot(index) else { return None };
        let Value::Enum(state) = message.get(index) else { return None };
        let mut values = state.descriptor().values().iter();
        values.find(|value| is_outcome(value.name(), word)).map(|value| (index, value.name()))
    })
}

impl Verb {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::List => "list",
            Self::Create => "create",
            Self::Update => "update",
            Self::Set => "set",
            Self::Delete => "delete",
            Self::Change => "change",
            Self::ListWithin(_) => "list within",
            Self::ReplaceWithin { .. } => "replace within",
            Self::Each { .. } => "for each",
            Self::Answer => "answer",
        }
    }
}

impl Plan {
    /// One line for people who check what a mock makes of an RPC.
    pub(super) fn describe(&self, resources: &[Resource]) -> String {
        let mut line =
            format!("{}: {}", self.method.path().trim_start_matches('/'), self.verb.name());
        let Some(resource) = self.resource.and_then(|index| resources.get(index)) else {
            return line;
        };
        let (own, request) = (resource.shapes.descriptor, Shapes::of(self.method.request()));
        line += &format!(" {}", resource.name());
        if let Verb::ListWithin(field) | Verb::ReplaceWithin { field, .. } = self.verb {
            line += &format!(".{}", field_name(own, field));
        }
        for (position, (index, place)) in self.keys.iter().enumerate() {
            let key = field_name(request.descriptor, *index);
            line += if position == 0 { " by " } else { " and " };
            line += key;
            match place {
                Place::Field(field) if field_name(own, *field) == key => {}
                Place::Field(field) => line += &format!(" = {}", field_name(own, *field)),
                Place::Beside(_) => line += " (beside)",
            }
        }
        let response = Shapes::of(self.method.response());
        if let Some(given) = self.given {
            line += &format!(" -> {}", field_name(response.descriptor, given));
        }
        line
    }
}

fn field_name(descriptor: &MessageDescriptor, index: usize) -> &'static str {
    descriptor.fields().get(index).map_or("", FieldDescriptor::name)
}
