//! [`Router`]: looks up services by path. Used by HTTP servers, by the mock, and as a transport.

use std::collections::HashMap;
use std::fmt;
use std::future;
use std::sync::Arc;

#[cfg(feature = "http-server")]
use super::health::Health;
#[cfg(feature = "http-server")]
use super::reflection::Reflection;
use super::{HandlerOptions, Route, Service};
use crate::rpc::{
    BoxFuture, EncodedRequest, EncodedResponse, Error, Interceptor, MethodDescriptor,
    ServiceDescriptor, Transport, Validate,
};

/// A set of services. Looks up RPCs by path. It is a [`Transport`], so a client can call handlers
/// in the same process.
///
/// A router passes timeouts to handlers but does not enforce them. Clones share the services.
#[derive(Clone, Default)]
pub struct Router {
    table: Arc<Table>,
    options: Arc<HandlerOptions>,
}

#[derive(Clone, Default)]
struct Table {
    services: Vec<Arc<dyn Service>>,
    entries: HashMap<&'static str, Entry>,
}

#[derive(Clone)]
struct Entry {
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

    /// Adds a service. Replaces a service of the same name, so tests can swap a single service of a
    /// complete router.
    ///
    /// Earlier clones do not change.
    #[must_use]
    #[expect(clippy::should_implement_trait, reason = "routers are not added to each other")]
    pub fn add(mut self, service: impl Service) -> Self {
        Arc::make_mut(&mut self.table).add(Arc::new(service));
        self
    }

    /// Adds an interceptor around all handlers, inside of those added before.
    ///
    /// It sees decoded requests, in process and over HTTP, including those of services that are
    /// added later. To add an interceptor to one service, use [`Intercepted`](super::Intercepted).
    #[must_use]
    pub fn intercept(self, interceptor: impl Interceptor) -> Self {
        self.with_options(|options| options.intercept(interceptor))
    }

    /// Rejects requests that violate the schema's rules before their handlers run. Adds the
    /// interceptor [`Validate::refuse`].
    ///
    /// An error has up to 100 violations. For another maximum, add the interceptor
    /// `Validate::refuse().max_violations(…)`.
    #[must_use]
    pub fn validate_requests(self) -> Self {
        self.intercept(Validate::refuse())
    }

    /// Includes response fields that have their default value, for clients that expect all
    /// documented fields; see
    /// [`WriteOptions::emit_defaults`](crate::json::WriteOptions::emit_defaults).
    #[must_use]
    pub fn emit_defaults(self) -> Self {
        self.with_options(HandlerOptions::emit_defaults)
    }

    /// Adds the service `grpc.health.v1.Health`, with which load balancers and orchestrators probe a
    /// server.
    ///
    /// `Check` reports the server as a whole and each service that was added before as `SERVING`, and
    /// returns [`Code::NotFound`](crate::rpc::Code::NotFound) for others. It runs no interceptors,
    /// because probes have no token. `Watch` streams and is not implemented; clients then call `Check`.
    #[cfg(feature = "http-server")]
    #[must_use]
    pub fn health(self) -> Self {
        let health = Health::new(self.services().map(ServiceDescriptor::name));
        self.add(health)
    }

    /// Adds the services `grpc.reflection.v1.ServerReflection` and `v1alpha`, with which tools such as
    /// `grpcurl` list services, describe them, and encode requests without proto files.
    ///
    /// They describe the services that were added before, and themselves. Comments and the names of
    /// proto files are not known: each package is one file. They run the router's interceptors for each
    /// message. They take gRPC and gRPC-Web only, because they stream.
    #[cfg(feature = "http-server")]
    #[must_use]
    pub fn reflection(self) -> Self {
        let versions = Reflection::versions(self.services());
        versions.into_iter().fold(self, Self::add)
    }

    fn with_options(mut self, change: impl FnOnce(HandlerOptions) -> HandlerOptions) -> Self {
        let options = Arc::unwrap_or_clone(self.options);
        self.options = Arc::new(change(options));
        self
    }

    /// The services in insertion order.
    pub fn services(&self) -> impl Iterator<Item = &'static ServiceDescriptor> {
        self.table.services.iter().map(|service| service.descriptor())
    }

    /// Looks up the RPC at a path such as `/acme.v1.BookService/GetBook`.
    ///
    /// # Errors
    ///
    /// [`Code::Unimplemented`](crate::rpc::Code::Unimplemented), naming the unknown service or
    /// method.
    pub fn find(&self, path: &str) -> Result<&'static MethodDescriptor, Error> {
        self.table.entry(path).map(|entry| entry.method)
    }

    /// Looks up the route of a path such as `/acme.v1.BookService/GetBook`. Calls on the
    /// route need no further lookup.
    ///
    /// # Errors
    ///
    /// [`Code::Unimplemented`](crate::rpc::Code::Unimplemented), naming the unknown service or
    /// method.
    pub fn route(&self, path: &str) -> Result<Route, Error> {
        let Entry { service, index, method } = self.table.entry(path)?.clone();
        Ok(Route { service, index, method, options: Arc::clone(&self.options) })
    }
}

impl Table {
    fn add(&mut self, service: Arc<dyn Service>) {
        let descriptor = service.descriptor();
        self.services.retain(|other| other.descriptor().name() != descriptor.name());
        self.entries.retain(|_, entry| entry.method.service() != descriptor.name());
        for (index, method) in descriptor.methods().iter().enumerate() {
            let entry = Entry { service: Arc::clone(&service), index, method };
            self.entries.insert(method.path(), entry);
        }
        self.services.push(service);
    }

    fn entry(&self, path: &str) -> Result<&Entry, Error> {
        self.entries.get(path).ok_or_else(|| self.not_served(path))
    }

    fn not_served(&self, path: &str) -> Error {
        let name = path.trim_start_matches('/');
        let (service, method) = name.split_once('/').unwrap_or((name, ""));
        let known = self.services.iter().any(|other| other.descriptor().name() == service);
        let message = if known {
            format!("{service} has no method {method:?}")
        } else {
            format!("unknown service {service:?}")
        };
        Error::unimplemented(message).with_method(path.to_owned())
    }
}

impl Transport for Router {
    fn send(&self, request: EncodedRequest) -> BoxFuture<'_, Result<EncodedResponse, Error>> {
        match self.route(request.path()) {
            Ok(route) => route.into_call(request),
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
