//! The tower service, its setters and the steps of a request.

use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use connectrpc::{CompressionRegistry, ConnectRpcBody, ConnectRpcService};
use http::header::{ACCEPT_ENCODING, CONTENT_TYPE, VARY};
use http::request::Parts;
use http::{HeaderValue, Method};
use http_body::Body;
use tower_service::Service;

use super::convert::error_response;
use super::dispatch::Dispatch;
use super::gather::Gather;
use super::head::{self, Checked};
use super::options::Options;
use super::rejection::Rejection;
use super::request_body::{AnyBody, BodyErrorCell, RequestBody, discard};
use super::response_body::ResponseBody;
use super::unary::Unary;
use crate::rpc::{BoxFuture, Router};

/// A router as a tower service over HTTP, for requests with any type of body.
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
/// # Protocols
///
/// - Connect: `POST` with `application/json` or `application/proto`, and `GET` for RPCs without side
///   effects, with `encoding=json` or `encoding=proto`.
/// - gRPC-Web (`application/grpc-web`, `+proto`, `+json`), and gRPC (`application/grpc`, `+proto`,
///   `+json`) over HTTP/2.
///
/// Responses have the codec of their request. Another content type is rejected with HTTP status 415
/// and an `accept-post` header, and another codec of gRPC with the gRPC error `unimplemented`. Bodies
/// may be compressed with gzip; the names of codings are compared without case. An RPC that the router
/// does not serve is `unimplemented` with HTTP status 404. An HTTP method that the RPC does not accept
/// has status 405.
///
/// # Headers and errors
///
/// Handlers see the request headers whose values are printable ASCII; others are skipped. Response
/// headers are sent as they are, except those that belong to the protocol, such as `content-type`:
/// they are dropped, so that a handler can pass on headers of another server. Error metadata is sent
/// as headers, and in gRPC as trailers. The source of an error is not sent.
///
/// A handler's future is dropped when its deadline passes or the client disconnects.
#[derive(Clone)]
pub struct HttpService(Arc<Inner>);

#[derive(Clone)]
struct Inner {
    router: Router,
    options: Options,
    codings: CompressionRegistry,
    connect: ConnectRpcService<Dispatch>,
    connect_streaming: ConnectRpcService<Dispatch>,
}

impl Router {
    /// Serves the router over HTTP.
    #[must_use]
    pub fn into_http(self) -> HttpService {
        let options = Options::default();
        let codings = options.codings();
        let connect = options.connect_service(false);
        let connect_streaming = options.connect_service(true);
        let inner = Inner { router: self, options, codings, connect, connect_streaming };
        HttpService(Arc::new(inner))
    }
}

impl HttpService {
    /// Sets the maximum size of a request body as received, before decompression. Defaults to 4 MiB.
    ///
    /// A larger body is rejected with `resource_exhausted`. While it arrives, a body takes at most
    /// twice its size in memory, however small its packets are.
    #[must_use]
    pub fn body_limit(self, bytes: usize) -> Self {
        self.set(|options| options.body_limit = bytes)
    }

    /// Sets the time limit for a request body to arrive, counted from the first wait for it. Defaults to
    /// one minute.
    ///
    /// A later body is rejected with `deadline_exceeded`.
    #[must_use]
    pub fn body_timeout(self, timeout: Duration) -> Self {
        self.set(|options| options.body_timeout = timeout)
    }

    /// Sets the maximum size of a message after decompression. Defaults to 4 MiB.
    ///
    /// A larger message is rejected with `resource_exhausted`. Decompression stops at the limit.
    #[must_use]
    pub fn message_limit(self, bytes: usize) -> Self {
        self.set(|options| options.message_limit = bytes)
    }

    /// Sets the maximum memory of a decoded message, in bytes. Defaults to 6 times the
    /// [`message_limit`](Self::message_limit).
    ///
    /// A message is larger in memory than its encoding, and empty elements of lists are hundreds of
    /// times larger. Decoding a larger message stops with `resource_exhausted`. For what counts, see
    /// [`ReadOptions::memory_limit`](crate::codec::ReadOptions::memory_limit).
    #[must_use]
    pub fn memory_limit(self, bytes: usize) -> Self {
        self.set(|options| options.memory_limit = Some(bytes))
    }

    /// Sets a lower bound for the timeouts of clients; shorter ones are raised to it. Defaults to
    /// zero.
    #[must_use]
    pub fn min_timeout(self, timeout: Duration) -> Self {
        self.set(|options| options.min_timeout = timeout)
    }

    /// Sets an upper bound for the timeouts of clients; longer ones are lowered to it. Defaults to
    /// none. It takes precedence over [`min_timeout`](Self::min_timeout).
    ///
    /// It does not apply to calls without a timeout: see [`default_timeout`](Self::default_timeout).
    #[must_use]
    pub fn max_timeout(self, timeout: Duration) -> Self {
        self.set(|options| options.max_timeout = Some(timeout))
    }

    /// Sets the timeout of calls whose client sets none. Defaults to no limit.
    #[must_use]
    pub fn default_timeout(self, timeout: Duration) -> Self {
        self.set(|options| options.default_timeout = Some(timeout))
    }

    /// Sets whether gzip is accepted in requests and used in responses. Defaults to true.
    ///
    /// When off, a compressed request is rejected with `unimplemented`.
    #[must_use]
    pub fn compression(self, on: bool) -> Self {
        self.set(|options| options.compression = on)
    }

    /// Sets the minimum size of a response to be compressed, in bytes, for clients that accept gzip.
    /// Defaults to 1 KiB.
    #[must_use]
    pub fn compress_from(self, bytes: usize) -> Self {
        self.set(|options| options.compress_from = bytes)
    }

    /// Sets whether RPCs without side effects accept `GET`. Defaults to true.
    #[must_use]
    pub fn allow_get(self, allow: bool) -> Self {
        self.set(|options| options.get = allow)
    }

    /// Serves the RPCs under a path prefix such as `/api` too, in addition to the root.
    ///
    /// Can be called more than once. Not needed if something outside strips the prefix, as axum's
    /// `nest_service` does.
    #[must_use]
    pub fn also_below(self, prefix: &str) -> Self {
        match prefix.trim_matches('/') {
            "" => self,
            prefix => self.set(|options| options.prefixes.push(format!("/{prefix}"))),
        }
    }

    /// Rejects requests that violate the schema's rules; see [`Router::validate_requests`].
    #[must_use]
    pub fn validate_requests(self) -> Self {
        self.change_router(Router::validate_requests)
    }

    /// Writes response fields at their default too; see [`Router::emit_defaults`].
    #[must_use]
    pub fn emit_defaults(self) -> Self {
        self.change_router(Router::emit_defaults)
    }

    /// The router that is served.
    #[must_use]
    pub fn router(&self) -> &Router {
        &self.0.router
    }

    fn set(mut self, change: impl FnOnce(&mut Options)) -> Self {
        let inner = Arc::make_mut(&mut self.0);
        change(&mut inner.options);
        inner.codings = inner.options.codings();
        inner.connect = inner.options.connect_service(false);
        inner.connect_streaming = inner.options.connect_service(true);
        self
    }

    fn change_router(mut self, change: impl FnOnce(Router) -> Router) -> Self {
        let inner = Arc::make_mut(&mut self.0);
        inner.router = change(std::mem::take(&mut inner.router));
        self
    }
}

impl Inner {
    /// Responds to a request other than a unary call with `POST`.
    ///
    /// The code of `connectrpc` is large and generic over the body. This function is not, so it is
    /// compiled here and not in each program.
    fn respond(
        self: Arc<Self>,
        checked: Result<Checked, Rejection>,
        parts: Parts,
        body: AnyBody,
        body_error: BodyErrorCell,
    ) -> BoxFuture<'static, Result<http::Response<ResponseBody>, Infallible>> {
        Box::pin(async move {
            // Responses to a `GET` can be cached, so they say that they depend on the codings that the
            // client accepts.
            let varies = self.options.compression && parts.method == Method::GET;
            let mut response = match checked {
                Ok(checked) => self.call(checked, parts, body, body_error).await,
                Err(rejection) => {
                    // A client that is still sending sees a broken connection if its body is not read.
                    discard(body).await;
                    rejection.into_response()
                }
            };
            if varies {
                response.headers_mut().append(VARY, HeaderValue::from_name(ACCEPT_ENCODING));
            }
            Ok(response.map(ResponseBody::new))
        })
    }

    /// Calls a route with `connectrpc`.
    async fn call(
        &self,
        checked: Checked,
        mut parts: Parts,
        body: AnyBody,
        body_error: BodyErrorCell,
    ) -> http::Response<ConnectRpcBody> {
        let streaming = checked.call.route.method().is_streaming();
        checked.complete(&mut parts);
        if streaming {
            self.stream(parts, body, body_error).await
        } else {
            self.get(parts, body, body_error).await
        }
    }

    /// Serves a stream with `connectrpc`. Responses are sent before the body has arrived, so they
    /// report its error themselves.
    async fn stream(
        &self,
        mut parts: Parts,
        body: AnyBody,
        body_error: BodyErrorCell,
    ) -> http::Response<ConnectRpcBody> {
        parts.extensions.insert(body_error);
        let request = http::Request::from_parts(parts, body);
        let response = self.connect_streaming.clone().call(request).await;
        response.unwrap_or_else(|never| match never {})
    }

    /// Serves a `GET` with `connectrpc`.
    async fn get(
        &self,
        parts: Parts,
        body: AnyBody,
        body_error: BodyErrorCell,
    ) -> http::Response<ConnectRpcBody> {
        let content_type = parts.headers.get(CONTENT_TYPE).cloned();
        let body: AnyBody = Box::pin(Gather::new(body));
        let response = self.connect.clone().call(http::Request::from_parts(parts, body)).await;
        match body_error.get() {
            Some(error) => error_response(error.to_connect_error(), content_type),
            None => response.unwrap_or_else(|never| match never {}),
        }
    }
}

impl<B> Service<http::Request<B>> for HttpService
where
    B: Body<Data = Bytes> + Send + 'static,
    B::Error: std::error::Error + Send + Sync + 'static,
{
    type Response = http::Response<ResponseBody>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<B>) -> Self::Future {
        let inner = Arc::clone(&self.0);
        let (mut parts, body) = request.into_parts();
        let body = RequestBody::new(body, &inner.options);
        let checked = head::check(&inner.router, &inner.options, &mut parts);
        // The futures are apart, because that of most calls is small.
        match checked {
            Ok(Checked { call, unary: Some((protocol, codec)), timeout, .. }) => {
                let Parts { headers, extensions, .. } = parts;
                Box::pin(async move {
                    let Inner { options, codings, .. } = &*inner;
                    let unary = Unary { call, protocol, codec, timeout, options, codings };
                    Ok(unary.respond(headers, extensions, body).await)
                })
            }
            checked => {
                let body_error = BodyErrorCell::default();
                let body = Box::pin(body.report_to(body_error.clone()));
                inner.respond(checked, parts, body, body_error)
            }
        }
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
