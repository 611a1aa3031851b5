//! A resolved route.

use std::fmt;
use std::sync::Arc;

use super::guard::guard;
use super::{HandlerOptions, Service};
use crate::rpc::{BoxFuture, EncodedRequest, EncodedResponse, Error, MethodDescriptor};

/// An RPC of a router, with its service and what the router adds to it;
/// [`Router::route`](super::Router::route) makes it.
#[derive(Clone)]
pub struct Route {
    pub(super) service: Arc<dyn Service>,
    pub(super) index: usize,
    pub(super) method: &'static MethodDescriptor,
    pub(super) options: Arc<HandlerOptions>,
}

impl Route {
    /// The RPC.
    #[must_use]
    pub const fn method(&self) -> &'static MethodDescriptor {
        self.method
    }

    /// Answers a request, whatever its path is.
    ///
    /// A panic of the handler is [`Code::Internal`](crate::rpc::Code::Internal) with a fixed
    /// message; its text goes to the panic hook, not to the client. Errors have the RPC's path.
    #[must_use]
    pub fn call(
        &self,
        request: EncodedRequest,
    ) -> BoxFuture<'static, Result<EncodedResponse, Error>> {
        self.clone().into_call(request)
    }

    /// Answers a request as [`call`](Self::call) does.
    #[must_use]
    pub fn into_call(
        self,
        mut request: EncodedRequest,
    ) -> BoxFuture<'static, Result<EncodedResponse, Error>> {
        request.resolve(self.method);
        let path = self.method.path().into();
        let answer =
            Box::pin(async move { self.service.call(self.index, request, &self.options).await });
        Box::pin(guard(path, answer))
    }
}

impl fmt::Debug for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Route").field("method", &self.method.path()).finish_non_exhaustive()
    }
}
