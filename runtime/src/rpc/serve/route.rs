//! [`Route`]: a resolved route. Used by the router and by HTTP servers.

use std::fmt;
use std::sync::Arc;

use super::guard::guard;
use super::{HandlerOptions, Service};
use crate::rpc::{BoxFuture, EncodedRequest, EncodedResponse, Error, MethodDescriptor};

/// An RPC of a router, with its service and the router's options. Returned by
/// [`Router::route`](super::Router::route).
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

    /// Calls the handler. The request's own path is ignored.
    ///
    /// If the handler panics, the error is [`Code::Internal`](crate::rpc::Code::Internal) with a
    /// fixed message. The panic's message goes to the panic hook, not to the client. Errors have
    /// the RPC's path.
    #[must_use]
    pub fn call(
        &self,
        request: EncodedRequest,
    ) -> BoxFuture<'static, Result<EncodedResponse, Error>> {
        self.clone().into_call(request)
    }

    /// Like [`call`](Self::call), but consumes the route.
    #[must_use]
    pub fn into_call(
        self,
        request: EncodedRequest,
    ) -> BoxFuture<'static, Result<EncodedResponse, Error>> {
        Box::pin(async move { self.respond(request).await })
    }

    /// Like [`call`](Self::call), without a box. The handler is called at once.
    pub(crate) fn respond(
        &self,
        mut request: EncodedRequest,
    ) -> impl Future<Output = Result<EncodedResponse, Error>> + Send {
        request.resolve(self.method);
        let path = self.method.path().into();
        guard(path, || self.service.call(self.index, request, &self.options))
    }
}

impl fmt::Debug for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Route").field("method", &self.method.path()).finish_non_exhaustive()
    }
}
