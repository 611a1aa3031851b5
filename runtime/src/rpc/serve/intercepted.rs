//! [`Intercepted`]: a service with its own interceptors.

use std::fmt;
use std::sync::Arc;

use super::{HandlerOptions, Service};
use crate::rpc::{
    BoxFuture, EncodedRequest, EncodedResponse, Error, Interceptor, ServiceDescriptor,
};

/// A service with its own interceptors, which run inside of those of the
/// [`Router`](super::Router::intercept).
///
/// ```ignore
/// let projects = Intercepted::new(ProjectServiceServer::new(handler)).intercept(Validate::refuse());
/// let router = Router::new().add(projects);
/// ```
#[derive(Clone)]
pub struct Intercepted<S> {
    service: S,
    interceptors: Vec<Arc<dyn Interceptor>>,
}

impl<S: Service> Intercepted<S> {
    /// A service without its own interceptors.
    #[must_use]
    pub const fn new(service: S) -> Self {
        Self { service, interceptors: Vec::new() }
    }

    /// Adds an interceptor, inside of those added before.
    #[must_use]
    pub fn intercept(mut self, interceptor: impl Interceptor) -> Self {
        self.interceptors.push(Arc::new(interceptor));
        self
    }
}

impl<S: Service> Service for Intercepted<S> {
    fn descriptor(&self) -> &'static ServiceDescriptor {
        self.service.descriptor()
    }

    fn call<'a>(
        &'a self,
        index: usize,
        request: EncodedRequest,
        options: &'a HandlerOptions,
    ) -> BoxFuture<'a, Result<EncodedResponse, Error>> {
        Box::pin(async move {
            let mut options = options.clone();
            options.interceptors.extend(self.interceptors.iter().cloned());
            self.service.call(index, request, &options).await
        })
    }
}

impl<S: fmt::Debug> fmt::Debug for Intercepted<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Intercepted")
            .field("service", &self.service)
            .field("interceptors", &self.interceptors.len())
            .finish()
    }
}
