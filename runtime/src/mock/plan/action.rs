//! Plans: what an RPC does, to which resource, and which fields take part.
//!
//! Used by `derive`, which makes plans, and by the handlers. It must not depend on them.

use super::fields::FieldRef;
use super::resource::{Attribute, ResourceId, Resources};
use crate::rpc::{MethodDescriptor, PagingDescriptor};

/// The plan of an RPC.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) rpc: Rpc,
    pub(crate) action: Action,
}

/// The part of a plan that is the same for every action.
#[derive(Debug)]
pub(crate) struct Rpc {
    pub(crate) method: &'static MethodDescriptor,
    pub(crate) references: Vec<Reference>,
}

/// A request field that holds the id of a resource.
#[derive(Debug)]
pub(crate) struct Reference {
    pub(crate) field: FieldRef,
    pub(crate) resource: ResourceId,
    /// Whether the RPC acts on this very resource. Its handler looks the resource up, so the id is
    /// not checked beforehand.
    pub(crate) is_subject: bool,
}

/// What an RPC does.
#[derive(Debug)]
pub(crate) enum Action {
    /// Reads or changes one resource.
    One(One),
    /// Lists resources of a type.
    List { target: Target, page: PageFields },
    /// Lists the elements of a resource's field.
    ListWithin { target: Target, list: FieldRef, page: PageFields },
    /// Does the same for each element of a list in the request.
    Each(Each),
    /// Returns a sampled response and remembers nothing.
    Answer,
}

/// An action on one resource.
#[derive(Debug)]
pub(crate) struct One {
    pub(crate) verb: Verb,
    pub(crate) target: Target,
    /// The response field that holds the resource.
    pub(crate) given: Option<FieldRef>,
}

/// What happens to one resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    Get,
    Create,
    /// Takes over the fields that the request sets.
    Update,
    /// Takes over all fields of the request, including those at their default.
    Set,
    Delete,
    /// An update with a verb of its own, such as `VerifyDomain`: the verb, flags in the request and
    /// the response determine the new values.
    Change,
    /// Replaces a list of the resource by one of the request.
    ReplaceWithin {
        items: FieldRef,
        list: FieldRef,
    },
}

/// The action of an RPC such as `CreateProjects`, which does what `CreateProject` does for each
/// element of a list in the request.
#[derive(Debug)]
pub(crate) struct Each {
    pub(crate) target: Target,
    /// The request field with the elements.
    pub(crate) items: FieldRef,
    /// The lists of the response.
    pub(crate) results: Vec<(FieldRef, EachResult)>,
    /// The RPC for one element.
    pub(crate) single: Rpc,
    pub(crate) one: One,
}

/// What a list in the response of an [`Each`] contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EachResult {
    Resources,
    /// The ids of the resources.
    Ids,
    /// A message for each element that failed.
    Failures,
}

/// The resource that an RPC is about and how requests identify it.
#[derive(Debug)]
pub(crate) struct Target {
    pub(crate) resource: ResourceId,
    pub(crate) keys: Vec<Key>,
}

/// A request field that identifies the resource.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key {
    /// The field of the request.
    pub(crate) field: FieldRef,
    /// The attribute of the resource that has the same value.
    pub(crate) attribute: Attribute,
}

/// The fields of an RPC with pages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PageFields {
    pub(crate) paging: &'static PagingDescriptor,
    /// The response field that holds the items.
    pub(crate) items: FieldRef,
}

impl Target {
    /// Whether a request field is one of the keys.
    pub(crate) fn is_key(&self, field: FieldRef) -> bool {
        self.keys.iter().any(|key| key.field == field)
    }
}

impl Verb {
    const fn name(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Create => "create",
            Self::Update => "update",
            Self::Set => "set",
            Self::Delete => "delete",
            Self::Change => "change",
            Self::ReplaceWithin { .. } => "replace within",
        }
    }
}

impl Action {
    const fn name(&self) -> &'static str {
        match self {
            Self::One(one) => one.verb.name(),
            Self::List { .. } => "list",
            Self::ListWithin { .. } => "list within",
            Self::Each(_) => "for each",
            Self::Answer => "answer",
        }
    }

    pub(crate) const fn target(&self) -> Option<&Target> {
        match self {
            Self::One(One { target, .. })
            | Self::List { target, .. }
            | Self::ListWithin { target, .. }
            | Self::Each(Each { target, .. }) => Some(target),
            Self::Answer => None,
        }
    }

    /// The response field that holds the resource, or the list of resources.
    fn given(&self) -> Option<FieldRef> {
        match self {
            Self::One(one) => one.given,
            Self::Each(each) => {
                let mut results = each.results.iter();
                results.find(|(_, kind)| *kind == EachResult::Resources).map(|(field, _)| *field)
            }
            Self::List { page, .. } | Self::ListWithin { page, .. } => Some(page.items),
            Self::Answer => None,
        }
    }

    /// The list of the resource that the action reads or replaces.
    const fn within(&self) -> Option<FieldRef> {
        match self {
            Self::ListWithin { list, .. }
            | Self::One(One { verb: Verb::ReplaceWithin { list, .. }, .. }) => Some(*list),
            _ => None,
        }
    }
}

impl Plan {
    /// One line for people who review what the mock does for an RPC.
    pub(crate) fn describe(&self, resources: &Resources) -> String {
        let mut line =
            format!("{}: {}", self.rpc.method.path().trim_start_matches('/'), self.action.name());
        let Some(target) = self.action.target() else { return line };
        line += &format!(" {}", resources[target.resource].name());
        if let Some(list) = self.action.within() {
            line += &format!(".{}", list.name());
        }
        for (position, key) in target.keys.iter().enumerate() {
            line += if position == 0 { " by " } else { " and " };
            line += key.field.name();
            match key.attribute {
                Attribute::Field(field) if field.name() == key.field.name() => {}
                Attribute::Field(field) => line += &format!(" = {}", field.name()),
                Attribute::External(_) => line += " (beside)",
            }
        }
        if let Some(given) = self.action.given() {
            line += &format!(" -> {}", given.name());
        }
        line
    }
}
