//! What carries encoded requests and replies.

use std::pin::Pin;
use std::sync::Arc;

use super::{EncodedRequest, EncodedResponse, Error, MethodDescriptor};
use crate::message::Message;

/// A boxed future that may move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Carries encoded requests to a server and brings the replies.
///
/// It knows no message type: it sees JSON bytes, the path and, where the schema has the RPC, its
/// [`MethodDescriptor`].
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and waits for its reply.
    ///
    /// Dropping the future gives the call up. A transport that has a clock answers
    /// [`Code::DeadlineExceeded`](super::Code::DeadlineExceeded) after [`EncodedRequest::timeout`].
    fn send(&self, exchange: EncodedRequest) -> BoxFuture<'_, Result<EncodedResponse, Error>>;

    /// Looks at a request before it is encoded; see [`Validating`](super::Validating).
    ///
    /// A transport that wraps another one passes the request on to it.
    ///
    /// # Errors
    ///
    /// The call fails with this error, and nothing is sent.
    fn admit(&self, method: &'static MethodDescriptor, request: &dyn Message) -> Result<(), Error> {
        let _ = (method, request);
        Ok(())
    }

    /// Where requests of an RPC go, by its path, for errors and logs: without query and
    /// credentials. `None` where there is no URL.
    ///
    /// A transport that wraps another one asks it.
    fn url(&self, path: &str) -> Option<String> {
        let _ = path;
        None
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, exchange: EncodedRequest) -> BoxFuture<'_, Result<EncodedResponse, Error>> {
        (**self).send(exchange)
    }

    fn admit(&self, method: &'static MethodDescriptor, request: &dyn Message) -> Result<(), Error> {
        (**self).admit(method, request)
    }

    fn url(&self, path: &str) -> Option<String> {
        (**self).url(path)
    }
}

impl<T: Transport + ?Sized> Transport for Box<T> {
    fn send(&self, exchange: EncodedRequest) -> BoxFuture<'_, Result<EncodedResponse, Error>> {
        (**self).send(exchange)
    }

    fn admit(&self, method: &'static MethodDescriptor, request: &dyn Message) -> Result<(), Error> {
        (**self).admit(method, request)
    }

    fn url(&self, path: &str) -> Option<String> {
        (**self).url(path)
    }
}
