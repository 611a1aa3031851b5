//! The resources and plans of an API.

use std::sync::Arc;

use super::action::{Action, One, Plan, Verb};
use super::derive;
use super::resource::{Attribute, Resources};
use crate::rpc::{MessageType, MethodDescriptor, ServiceDescriptor};

/// Everything that is derived when a mock is built.
#[derive(Debug)]
pub(crate) struct Catalogue {
    pub(crate) resources: Arc<Resources>,
    pub(crate) services: Vec<Arc<ServicePlans>>,
}

/// The plans of a service.
#[derive(Debug)]
pub(crate) struct ServicePlans {
    pub(crate) descriptor: &'static ServiceDescriptor,
    /// One for each method, in the same order.
    pub(crate) plans: Vec<Plan>,
}

impl Catalogue {
    /// Derives resources and plans from the method table and the message types.
    ///
    /// Plans are derived twice, because each step needs the one before: the common verbs show how
    /// requests identify resources, and only that tells what an RPC with another verb is about.
    pub(crate) fn new(
        services: &'static [&'static ServiceDescriptor],
        messages: &'static [MessageType],
    ) -> Self {
        let mut resources = Resources::find(services, messages);
        let common = plans(services, &resources, derive::common);
        learn(&mut resources, &common);
        let all = plans(services, &resources, derive::any);
        learn(&mut resources, &all);
        Self { resources: Arc::new(resources), services: all.into_iter().map(Arc::new).collect() }
    }

    /// All plans, in the order of the method table.
    pub(crate) fn plans(&self) -> impl Iterator<Item = &Plan> {
        self.services.iter().flat_map(|service| &service.plans)
    }
}

type Derive = fn(&'static MethodDescriptor, &'static ServiceDescriptor, &Resources) -> Plan;

fn plans(
    services: &'static [&'static ServiceDescriptor],
    resources: &Resources,
    derive: Derive,
) -> Vec<ServicePlans> {
    let plans = |service: &&'static ServiceDescriptor| {
        let methods = service.methods().iter();
        let plans = methods.map(|method| derive(method, service, resources)).collect();
        ServicePlans { descriptor: service, plans }
    };
    services.iter().map(plans).collect()
}

/// Records what the plans say about each resource.
fn learn(resources: &mut Resources, services: &[ServicePlans]) {
    for plan in services.iter().flat_map(|service| &service.plans) {
        let Some(target) = plan.action.target() else { continue };
        let resource = &mut resources[target.resource];
        let attributes = match &plan.action {
            Action::List { .. } => {
                resource.listed = true;
                &mut resource.list_scope
            }
            Action::One(One { verb: Verb::Create, .. }) => {
                resource.creatable = true;
                continue;
            }
            Action::One(One { verb: Verb::Get | Verb::Delete, .. }) => &mut resource.natural_key,
            Action::One(One { verb: Verb::Update | Verb::Set | Verb::Change, .. }) => {
                resource.updatable = true;
                &mut resource.natural_key
            }
            _ => continue,
        };
        let own = resource.own_id.map(Attribute::Field);
        for key in &target.keys {
            if own != Some(key.attribute) && !attributes.contains(&key.attribute) {
                attributes.push(key.attribute);
            }
        }
    }
}
