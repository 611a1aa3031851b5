//! The tower service.

use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use connectrpc::{ConnectRpcBody, ConnectRpcService};
use http::header::CONTENT_TYPE;
use http_body::Body;
use tower_service::Service;

use super::admission::admit;
use super::body::{Faults, ReplyBody, RequestBody};
use super::dispatch::Dispatch;
use super::options::Options;
use super::outcome::framed;
use crate::rpc::{BoxFuture, Router};

/// A router over HTTP: a tower service of requests with any body.
///
/// ```
/// # use gitpod_runtime::Router;
/// # use std::time::Duration;
/// let service = Router::new()
///     // .add(ProjectServiceServer::new(handler))
///     .into_http()
///     .also_below("/api")
///     .max_timeout(Duration::from_secs(30));
/// ```
///
/// # What it speaks
///
/// - Connect: `POST` of `application/json`, and `GET` of RPCs without side effects.
/// - gRPC-Web (`application/grpc-web+json`), and gRPC (`application/grpc+json`) over HTTP/2.
///
/// Messages are JSON. Other codecs are refused, `application/proto` with HTTP status 415 and
/// `application/grpc` with an error that gRPC clients read. An RPC that the router does not have
/// is `unimplemented` with status 404; a method that the RPC does not take has status 405.
///
/// # What handlers see and say
///
/// Headers of printable ASCII come to the handler, others do not. A reply's headers go out as
/// they are, except those that belong to the protocol, such as `content-type`: a handler that
/// passes on what it got from elsewhere cannot break the framing. Metadata of errors goes out as
/// headers, or in gRPC as trailers. The source of an error stays here; a code that the protocol
/// does not have goes out as `unknown`.
///
/// A handler's future is dropped when its time is over and when the caller goes away.
#[derive(Clone)]
pub struct HttpService(Arc<Inner>);

#[derive(Clone)]
struct Inner {
    router: Router,
    options: Options,
    connect: ConnectRpcService<Dispatch>,
}

impl Router {
    /// Serves the router over HTTP.
    #[must_use]
    pub fn into_http(self) -> HttpService {
        let options = Options::default();
        let connect = options.connect(&self);
        HttpService(Arc::new(Inner { router: self, options, connect }))
    }
}

impl HttpService {
    /// Sets how many bytes a request's body may have as it is sent; 4 MiB if nobody says
    /// otherwise.
    ///
    /// Beyond that, the answer is `resource_exhausted`.
    #[must_use]
    pub fn body_limit(self, bytes: usize) -> Self {
        self.set(|options| options.body_limit = bytes)
    }

    /// Sets how long a request's body may take to arrive, counted from its headers; a minute if
    /// nobody says otherwise.
    ///
    /// Beyond that, the answer is `deadline_exceeded`.
    #[must_use]
    pub fn body_timeout(self, timeout: Duration) -> Self {
        self.set(|options| options.body_timeout = timeout)
    }

    /// Sets how many bytes a message may have once it is decompressed; 4 MiB if nobody says
    /// otherwise.
    ///
    /// Beyond that, the answer is `resource_exhausted`, and decompression has stopped there.
    #[must_use]
    pub fn message_limit(self, bytes: usize) -> Self {
        self.set(|options| options.message_limit = bytes)
    }

    /// Raises timeouts of callers that are shorter to this; they count as they are if nobody
    /// says otherwise.
    #[must_use]
    pub fn min_timeout(self, timeout: Duration) -> Self {
        self.set(|options| options.min_timeout = timeout)
    }

    /// Lowers timeouts of callers that are longer to this; they count as they are if nobody says
    /// otherwise. It goes before [`min_timeout`](Self::min_timeout).
    ///
    /// A caller who sets no timeout is not bound by it: see
    /// [`default_timeout`](Self::default_timeout).
    #[must_use]
    pub fn max_timeout(self, timeout: Duration) -> Self {
        self.set(|options| options.max_timeout = Some(timeout))
    }

    /// Sets the timeout of callers who set none; they may take as long as they like if nobody
    /// says otherwise.
    #[must_use]
    pub fn default_timeout(self, timeout: Duration) -> Self {
        self.set(|options| options.default_timeout = Some(timeout))
    }

    /// Sets whether gzip is spoken, in both directions; it is if nobody says otherwise.
    ///
    /// Without it, a compressed request is `unimplemented`.
    #[must_use]
    pub fn compression(self, on: bool) -> Self {
        self.set(|options| options.compression = on)
    }

    /// Sets from how many bytes on replies are compressed, for callers who accept it; 1 KiB if
    /// nobody says otherwise.
    #[must_use]
    pub fn compress_from(self, bytes: usize) -> Self {
        self.set(|options| options.compress_from = bytes)
    }

    /// Sets whether RPCs without side effects take `GET`; they do if nobody says otherwise.
    #[must_use]
    pub fn allow_get(self, allow: bool) -> Self {
        self.set(|options| options.get = allow)
    }

    /// Answers below this path too, such as `/api`, beside the root.
    ///
    /// It may be called more than once. A service that is nested with something that strips the
    /// prefix itself, as axum's `nest_service` does, needs no such thing.
    #[must_use]
    pub fn also_below(self, prefix: &str) -> Self {
        let prefix = format!("/{}", prefix.trim_matches('/'));
        self.set(|options| options.prefixes.push(prefix))
    }

    /// Refuses requests that break rules of the schema; see [`Router::validate_requests`].
    #[must_use]
    pub fn validate_requests(self) -> Self {
        self.route(Router::validate_requests)
    }

    /// Writes fields of replies at their default too; see [`Router::emit_defaults`].
    #[must_use]
    pub fn emit_defaults(self) -> Self {
        self.route(Router::emit_defaults)
    }

    /// The router that it serves.
    #[must_use]
    pub fn router(&self) -> &Router {
        &self.0.router
    }

    fn set(mut self, change: impl FnOnce(&mut Options)) -> Self {
        let inner = Arc::make_mut(&mut self.0);
        change(&mut inner.options);
        inner.connect = inner.options.connect(&inner.router);
        self
    }

    fn route(mut self, change: impl FnOnce(Router) -> Router) -> Self {
        let inner = Arc::make_mut(&mut self.0);
        inner.router = change(std::mem::take(&mut inner.router));
        self.set(|_| ())
    }
}

impl Inner {
    async fn answer<B>(&self, request: http::Request<B>) -> http::Response<ConnectRpcBody>
    where
        B: Body<Data = Bytes> + Send + 'static,
        B::Error: std::error::Error + Send + Sync + 'static,
    {
        let (mut parts, body) = request.into_parts();
        let faults = Faults::default();
        let body = RequestBody::new(body, &self.options, faults.clone());
        if let Err(refusal) = admit(&self.router, &self.options, &mut parts) {
            // A caller who is still sending would see a broken connection and not the answer.
            body.discard().await;
            return refusal.into_response();
        }
        let content_type = parts.headers.get(CONTENT_TYPE).cloned();
        let response = self.connect.clone().call(http::Request::from_parts(parts, body)).await;
        match faults.first() {
            Some(fault) => framed(fault.to_error(), content_type),
            None => response.unwrap_or_else(|never| match never {}),
        }
    }
}

impl<B> Service<http::Request<B>> for HttpService
where
    B: Body<Data = Bytes> + Send + 'static,
    B::Error: std::error::Error + Send + Sync + 'static,
{
    type Response = http::Response<ReplyBody>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<B>) -> Self::Future {
        let inner = Arc::clone(&self.0);
        Box::pin(async move { Ok(inner.answer(request).await.map(ReplyBody::new)) })
    }
}

impl fmt::Debug for HttpService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpService")
            .field("router", &self.0.router)
            .field("options", &self.0.options)
            .finish()
    }
}
