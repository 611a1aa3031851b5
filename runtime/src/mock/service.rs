//! The services of a mock.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use super::catalogue::Catalogue;
use super::faults::Faults;
use super::world::{World, lost};
use crate::message::Message;
use crate::rpc::{
    BoxFuture, EncodedRequest, EncodedResponse, Error, Response, Service, ServiceDescriptor,
    unary_dyn, unknown_method,
};

/// What the services of a mock share.
pub(super) struct Engine {
    pub(super) catalogue: Arc<Catalogue>,
    pub(super) world: Mutex<World>,
    pub(super) faults: Faults,
}

impl Engine {
    fn answer(
        &self,
        service: usize,
        method: usize,
        request: &dyn Message,
    ) -> Result<Box<dyn Message>, Error> {
        let plan = self.catalogue.plan(service, method).ok_or_else(lost)?;
        // A panic in between leaves a resource half changed at worst, which a mock may.
        let mut world = self.world.lock().unwrap_or_else(PoisonError::into_inner);
        world.answer((service, plan), request)
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
    pub(super) index: usize,
    pub(super) descriptor: &'static ServiceDescriptor,
}

impl Service for MockService {
    fn descriptor(&self) -> &'static ServiceDescriptor {
        self.descriptor
    }

    fn call(
        &self,
        index: usize,
        exchange: EncodedRequest,
    ) -> BoxFuture<'_, Result<EncodedResponse, Error>> {
        let Some(method) = self.descriptor.methods().get(index) else {
            return unknown_method(&exchange);
        };
        Box::pin(async move {
            // Before anybody looks at the body: any request can ask for an error.
            let struck = self.engine.faults.strike(&exchange.metadata).await;
            struck.map_err(|error| error.with_method(method.path()))?;
            let answer = unary_dyn(exchange, method.request(), move |request, _| async move {
                self.engine.answer(self.index, index, &*request).map(Response::new)
            });
            answer.await
        })
    }
}
