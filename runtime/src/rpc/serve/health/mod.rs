//! [`Health`]: the service `grpc.health.v1.Health`, with which load balancers probe a server.
//!
//! Its messages are in `messages`. Used by routers.

mod messages;

use std::future;

use self::messages::{CheckRequest, CheckResponse, ServingStatus};
use super::{HandlerOptions, Request, Service, unary, unknown_method};
use crate::rpc::{
    BoxFuture, EncodedRequest, EncodedResponse, Error, MessageType, MethodDescriptor, Response,
    ServiceDescriptor,
};

const NAME: &str = "grpc.health.v1.Health";

static CHECK: MethodDescriptor = MethodDescriptor::new(
    NAME,
    "Check",
    "/grpc.health.v1.Health/Check",
    MessageType::of::<CheckRequest>(CheckRequest::NAME),
    MessageType::of::<CheckResponse>(CheckResponse::NAME),
)
.no_side_effects();

static SERVICE: ServiceDescriptor = ServiceDescriptor::new(NAME, &[&CHECK]);

/// The health service of a router; see [`Router::health`](super::Router::health).
pub(super) struct Health {
    services: Vec<&'static str>,
}

impl Health {
    /// Reports these services, and the server as a whole, as serving.
    pub(super) fn new(services: impl Iterator<Item = &'static str>) -> Self {
        Self { services: services.chain(["", NAME]).collect() }
    }

    fn check(&self, request: &CheckRequest) -> Result<Response<CheckResponse>, Error> {
        if !self.services.contains(&&*request.service) {
            return Err(Error::not_found(format!("unknown service {:?}", request.service)));
        }
        Ok(CheckResponse { status: ServingStatus::SERVING }.into())
    }
}

impl Service for Health {
    fn descriptor(&self) -> &'static ServiceDescriptor {
        &SERVICE
    }

    /// Runs no interceptors: probes have no token.
    fn call<'a>(
        &'a self,
        index: usize,
        request: EncodedRequest,
        _: &'a HandlerOptions,
    ) -> BoxFuture<'a, Result<EncodedResponse, Error>> {
        static NO_INTERCEPTORS: HandlerOptions = HandlerOptions::new();
        match index {
            0 => unary(request, &NO_INTERCEPTORS, |request: Request<CheckRequest>| {
                future::ready(self.check(&request.message))
            }),
            _ => unknown_method(&request),
        }
    }
}
