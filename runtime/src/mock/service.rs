//! The services of a mock: they inject faults, decode the request and call the handler.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use super::fault_injection::FaultInjection;
use super::generator::Generator;
use super::handler_input::HandlerInput;
use super::plan::{Catalogue, Plan, ServicePlans};
use super::policy::Policy;
use super::store::Store;
use super::times;
use super::verbs;
use crate::message::Message;
use crate::rpc::{
    BoxFuture, EncodedRequest, EncodedResponse, Error, HandlerOptions, Response, Service,
    ServiceDescriptor, unary_dyn, unknown_method,
};

/// The parts of a mock that its services share. Only the store changes.
pub(super) struct Engine {
    pub(super) catalogue: Catalogue,
    pub(super) generator: Generator,
    pub(super) policy: Policy,
    pub(super) store: Mutex<Store>,
    pub(super) faults: FaultInjection,
}

impl Engine {
    fn answer(&self, plan: &Plan, request: &dyn Message) -> Result<Box<dyn Message>, Error> {
        // After a panic, a resource may be changed in part, which a mock can live with.
        let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        if self.policy == Policy::Stateless {
            let method = plan.rpc.method.path();
            let counter = self.generator.counter_of(method, request);
            let mut copy = store.copy(&self.catalogue.resources, counter);
            drop(store);
            return self.handle(plan, request, &mut copy);
        }
        self.handle(plan, request, &mut store)
    }

    fn handle(
        &self,
        plan: &Plan,
        request: &dyn Message,
        store: &mut Store,
    ) -> Result<Box<dyn Message>, Error> {
        let now = times::of_call(self.generator.seed, store.calls);
        store.calls += 1;
        let mut input = HandlerInput {
            rpc: &plan.rpc,
            request,
            generator: &self.generator,
            policy: self.policy,
            now,
            store,
        };
        verbs::handle(&mut input, &plan.action)
    }
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").field("faults", &self.faults).finish_non_exhaustive()
    }
}

/// One service of a mock.
pub(super) struct MockService {
    pub(super) engine: Arc<Engine>,
    pub(super) service: Arc<ServicePlans>,
}

impl Service for MockService {
    fn descriptor(&self) -> &'static ServiceDescriptor {
        self.service.descriptor
    }

    fn call<'a>(
        &'a self,
        index: usize,
        request: EncodedRequest,
        options: &'a HandlerOptions,
    ) -> BoxFuture<'a, Result<EncodedResponse, Error>> {
        let Some(plan) = self.service.plans.get(index) else {
            return unknown_method(&request);
        };
        let method = plan.rpc.method;
        Box::pin(async move {
            // Before the body is decoded, so that any request can ask for an error.
            let injected = self.engine.faults.inject(&request.metadata).await;
            injected.map_err(|error| error.with_method(method.path()))?;
            let answer = unary_dyn(request, options, move |request| async move {
                self.engine.answer(plan, &*request.message).map(Response::new)
            });
            answer.await
        })
    }
}
