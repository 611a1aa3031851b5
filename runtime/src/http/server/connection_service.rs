//! The service of one connection, around the service of all.

use std::convert::Infallible;
use std::error::Error as StdError;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_TYPE};
use http::{HeaderValue, Request, Response, StatusCode, Version};
use http_body::{Body, Frame, SizeHint};
use http_body_util::{Either, Full};
use hyper::body::Incoming;
use hyper::service::Service as HyperService;
use hyper_util::service::TowerToHyperService;
use tower_service::Service;

use super::activity::{Activity, Busy};
use super::host;
use super::peer::PeerAddr;
use super::streams::StreamBody;
use crate::rpc::BoxFuture;

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
    type Future = BoxFuture<'static, Result<Self::Response, Infallible>>;

    fn call(&self, mut request: Request<Incoming>) -> Self::Future {
        let busy = self.activity.begin();
        let response = match host::check(request.version(), request.headers()) {
            Ok(()) => {
                request.extensions_mut().insert(self.peer);
                Ok(self.service.call(request))
            }
            Err(text) => Err(bad_request(request.version(), text)),
        };
        Box::pin(async move {
            let response = match response {
                Ok(call) => call.await?.map(Either::Right),
                Err(rejection) => rejection.map(Either::Left),
            };
            Ok(response.map(|body| ConnectionBody { body: StreamBody::new(body), _busy: busy }))
        })
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
pub(super) struct ConnectionBody<B> {
    body: StreamBody<Either<Full<Bytes>, B>>,
    _busy: Busy,
}

impl<B> Body for ConnectionBody<B>
where
    B: Body<Data = Bytes>,
    B::Error: Into<Box<dyn StdError + Send + Sync>>,
{
    type Data = Bytes;
    type Error = Box<dyn StdError + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
