//! Several services behind one transport.

use std::collections::HashMap;
use std::fmt;
use std::future;
use std::sync::Arc;

use crate::rpc::{
    BoxFuture, EncodedRequest, EncodedResponse, Error, Handling, MethodDescriptor, Service,
    ServiceDescriptor, Transport,
};

/// Several services, each RPC found by its path. It is a [`Transport`]: a client on a router
/// calls handlers in the same process.
///
/// It has no clock, so it hands timeouts to the handlers and does not end a call itself. Clones
/// share the services.
#[derive(Clone, Default)]
pub struct Router {
    table: Arc<Table>,
    handling: Handling,
}

#[derive(Clone, Default)]
struct Table {
    services: Vec<Arc<dyn Service>>,
    routes: HashMap<&'static str, Route>,
}

#[derive(Clone)]
struct Route {
    service: Arc<dyn Service>,
    index: usize,
    method: &'static MethodDescriptor,
}

impl Router {
    /// A router without services.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a service.
    ///
    /// It takes the place of a service of the same name, so that a test can swap one service of
    /// a complete router. Clones made before do not change.
    #[must_use]
    #[expect(clippy::should_implement_trait, reason = "a router is no number, and nobody adds two")]
    pub fn add(mut self, service: impl Service) -> Self {
        Arc::make_mut(&mut self.table).add(Arc::new(service));
        self
    }

    /// Refuses requests that break rules of the schema, before their handlers run; see
    /// [`Validated`](crate::rpc::Validated), which does it for one service.
    #[must_use]
    pub const fn validate_requests(mut self) -> Self {
        self.handling.validate = true;
        self
    }

    /// Writes fields of replies at their default too, for callers who expect every documented
    /// field; see [`WriteOptions::emit_defaults`](crate::json::WriteOptions::emit_defaults).
    #[must_use]
    pub const fn emit_defaults(mut self) -> Self {
        self.handling.emit_defaults = true;
        self
    }

    /// The services in the order they were added.
    pub fn services(&self) -> impl Iterator<Item = &'static ServiceDescriptor> {
        self.table.services.iter().map(|service| service.descriptor())
    }

    /// The RPC of a path such as `/gitpod.v1.ProjectService/GetProject`.
    ///
    /// # Errors
    ///
    /// [`Code::Unimplemented`](crate::rpc::Code::Unimplemented), naming what is not served.
    pub fn find(&self, path: &str) -> Result<&'static MethodDescriptor, Error> {
        self.table.route(path).map(|route| route.method)
    }
}

impl Table {
    fn add(&mut self, service: Arc<dyn Service>) {
        let descriptor = service.descriptor();
        self.services.retain(|other| other.descriptor().name() != descriptor.name());
        self.routes.retain(|_, route| route.method.service() != descriptor.name());
        for (index, method) in descriptor.methods().iter().enumerate() {
            let route = Route { service: Arc::clone(&service), index, method };
            self.routes.insert(method.path(), route);
        }
        self.services.push(service);
    }

    fn route(&self, path: &str) -> Result<&Route, Error> {
        self.routes.get(path).ok_or_else(|| self.not_served(path))
    }

    fn not_served(&self, path: &str) -> Error {
        let name = path.trim_start_matches('/');
        let (service, method) = name.split_once('/').unwrap_or((name, ""));
        let known = self.services.iter().any(|other| other.descriptor().name() == service);
        let message = if known {
            format!("{service} has no method {method:?}")
        } else {
            format!("there is no service {service:?} here")
        };
        Error::unimplemented(message).with_method(path.to_owned())
    }
}

impl Transport for Router {
    fn send(&self, mut exchange: EncodedRequest) -> BoxFuture<'_, Result<EncodedResponse, Error>> {
        match self.table.route(exchange.path()) {
            Ok(route) => {
                exchange.resolve(route.method);
                exchange.handling = exchange.handling.and(self.handling);
                route.service.call(route.index, exchange)
            }
            Err(error) => Box::pin(future::ready(Err(error))),
        }
    }
}

impl fmt::Debug for Router {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Router ")?;
        f.debug_list().entries(self.services().map(ServiceDescriptor::name)).finish()
    }
}
