//! A service that refuses invalid requests.

use crate::rpc::{BoxFuture, EncodedRequest, EncodedResponse, Error, Service, ServiceDescriptor};

/// A service whose handlers see valid requests only.
///
/// A request that breaks rules of the schema is answered with
/// [`Code::InvalidArgument`](crate::rpc::Code::InvalidArgument) and a `buf.validate.Violations` detail,
/// which [`Violations::from_error`](crate::Violations::from_error) reads.
///
/// It sets [`Handling::validate`](crate::rpc::Handling::validate), which [`unary`](crate::rpc::unary) and so every generated service
/// obeys: the request is decoded once.
///
/// [`Router::validate_requests`](crate::rpc::Router::validate_requests) does it for all services of a router.
///
/// ```ignore
/// let router = Router::new().add(Validated::new(ProjectServiceServer::new(handler)));
/// ```
#[derive(Debug, Clone)]
pub struct Validated<S>(S);

impl<S: Service> Validated<S> {
    /// Lets only valid requests through to the service.
    #[must_use]
    pub const fn new(service: S) -> Self {
        Self(service)
    }
}

impl<S: Service> Service for Validated<S> {
    fn descriptor(&self) -> &'static ServiceDescriptor {
        self.0.descriptor()
    }

    fn call(
        &self,
        index: usize,
        mut exchange: EncodedRequest,
    ) -> BoxFuture<'_, Result<EncodedResponse, Error>> {
        exchange.handling.validate = true;
        self.0.call(index, exchange)
    }
}
