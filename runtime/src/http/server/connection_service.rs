//! The service of one connection, around the service of all.

use std::convert::Infallible;
use std::error::Error as StdError;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_TYPE};
use http::{HeaderValue, Request, Response, StatusCode, Version};
use http_body::Body;
use http_body_util::{Either, Full};
use hyper::body::Incoming;
use hyper::service::Service as HyperService;
use hyper_util::service::{TowerToHyperService, TowerToHyperServiceFuture};
use pin_project_lite::pin_project;
use tower_service::Service;

use super::activity::{Activity, Busy};
use super::host;
use super::peer::PeerAddr;
use super::streams::StreamBody;

/// Rejects requests without a host, adds the client's address to the others, and marks the
/// connection as in use until the response is sent.
pub(super) struct ConnectionService<S> {
    service: TowerToHyperService<S>,
    peer: PeerAddr,
    activity: Activity,
}

impl<S> ConnectionService<S> {
    pub(super) fn new(service: S, peer: SocketAddr, activity: Activity) -> Self
    where
        S: Clone,
    {
        Self { service: TowerToHyperService::new(service), peer: PeerAddr(peer), activity }
    }
}

impl<S, B> HyperService<Request<Incoming>> for ConnectionService<S>
where
    S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible>
        + Clone
        + Send
        + 'static,
    S::Future: Send,
    B: Body<Data = Bytes> + Send + 'static,
    B::Error: Into<Box<dyn StdError + Send + Sync>>,
{
    type Response = Response<ConnectionBody<B>>;
    type Error = Infallible;
    type Future = Responding<S>;

    fn call(&self, mut request: Request<Incoming>) -> Self::Future {
        let busy = Some(self.activity.begin());
        match host::check(request.version(), request.headers()) {
            Ok(()) => {
                request.extensions_mut().insert(self.peer);
                let call = self.service.call(request);
                Responding { call: Some(call), rejection: None, busy }
            }
            Err(text) => {
                let rejection = Some(bad_request(request.version(), text));
                Responding { call: None, rejection, busy }
            }
        }
    }
}

pin_project! {
    /// The future of a response: that of the service, or a rejection.
    pub(super) struct Responding<S>
    where
        S: Service<Request<Incoming>>,
    {
        #[pin]
        call: Option<TowerToHyperServiceFuture<S, Request<Incoming>>>,
        rejection: Option<Response<Full<Bytes>>>,
        busy: Option<Busy>,
    }
}

impl<S, B> Future for Responding<S>
where
    S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible>,
    B: Body<Data = Bytes>,
    B::Error: Into<Box<dyn StdError + Send + Sync>>,
{
    type Output = Result<Response<ConnectionBody<B>>, Infallible>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let response = match this.call.as_pin_mut() {
            Some(call) => ready!(call.poll(context))?.map(Either::Right),
            None => this.rejection.take().unwrap_or_default().map(Either::Left),
        };
        let busy = this.busy.take();
        Poll::Ready(Ok(response.map(|body| StreamBody::new(body, busy))))
    }
}

fn bad_request(version: Version, text: String) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::from(text));
    *response.status_mut() = StatusCode::BAD_REQUEST;
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, plain);
    if version < Version::HTTP_2 {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// The body of a response on a connection, which is in use while the body exists.
pub(super) type ConnectionBody<B> = StreamBody<Either<Full<Bytes>, B>>;
