//! The call of a streaming route: one call of the route for each message of the request.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use connectrpc::dispatcher::RequestStream;
use connectrpc::{ConnectError, EncodedBody, Protocol};
use futures_core::Stream;

use super::convert::to_connect_error;
use super::request_body::{BodyError, BodyErrorCell};
use crate::rpc::{BoxFuture, EncodedRequest, EncodedResponse, Error, Route};

/// The responses of a streaming route, in the order of the requests. A request is read after the
/// response to the one before it. The first error ends the stream.
pub(super) struct Responses {
    pub(super) route: Route,
    /// Headers and options of the stream. Each message becomes the body of a copy.
    pub(super) template: EncodedRequest,
    pub(super) protocol: Option<Protocol>,
    pub(super) requests: RequestStream,
    pub(super) body_error: BodyErrorCell,
    pub(super) call: Option<BoxFuture<'static, Result<EncodedResponse, Error>>>,
}

impl Responses {
    /// The error of a request body, which `connectrpc` knows as text only.
    fn body_error(&self, error: ConnectError) -> ConnectError {
        self.body_error.get().map_or(error, BodyError::to_connect_error)
    }

    fn begin(&self, body: Vec<u8>) -> BoxFuture<'static, Result<EncodedResponse, Error>> {
        let mut request = self.template.clone();
        request.body = body;
        self.route.call(request)
    }
}

impl Stream for Responses {
    type Item = Result<EncodedBody, ConnectError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        let mut call = match this.call.take() {
            Some(call) => call,
            None => match ready!(this.requests.as_mut().poll_next(context)) {
                Some(Ok(body)) => this.begin(body.into()),
                Some(Err(error)) => return Poll::Ready(Some(Err(this.body_error(error)))),
                None => return Poll::Ready(None),
            },
        };
        match call.as_mut().poll(context) {
            Poll::Ready(Ok(response)) => {
                Poll::Ready(Some(Ok(EncodedBody::Contiguous(response.body.into()))))
            }
            Poll::Ready(Err(error)) => {
                Poll::Ready(Some(Err(to_connect_error(&error, this.protocol))))
            }
            Poll::Pending => {
                this.call = Some(call);
                Poll::Pending
            }
        }
    }
}
