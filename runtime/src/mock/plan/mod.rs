//! The mock's plan for each RPC, derived once from the method table and the message types.
//!
//! [`Catalogue`] is the result: the resources of the API and a [`Plan`] for each RPC. Plans refer to
//! fields by [`FieldRef`] and to resources by `ResourceId`, so handlers have nothing to look up
//! and nothing that can be missing.
//!
//! Used by the rest of the mock. It must not depend on the store, the policy or the handlers.
//!
//! | file | holds |
//! | --- | --- |
//! | `fields` | references to fields and the kinds of fields |
//! | `names` | conventions of RPC, message and field names |
//! | `resource` | resources, their ids and tables indexed by them |
//! | `action` | plans |
//! | `derive` | derives the plan of one RPC |
//! | `catalogue` | all resources and plans |

mod action;
mod catalogue;
mod derive;
mod fields;
mod names;
mod resource;

pub(super) use action::{
    Action, Each, EachResult, One, PageFields, Plan, Reference, Rpc, Target, Verb,
};
pub(super) use catalogue::{Catalogue, ServicePlans};
pub(super) use derive::outcome;
pub(super) use fields::FieldRef;
pub(super) use names::{is_id, singulars, verb_and_noun};
pub(super) use resource::{Attribute, ByResource, Resource, ResourceId, Resources};
