//! Resources: the message types that the mock stores, and tables with one entry for each.

use std::ops::{Index, IndexMut};
use std::ptr;

use super::fields::{FieldKind, FieldRef, Fields};
use super::names::{refers_to, squash, verb_and_noun};
use crate::message::MessageDescriptor;
use crate::rpc::{MessageType, MethodDescriptor, ServiceDescriptor};

/// A message type that the mock stores.
#[derive(Debug)]
pub(crate) struct Resource {
    pub(crate) message_type: MessageType,
    pub(crate) fields: Fields,
    /// The field with the globally unique id.
    pub(crate) own_id: Option<FieldRef>,
    /// The other attributes by which requests identify one resource. Together they are unique.
    pub(crate) natural_key: Vec<Attribute>,
    /// The attributes by which requests select a list of resources.
    pub(crate) list_scope: Vec<Attribute>,
    pub(crate) listed: bool,
    pub(crate) creatable: bool,
    pub(crate) updatable: bool,
}

/// A value that identifies a resource or groups resources.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attribute {
    /// A field of the resource.
    Field(FieldRef),
    /// A request field for which the resource has no field; the value is stored next to it.
    External(&'static str),
}

impl Attribute {
    /// The name that errors use, such as `organization_id`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Field(field) => field.name(),
            Self::External(name) => name,
        }
    }
}

impl Resource {
    pub(crate) fn new(message_type: MessageType) -> Self {
        let fields = Fields::of(message_type);
        let short = squash(fields.descriptor.short_name());
        let named_after = |name: &str| {
            name.strip_suffix("_id").is_some_and(|stem| short.ends_with(&squash(stem)))
        };
        let own_id = fields.own_id(|name| name == "id").or_else(|| fields.own_id(named_after));
        Self {
            message_type,
            fields,
            own_id,
            natural_key: Vec::new(),
            list_scope: Vec::new(),
            listed: false,
            creatable: false,
            updatable: false,
        }
    }

    /// The type's name without package and outer messages.
    pub(crate) fn name(&self) -> &'static str {
        self.fields.descriptor.short_name()
    }

    /// The field that a request field with this name stands for.
    pub(crate) fn field(&self, name: &str) -> Option<FieldRef> {
        let own = self.own_id.filter(|_| name == "id" || refers_to(name, self.name()));
        own.or_else(|| self.fields.string(name))
    }

    /// Whether a request field with this name stands for the resource's own id.
    pub(crate) fn is_own_id(&self, name: &str) -> bool {
        self.own_id.is_some() && self.field(name) == self.own_id
    }

    /// Whether a request field with this name refers to a resource of this type.
    pub(crate) fn is_referred_to(&self, name: &str) -> bool {
        self.own_id
            .is_some_and(|own| refers_to(name, self.name()) || (name != "id" && own.name() == name))
    }

    /// Whether the resource exists once for each parent without being created, as settings do.
    pub(crate) fn is_implied(&self) -> bool {
        !self.creatable && self.own_id.is_none()
    }

    /// Whether requests identify or list the resource by this attribute.
    pub(crate) fn is_addressed_by(&self, attribute: Attribute) -> bool {
        self.natural_key.contains(&attribute) || self.list_scope.contains(&attribute)
    }

    /// Whether messages of this type are this resource.
    pub(crate) fn is(&self, descriptor: &'static MessageDescriptor) -> bool {
        ptr::eq(self.fields.descriptor, descriptor)
    }
}

/// Identifies a resource of a `Catalogue`. Only [`ByResource`] makes ids, one
/// for each resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ResourceId(usize);

/// A table with one value for each resource.
#[derive(Debug, Clone)]
pub(crate) struct ByResource<T>(Vec<T>);

/// The resources of an API.
pub(crate) type Resources = ByResource<Resource>;

impl<T> ByResource<T> {
    pub(crate) fn iter(&self) -> impl Iterator<Item = (ResourceId, &T)> + Clone {
        self.0.iter().enumerate().map(|(index, value)| (ResourceId(index), value))
    }

    /// A table of the values of a function.
    pub(crate) fn map<U>(&self, value: impl FnMut(&T) -> U) -> ByResource<U> {
        ByResource(self.0.iter().map(value).collect())
    }
}

impl<T> Index<ResourceId> for ByResource<T> {
    type Output = T;

    fn index(&self, id: ResourceId) -> &T {
        &self.0[id.0]
    }
}

impl<T> IndexMut<ResourceId> for ByResource<T> {
    fn index_mut(&mut self, id: ResourceId) -> &mut T {
        &mut self.0[id.0]
    }
}

impl Resources {
    /// The message types that `Get…` RPCs return and the element types of paged lists.
    pub(super) fn find(
        services: &'static [&'static ServiceDescriptor],
        messages: &'static [MessageType],
    ) -> Self {
        let mut found: Vec<Resource> = Vec::new();
        for method in services.iter().flat_map(|service| service.methods()) {
            let Some(descriptor) = given(method) else { continue };
            let known = found.iter().any(|other| other.is(descriptor));
            let message_type = messages.iter().find(|other| other.name() == descriptor.name());
            found.extend(message_type.filter(|_| !known).map(|found| Resource::new(*found)));
        }
        ByResource(found)
    }

    /// The first resource that satisfies a condition.
    pub(crate) fn position(&self, mut is: impl FnMut(&Resource) -> bool) -> Option<ResourceId> {
        self.iter().find(|(_, resource)| is(resource)).map(|(id, _)| id)
    }

    /// The resource of a message type.
    pub(crate) fn of_type(&self, descriptor: &'static MessageDescriptor) -> Option<ResourceId> {
        self.position(|resource| resource.is(descriptor))
    }

    /// The resource that a request field with this name refers to.
    pub(crate) fn referred_to(&self, name: &str) -> Option<ResourceId> {
        self.position(|resource| resource.is_referred_to(name))
    }
}

fn given(method: &MethodDescriptor) -> Option<&'static MessageDescriptor> {
    let response = Fields::of(method.response());
    if let Some(paging) = method.paging_descriptor() {
        return response.iter().find_map(|(field, kind)| match kind {
            FieldKind::Messages(element) if field.name() == paging.items() => Some(element),
            _ => None,
        });
    }
    let (verb, _) = verb_and_noun(method.name());
    let mut messages = response.messages().map(|(_, descriptor)| descriptor);
    if verb == "Get" { messages.next() } else { None }
}
