//! What carries encoded requests and replies.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use super::{Error, Metadata, MethodDescriptor};
use crate::message::Message;

/// A boxed future that may move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Carries encoded requests to a server and brings the replies.
///
/// It knows no message type: it sees JSON bytes and the [`MethodDescriptor`].
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and waits for its reply.
    ///
    /// Dropping the future gives the call up. A transport that has a clock answers
    /// [`Code::DeadlineExceeded`](super::Code::DeadlineExceeded) after [`Exchange::timeout`].
    fn send(&self, exchange: Exchange) -> BoxFuture<'_, Result<Reply, Error>>;

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
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, exchange: Exchange) -> BoxFuture<'_, Result<Reply, Error>> {
        (**self).send(exchange)
    }

    fn admit(&self, method: &'static MethodDescriptor, request: &dyn Message) -> Result<(), Error> {
        (**self).admit(method, request)
    }
}

impl<T: Transport + ?Sized> Transport for Box<T> {
    fn send(&self, exchange: Exchange) -> BoxFuture<'_, Result<Reply, Error>> {
        (**self).send(exchange)
    }

    fn admit(&self, method: &'static MethodDescriptor, request: &dyn Message) -> Result<(), Error> {
        (**self).admit(method, request)
    }
}

/// An encoded request and all that a transport needs to know about it.
#[derive(Clone)]
#[non_exhaustive]
pub struct Exchange {
    /// The RPC.
    pub method: &'static MethodDescriptor,
    /// The headers of this call.
    pub metadata: Metadata,
    /// The request as JSON.
    pub body: Vec<u8>,
    /// The time that the caller allows.
    pub timeout: Option<Duration>,
    /// Whether the handler's side refuses a request that breaks rules of the schema.
    pub validated: bool,
}

impl Exchange {
    /// A request without headers and time limit.
    #[must_use]
    pub const fn new(method: &'static MethodDescriptor, body: Vec<u8>) -> Self {
        Self { method, metadata: Metadata::new(), body, timeout: None, validated: false }
    }
}

// Bodies may hold secrets, which only the message types can tell.
impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exchange")
            .field("method", &self.method.path())
            .field("metadata", &self.metadata)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("timeout", &self.timeout)
            .field("validated", &self.validated)
            .finish()
    }
}

/// An encoded response.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reply {
    /// The headers.
    pub headers: Metadata,
    /// The response as JSON.
    pub body: Vec<u8>,
    /// The trailers.
    pub trailers: Metadata,
}

impl Reply {
    /// A reply without headers and trailers.
    #[must_use]
    pub const fn new(body: Vec<u8>) -> Self {
        Self { headers: Metadata::new(), body, trailers: Metadata::new() }
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("headers", &self.headers)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("trailers", &self.trailers)
            .finish()
    }
}
