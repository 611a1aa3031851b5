//! [`AnyRequest`]: the request as interceptors see it. Calls and services make it; transports and
//! handlers never see it.

use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use crate::codec::{Codec, EncodeError};
use crate::message::Message;
use crate::rpc::{
    Context, EncodedRequest, Error, Extensions, Idempotency, Metadata, MethodDescriptor,
    RetryPolicy, Target,
};

/// A request of any RPC: on the client before encoding, on the server after decoding.
///
/// Cloning is cheap on the client, where the message is borrowed from the call. On the server,
/// cloning copies the message.
pub struct AnyRequest<'a> {
    payload: Payload<'a>,
    codec: Codec,
    /// The encoded payload, cached by [`body`](Self::body).
    encoded: Option<Vec<u8>>,
    attempt: u32,
    timeout: Option<Duration>,
    deadline: Option<Instant>,
    peer: Option<SocketAddr>,
    /// The headers.
    pub metadata: Metadata,
    /// The retry policy of this call. `None` means the client's.
    pub retry: Option<RetryPolicy>,
    /// Values for the handler's context, looked up by type. A server interceptor uses them to pass
    /// values to the handler. Transports that leave the process drop those of the client.
    pub extensions: Extensions,
}

/// The side of a call on which an interceptor runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// Around a transport.
    Client,
    /// Around a handler.
    Server,
}

enum Payload<'a> {
    /// A message on the client, borrowed from the call.
    Borrowed(&'static MethodDescriptor, &'a (dyn Message + 'static)),
    /// A body on the client, borrowed from the call.
    Encoded(Target, &'a [u8]),
    /// A message on the server, decoded from the request body.
    Decoded(&'static MethodDescriptor, Box<dyn Message>),
}

impl<'a> AnyRequest<'a> {
    /// A request on the client, with the call's message.
    pub(in crate::rpc) fn of_message(
        method: &'static MethodDescriptor,
        message: &'a (dyn Message + 'static),
    ) -> Self {
        Self::new(Payload::Borrowed(method, message))
    }

    /// A request on the client, with the call's body.
    pub(in crate::rpc) fn of_body(target: Target, codec: Codec, body: &'a [u8]) -> Self {
        Self { codec, ..Self::new(Payload::Encoded(target, body)) }
    }

    /// A request on the server. Decodes the body as the request type of `method`.
    pub(in crate::rpc) fn decode(
        method: &'static MethodDescriptor,
        request: EncodedRequest,
    ) -> Result<Self, Error> {
        let decoded = method.request().decode(request.codec, &request.body, request.memory_limit);
        let mut message = decoded.map_err(Error::undecodable_request)?;
        if let Some(paging) = method.paging_descriptor().filter(|_| !request.page.is_empty()) {
            request.page.apply(paging, &mut *message)?;
        }
        let mut decoded = Self::new(Payload::Decoded(method, message));
        decoded.codec = request.codec;
        decoded.set_timeout(request.timeout);
        decoded.peer = request.peer;
        decoded.metadata = request.metadata;
        decoded.extensions = request.extensions;
        Ok(decoded)
    }

    const fn new(payload: Payload<'a>) -> Self {
        Self {
            payload,
            codec: Codec::Json,
            encoded: None,
            attempt: 1,
            timeout: None,
            deadline: None,
            peer: None,
            metadata: Metadata::new(),
            retry: None,
            extensions: Extensions::new(),
        }
    }

    /// The descriptor of the RPC. `None` for a raw call by path.
    #[must_use]
    pub const fn method(&self) -> Option<&'static MethodDescriptor> {
        match &self.payload {
            Payload::Borrowed(method, _) | Payload::Decoded(method, _) => Some(method),
            Payload::Encoded(target, _) => target.method(),
        }
    }

    /// The path of the RPC, such as `/acme.v1.BookService/GetBook`.
    #[must_use]
    pub fn path(&self) -> &str {
        match &self.payload {
            Payload::Borrowed(method, _) | Payload::Decoded(method, _) => method.path(),
            Payload::Encoded(target, _) => target.path(),
        }
    }

    /// The path, for errors. Not copied for RPCs of the schema.
    pub(in crate::rpc) fn to_path(&self) -> Cow<'static, str> {
        match &self.payload {
            Payload::Borrowed(method, _) | Payload::Decoded(method, _) => method.path().into(),
            Payload::Encoded(target, _) => target.to_path(),
        }
    }

    /// The idempotency of the RPC. [`Idempotency::Unknown`] for a raw call by path.
    #[must_use]
    pub fn idempotency(&self) -> Idempotency {
        self.method().map_or(Idempotency::Unknown, MethodDescriptor::idempotency)
    }

    /// The message. `None` for a raw call, whose request is encoded.
    #[must_use]
    pub fn message(&self) -> Option<&(dyn Message + 'static)> {
        match &self.payload {
            Payload::Borrowed(_, message) => Some(*message),
            Payload::Decoded(_, message) => Some(&**message),
            Payload::Encoded(..) => None,
        }
    }

    /// The message, if it is a `Q`.
    #[must_use]
    pub fn message_as<Q: Message>(&self) -> Option<&Q> {
        let message: &dyn Any = self.message()?;
        message.downcast_ref()
    }

    /// The encoding: on the client of what is sent, on the server of what was received.
    #[must_use]
    pub const fn codec(&self) -> Codec {
        self.codec
    }

    /// Sets the encoding of a message on the client. The body of a raw call and the message of a server
    /// do not change.
    pub fn set_codec(&mut self, codec: Codec) {
        if matches!(self.payload, Payload::Borrowed(..)) {
            self.codec = codec;
            self.encoded = None;
        }
    }

    /// The request, encoded with [`codec`](Self::codec).
    ///
    /// On the client, these are the bytes that are sent, before compression. Each attempt encodes
    /// them once, even if no interceptor calls this. On the server, the message is encoded again,
    /// so the bytes may differ from those that were received.
    ///
    /// # Errors
    ///
    /// [`Code::InvalidArgument`](crate::rpc::Code::InvalidArgument) if a value has no form in the
    /// encoding; see [`EncodeError`].
    pub fn body(&mut self) -> Result<&[u8], Error> {
        if let Payload::Encoded(_, body) = self.payload {
            return Ok(body);
        }
        let body = match self.encoded.take() {
            Some(body) => body,
            None => self.encode()?,
        };
        Ok(self.encoded.insert(body))
    }

    fn encode(&self) -> Result<Vec<u8>, EncodeError> {
        match &self.payload {
            Payload::Borrowed(_, message) => self.codec.encode(*message),
            Payload::Decoded(_, message) => self.codec.encode(&**message),
            Payload::Encoded(_, body) => Ok(body.to_vec()),
        }
    }

    /// The side of the call.
    #[must_use]
    pub const fn side(&self) -> Side {
        match &self.payload {
            Payload::Borrowed(..) | Payload::Encoded(..) => Side::Client,
            Payload::Decoded(..) => Side::Server,
        }
    }

    /// The number of the attempt, starting at 1. Always 1 outside of retries.
    #[must_use]
    pub const fn attempt(&self) -> u32 {
        self.attempt
    }

    /// Sets the number of the attempt. For interceptors that retry calls.
    pub const fn set_attempt(&mut self, attempt: u32) {
        self.attempt = attempt;
    }

    /// The time limit of the call or, inside of retries, of the attempt. `None` means no limit.
    #[must_use]
    pub const fn timeout(&self) -> Option<Duration> {
        self.timeout
    }

    /// Sets the time limit, counted from now.
    pub fn set_timeout(&mut self, timeout: Option<Duration>) {
        self.timeout = timeout;
        // Clients do not need the deadline, and some of their platforms have no clock. A timeout
        // that overflows the clock means no deadline.
        let timeout = timeout.filter(|_| self.side() == Side::Server);
        self.deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
    }

    /// The end of the time limit, on the server. `None` on the client and without a limit.
    #[must_use]
    pub const fn deadline(&self) -> Option<Instant> {
        self.deadline
    }

    /// The address of the client, or of a proxy in front of the server. `None` on the client, and
    /// on the server for requests that did not arrive over a socket.
    #[must_use]
    pub const fn peer(&self) -> Option<SocketAddr> {
        self.peer
    }

    pub(in crate::rpc) fn into_encoded(mut self) -> Result<EncodedRequest, Error> {
        let body = match self.encoded.take() {
            Some(body) => body,
            None => self.encode()?,
        };
        let target = match self.payload {
            Payload::Borrowed(method, _) | Payload::Decoded(method, _) => Target::Known(method),
            Payload::Encoded(target, _) => target,
        };
        let mut request = EncodedRequest::to(target, body);
        request.codec = self.codec;
        request.metadata = self.metadata;
        request.timeout = self.timeout;
        request.extensions = self.extensions;
        Ok(request)
    }

    /// The message and the context for a handler of `method`. A body is decoded.
    pub(in crate::rpc) fn into_parts(
        self,
        method: &'static MethodDescriptor,
    ) -> Result<(Box<dyn Message>, Context), Error> {
        let message = match self.payload {
            Payload::Decoded(_, message) => message,
            Payload::Borrowed(method, message) => method.request().copy(message),
            Payload::Encoded(_, body) => {
                let decoded = method.request().decode(self.codec, body, None);
                decoded.map_err(Error::undecodable_request)?
            }
        };
        let context = Context {
            metadata: self.metadata,
            timeout: self.timeout,
            deadline: self.deadline,
            method: Some(method),
            peer: self.peer,
            extensions: self.extensions,
        };
        Ok((message, context))
    }
}

impl Clone for AnyRequest<'_> {
    fn clone(&self) -> Self {
        Self {
            payload: self.payload.clone(),
            codec: self.codec,
            encoded: self.encoded.clone(),
            attempt: self.attempt,
            timeout: self.timeout,
            deadline: self.deadline,
            peer: self.peer,
            metadata: self.metadata.clone(),
            retry: self.retry,
            extensions: self.extensions.clone(),
        }
    }
}

impl Clone for Payload<'_> {
    fn clone(&self) -> Self {
        match self {
            Self::Borrowed(method, message) => Self::Borrowed(method, *message),
            Self::Encoded(target, body) => Self::Encoded(target.clone(), body),
            Self::Decoded(method, message) => {
                Self::Decoded(method, method.request().copy(&**message))
            }
        }
    }
}

// Bodies may hold secrets. Messages redact their own.
impl fmt::Debug for AnyRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("AnyRequest");
        out.field("path", &self.path());
        if let Some(message) = self.message() {
            out.field("message", &message);
        }
        out.field("codec", &self.codec)
            .field("side", &self.side())
            .field("attempt", &self.attempt)
            .field("metadata", &self.metadata)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
