//! The body of a response.

use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use connectrpc::ConnectRpcBody;
use http::HeaderMap;
use http_body::{Body, Frame, SizeHint};

/// The body of a response of [`HttpService`](super::HttpService).
pub struct ResponseBody(Kind);

enum Kind {
    Connect(ConnectRpcBody),
    // In a box, because bodies are moved several times, and most are not of gRPC.
    Grpc(Box<GrpcBody>),
}

/// The body of a unary response of gRPC or gRPC-Web.
pub(super) struct GrpcBody {
    /// The pieces that are left. Empty ones are skipped.
    data: [Bytes; 4],
    trailers: Option<HeaderMap>,
}

impl ResponseBody {
    pub(super) const fn new(body: ConnectRpcBody) -> Self {
        Self(Kind::Connect(body))
    }

    pub(super) fn grpc(body: GrpcBody) -> Self {
        Self(Kind::Grpc(Box::new(body)))
    }
}

impl GrpcBody {
    pub(super) const fn new(data: [Bytes; 4], trailers: Option<HeaderMap>) -> Self {
        Self { data, trailers }
    }

    fn next(&mut self) -> Option<Frame<Bytes>> {
        match self.data.iter_mut().find(|data| !data.is_empty()) {
            Some(data) => Some(Frame::data(std::mem::take(data))),
            None => self.trailers.take().map(Frame::trailers),
        }
    }
}

impl Body for ResponseBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        match &mut self.0 {
            Kind::Connect(body) => Pin::new(body).poll_frame(context),
            Kind::Grpc(body) => Poll::Ready(body.next().map(Ok)),
        }
    }

    // `ConnectRpcBody` does not forward the size of a complete body, and servers write
    // `content-length` only for bodies of known size. Those of gRPC end with trailers.
    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Kind::Connect(ConnectRpcBody::Full(body)) => body.size_hint(),
            Kind::Connect(body) => body.size_hint(),
            Kind::Grpc(_) => SizeHint::new(),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Kind::Connect(ConnectRpcBody::Full(body)) => body.is_end_stream(),
            Kind::Connect(body) => body.is_end_stream(),
            Kind::Grpc(_) => false,
        }
    }
}

impl fmt::Debug for ResponseBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResponseBody { .. }")
    }
}
