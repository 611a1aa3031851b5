//! The services of a mock: they inject faults, decode the request and call the handler.

use std::fmt;
use std::sync::{Arc, Mutex};

use super::call::{Call, lock};
use super::fault_injection::FaultInjection;
use super::generator::Generator;
use super::plan::{Catalogue, Plan, ServicePlans};
use super::policy::Policy;
use super::size::check_elements;
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
    /// The maximum number of list elements and map entries of a request.
    pub(super) max_elements: usize,
}

impl Engine {
    async fn answer(
        &self,
        plan: &Plan,
        request: &(dyn Message + 'static),
    ) -> Result<Box<dyn Message>, Error> {
        check_elements(request, self.max_elements)?;
        if self.policy == Policy::Stateless {
            let mut store = lock(&self.store).clone();
            store.samplers = self.generator.counter_of(plan.rpc.method.path(), request);
            return self.handle(plan, request, &Mutex::new(store)).await;
        }
        self.handle(plan, request, &self.store).await
    }

    async fn handle(
        &self,
        plan: &Plan,
        request: &(dyn Message + 'static),
        store: &Mutex<Store>,
    ) -> Result<Box<dyn Message>, Error> {
        let call = Call {
            rpc: &plan.rpc,
            request,
            generator: &self.generator,
            policy: self.policy,
            now: times::of_call(self.generator.seed, lock(store).next_call()),
            store,
        };
        verbs::handle(&call, &plan.action).await
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
                self.engine.answer(plan, &*request.message).await.map(Response::new)
            });
            answer.await
        })
    }
}
