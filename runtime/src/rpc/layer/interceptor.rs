//! [`Interceptor`] and [`Next`], the rest of the chain.

use std::fmt;
use std::sync::Arc;

use super::{AnyRequest, AnyResponse};
use crate::rpc::{BoxFuture, Error};

/// Code around a call. It receives the request, runs the rest of the chain, and returns the
/// response or the error.
///
/// The interceptor that was added first is the outermost. `next.run(request)` passes the request on
/// unchanged. An interceptor that returns without calling `next` answers the call itself.
///
/// ```
/// use std::time::Instant;
/// use gitpod_runtime::rpc::{AnyRequest, AnyResponse, BoxFuture, Error, Interceptor, Next};
///
/// struct Latency;
///
/// impl Interceptor for Latency {
///     fn intercept<'a>(
///         &'a self,
///         request: AnyRequest<'a>,
///         next: Next<'a>,
///     ) -> BoxFuture<'a, Result<AnyResponse, Error>> {
///         Box::pin(async move {
///             let (path, started) = (request.path().to_owned(), Instant::now());
///             let outcome = next.run(request).await;
///             println!("{path}: {:?}, ok: {}", started.elapsed(), outcome.is_ok());
///             outcome
///         })
///     }
/// }
/// ```
pub trait Interceptor: Send + Sync + 'static {
    /// Intercepts a call.
    ///
    /// # Errors
    ///
    /// The error of the call. The RPC's path is added outside of all interceptors.
    fn intercept<'a>(
        &'a self,
        request: AnyRequest<'a>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<AnyResponse, Error>>;
}

impl<I: Interceptor + ?Sized> Interceptor for Arc<I> {
    fn intercept<'a>(
        &'a self,
        request: AnyRequest<'a>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<AnyResponse, Error>> {
        (**self).intercept(request, next)
    }
}

/// The end of a chain: a transport on the client, a handler on the server.
pub(in crate::rpc) trait Endpoint: Sync {
    fn call<'a>(&'a self, request: AnyRequest<'a>) -> BoxFuture<'a, Result<AnyResponse, Error>>;

    fn url(&self, path: &str) -> Option<String>;
}

/// The rest of the chain: the inner interceptors, then the transport or the handler.
///
/// It is `Copy`, so an interceptor can run it several times.
#[derive(Clone, Copy)]
pub struct Next<'a> {
    interceptors: &'a [Arc<dyn Interceptor>],
    endpoint: &'a dyn Endpoint,
}

impl<'a> Next<'a> {
    pub(in crate::rpc) const fn new(
        interceptors: &'a [Arc<dyn Interceptor>],
        endpoint: &'a dyn Endpoint,
    ) -> Self {
        Self { interceptors, endpoint }
    }

    /// Runs the rest of the chain.
    ///
    /// # Errors
    ///
    /// The error of the call or of an inner interceptor.
    pub fn run(self, request: AnyRequest<'a>) -> BoxFuture<'a, Result<AnyResponse, Error>> {
        match self.interceptors.split_first() {
            Some((first, interceptors)) => first.intercept(request, Self { interceptors, ..self }),
            None => self.endpoint.call(request),
        }
    }

    /// The URL of an RPC by its path, for errors and logs, without query and credentials. `None` on
    /// the server, and on the client for transports without URLs.
    #[must_use]
    pub fn url(self, path: &str) -> Option<String> {
        self.endpoint.url(path)
    }
}

impl fmt::Debug for Next<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Next")
            .field("interceptors", &self.interceptors.len())
            .finish_non_exhaustive()
    }
}
