//! Which resources an API has and what each of its RPCs does with them, found from names and types.

use super::names::{refers_to, squash};
use super::plan::{self, Plan, Verb};
use super::shape::{Shape, Shapes};
use super::world::lost;
use crate::message::MessageDescriptor;
use crate::rpc::{Error, MessageType, MethodDescriptor, ServiceDescriptor};

/// Everything that is derived when a mock is made.
#[derive(Debug)]
pub(super) struct Catalogue {
    pub(super) resources: Vec<Resource>,
    /// The plans of each service, in the order of its methods.
    plans: Vec<Vec<Plan>>,
}

/// A type whose messages are remembered.
#[derive(Debug)]
pub(super) struct Resource {
    pub(super) kind: MessageType,
    pub(super) shapes: Shapes,
    /// The field that identifies it everywhere.
    pub(super) own_id: Option<usize>,
    /// What else requests for one of them name: that and its parents make it the only one.
    pub(super) natural: Vec<Place>,
    /// What requests for a list of them name.
    pub(super) scope: Vec<Place>,
    pub(super) listed: bool,
    pub(super) creatable: bool,
    pub(super) updatable: bool,
}

/// Where the value that a key of a request stands for is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In the resource.
    Field(usize),
    /// Beside the resource, which has no such field.
    Beside(&'static str),
}

impl Resource {
    fn new(kind: MessageType) -> Self {
        let shapes = Shapes::of(kind);
        let short = squash(shapes.descriptor.short_name());
        let named_after = |name: &str| {
            name.strip_suffix("_id").is_some_and(|stem| short.ends_with(&squash(stem)))
        };
        let own_id = shapes.own_id(|name| name == "id").or_else(|| shapes.own_id(named_after));
        Self {
            kind,
            shapes,
            own_id,
            natural: Vec::new(),
            scope: Vec::new(),
            listed: false,
            creatable: false,
            updatable: false,
        }
    }

    /// The type's name without package and outer messages.
    pub(super) fn name(&self) -> &'static str {
        self.shapes.descriptor.short_name()
    }

    /// Which of its fields a request's field of a name stands for.
    pub(super) fn field(&self, name: &str) -> Option<usize> {
        let own = self.own_id.filter(|_| name == "id" || refers_to(name, self.name()));
        own.or_else(|| self.shapes.string(name))
    }

    /// Whether a request's field of a name holds the id of one of these.
    pub(super) fn is_referred_to(&self, name: &str) -> bool {
        self.own_id.is_some_and(|own| {
            let own_name = self.shapes.descriptor.fields().get(own).map(|field| field.name());
            refers_to(name, self.name()) || (name != "id" && own_name == Some(name))
        })
    }

    /// Whether there is one for each of what it belongs to, without anybody creating it.
    pub(super) fn is_implied(&self) -> bool {
        !self.creatable && self.own_id.is_none()
    }

    /// Whether requests name it by this.
    pub(super) fn is_addressed_by(&self, place: Place) -> bool {
        self.natural.contains(&place) || self.scope.contains(&place)
    }
}

impl Catalogue {
    /// Derives resources and plans from the method table and the registry of types.
    pub(super) fn new(
        services: &'static [&'static ServiceDescriptor],
        messages: &'static [MessageType],
    ) -> Self {
        let resources = resources(services, messages);
        let mut catalogue = Self { resources, plans: Vec::new() };
        // What requests name can only be told of resources, and verbs that are not common only by
        // what requests name.
        for derive in [plan::common, plan::any] {
            catalogue.plans = services
                .iter()
                .map(|service| {
                    let methods = service.methods().iter();
                    methods.map(|method| derive(method, service, &catalogue.resources)).collect()
                })
                .collect();
            catalogue.learn();
        }
        catalogue
    }

    /// The plan of an RPC.
    pub(super) fn plan(&self, service: usize, method: usize) -> Option<&Plan> {
        self.plans.get(service)?.get(method)
    }

    /// The resource type that a plan is about.
    pub(super) fn about(&self, plan: &Plan) -> Result<(usize, &Resource), Error> {
        let index = plan.resource.ok_or_else(lost)?;
        Ok((index, self.resources.get(index).ok_or_else(lost)?))
    }

    /// All plans in the order of the method table.
    pub(super) fn plans(&self) -> impl Iterator<Item = &Plan> {
        self.plans.iter().flatten()
    }

    /// The resource whose id a request's field of a name holds.
    pub(super) fn referred_to(&self, name: &str) -> Option<usize> {
        self.resources.iter().position(|resource| resource.is_referred_to(name))
    }

    /// Notes what the plans say about each resource.
    fn learn(&mut self) {
        for plan in self.plans.iter().flatten() {
            let Some(resource) = plan.resource.and_then(|index| self.resources.get_mut(index))
            else {
                continue;
            };
            let known = match plan.verb {
                Verb::List => {
                    resource.listed = true;
                    &mut resource.scope
                }
                Verb::Create => {
                    resource.creatable = true;
                    continue;
                }
                Verb::Get | Verb::Update | Verb::Set | Verb::Change | Verb::Delete => {
                    resource.updatable |= !matches!(plan.verb, Verb::Get | Verb::Delete);
                    &mut resource.natural
                }
                _ => continue,
            };
            for (_, place) in &plan.keys {
                if resource.own_id.map(Place::Field) != Some(*place) && !known.contains(place) {
                    known.push(*place);
                }
            }
        }
    }
}

/// What `Get…` RPCs give and what lists are of.
fn resources(
    services: &'static [&'static ServiceDescriptor],
    messages: &'static [MessageType],
) -> Vec<Resource> {
    let mut found: Vec<Resource> = Vec::new();
    for method in services.iter().flat_map(|service| service.methods()) {
        let Some(descriptor) = given(method) else { continue };
        let known = found.iter().any(|other| is(other, descriptor));
        let kind = messages.iter().find(|kind| kind.name() == descriptor.name());
        found.extend(kind.filter(|_| !known).map(|kind| Resource::new(*kind)));
    }
    found
}

/// Whether a resource is of a type.
pub(super) fn is(resource: &Resource, descriptor: &'static MessageDescriptor) -> bool {
    std::ptr::eq(resource.shapes.descriptor, descriptor)
}

fn given(method: &MethodDescriptor) -> Option<&'static MessageDescriptor> {
    let response = Shapes::of(method.response());
    if let Some(paging) = method.paging_descriptor() {
        return response.fields().find_map(|(_, field, shape)| match shape {
            Shape::Messages(element) if field.name() == paging.items() => Some(element),
            _ => None,
        });
    }
    let (verb, _) = super::names::verb_and_noun(method.name());
    let mut messages = response.messages().map(|(_, descriptor)| descriptor);
    if verb == "Get" { messages.next() } else { None }
}
