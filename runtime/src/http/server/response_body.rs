//! The body of a response.

use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use connectrpc::ConnectRpcBody;
use http_body::{Body, Frame, SizeHint};

/// The body of a response of [`HttpService`](super::HttpService).
pub struct ResponseBody(ConnectRpcBody);

impl ResponseBody {
    pub(super) const fn new(body: ConnectRpcBody) -> Self {
        Self(body)
    }
}

impl Body for ResponseBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Pin::new(&mut self.0).poll_frame(context)
    }

    // `ConnectRpcBody` does not forward the size of a complete body, and servers write
    // `content-length` only for bodies of known size.
    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            ConnectRpcBody::Full(body) => body.size_hint(),
            body => body.size_hint(),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            ConnectRpcBody::Full(body) => body.is_end_stream(),
            body => body.is_end_stream(),
        }
    }
}

impl fmt::Debug for ResponseBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResponseBody { .. }")
    }
}
