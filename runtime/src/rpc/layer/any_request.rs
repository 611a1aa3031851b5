//! The request as interceptors see it.

use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use crate::json;
use crate::message::{self, Message};
use crate::rpc::{
    Context, EncodedRequest, Error, Extensions, Idempotency, Metadata, MethodDescriptor,
    RetryPolicy, Target,
};

/// The request of any RPC: on the client before it is encoded, on the server after it was decoded.
///
/// Cloning is cheap on the client, where the message is borrowed from the call. On the server the
/// message is copied.
pub struct AnyRequest<'a> {
    target: Target,
    payload: Payload<'a>,
    /// The payload as bytes, once they were asked for.
    encoded: Option<Vec<u8>>,
    side: Side,
    attempt: u32,
    timeout: Option<Duration>,
    deadline: Option<Instant>,
    peer: Option<SocketAddr>,
    /// The headers.
    pub metadata: Metadata,
    /// The retry policy of this call, in place of the client's. `None` means the client's.
    pub retry: Option<RetryPolicy>,
    /// Values for the handler's context, found by their types. An interceptor on the server leaves
    /// values for the handler here; transports that leave the process drop those of the client.
    pub extensions: Extensions,
}

/// The side of a call that an interceptor runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// Around a transport.
    Client,
    /// Around a handler.
    Server,
}

enum Payload<'a> {
    Borrowed(&'a (dyn Message + 'static)),
    Owned(Box<dyn Message>),
    Json(Cow<'a, [u8]>),
}

impl<'a> AnyRequest<'a> {
    /// A request on the client that the call owns.
    pub(in crate::rpc) fn of_message(
        method: &'static MethodDescriptor,
        message: &'a (dyn Message + 'static),
    ) -> Self {
        Self::new(Target::Known(method), Payload::Borrowed(message), Side::Client)
    }

    /// A request on the client that is JSON already.
    pub(in crate::rpc) fn of_json(target: Target, json: &'a [u8]) -> Self {
        Self::new(target, Payload::Json(Cow::Borrowed(json)), Side::Client)
    }

    /// A request on the server, decoded as the message of its RPC.
    pub(in crate::rpc) fn decode(
        method: &'static MethodDescriptor,
        request: EncodedRequest,
    ) -> Result<Self, Error> {
        let mut message = method.request().new_message();
        json::decode_into(&request.body, &mut *message).map_err(Error::undecodable_request)?;
        if let Some(paging) = method.paging_descriptor().filter(|_| !request.page.is_empty()) {
            request.page.apply(paging, &mut *message)?;
        }
        let payload = Payload::Owned(message);
        let mut decoded = Self::new(Target::Known(method), payload, Side::Server);
        decoded.set_timeout(request.timeout);
        decoded.peer = request.peer;
        decoded.metadata = request.metadata;
        decoded.extensions = request.extensions;
        Ok(decoded)
    }

    const fn new(target: Target, payload: Payload<'a>, side: Side) -> Self {
        Self {
            target,
            payload,
            encoded: None,
            side,
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
        self.target.method()
    }

    /// The path of the RPC, such as `/gitpod.v1.ProjectService/GetProject`.
    #[must_use]
    pub fn path(&self) -> &str {
        self.target.path()
    }

    /// Whether the RPC may be repeated. [`Idempotency::Unknown`] for a raw call by path.
    #[must_use]
    pub fn idempotency(&self) -> Idempotency {
        self.target.idempotency()
    }

    /// The message. `None` for a raw call, whose request is JSON.
    #[must_use]
    pub fn message(&self) -> Option<&(dyn Message + 'static)> {
        match &self.payload {
            Payload::Borrowed(message) => Some(*message),
            Payload::Owned(message) => Some(&**message),
            Payload::Json(_) => None,
        }
    }

    /// The message, if it is a `Q`.
    #[must_use]
    pub fn message_as<Q: Message>(&self) -> Option<&Q> {
        let message: &dyn Any = self.message()?;
        message.downcast_ref()
    }

    /// The request as JSON.
    ///
    /// On the client these are the bytes that are sent, before compression. They are encoded once
    /// for each attempt, whether or not an interceptor asked for them. On the server the message is
    /// encoded again; the bytes that were received may differ.
    pub fn body(&mut self) -> &[u8] {
        if let Payload::Json(json) = &self.payload {
            return json;
        }
        let body = self.encoded.take().unwrap_or_else(|| self.encode());
        self.encoded.insert(body)
    }

    fn encode(&self) -> Vec<u8> {
        match &self.payload {
            Payload::Borrowed(message) => json::encode_to_vec(*message),
            Payload::Owned(message) => json::encode_to_vec(&**message),
            Payload::Json(json) => json.clone().into_owned(),
        }
    }

    /// The side of the call.
    #[must_use]
    pub const fn side(&self) -> Side {
        self.side
    }

    /// The number of the attempt, from 1. Interceptors outside of retries always see 1.
    #[must_use]
    pub const fn attempt(&self) -> u32 {
        self.attempt
    }

    /// Sets the number of the attempt, for interceptors that repeat calls.
    pub const fn set_attempt(&mut self, attempt: u32) {
        self.attempt = attempt;
    }

    /// The time limit: of the call, or inside of retries of the attempt. `None` means no limit.
    #[must_use]
    pub const fn timeout(&self) -> Option<Duration> {
        self.timeout
    }

    /// Sets the time limit, counted from now.
    pub fn set_timeout(&mut self, timeout: Option<Duration>) {
        self.timeout = timeout;
        // The client needs no deadline, and not every platform of clients has a clock. A timeout
        // beyond the clock's range is as good as none.
        let timeout = timeout.filter(|_| self.side == Side::Server);
        self.deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
    }

    /// The end of the time limit, on the server. `None` means no limit, or the client.
    #[must_use]
    pub const fn deadline(&self) -> Option<Instant> {
        self.deadline
    }

    /// The address of the client, or of a proxy before it. `None` on the client, and on the server
    /// for requests that did not come over a socket.
    #[must_use]
    pub const fn peer(&self) -> Option<SocketAddr> {
        self.peer
    }

    pub(in crate::rpc) fn into_encoded(mut self) -> EncodedRequest {
        let body = self.encoded.take().unwrap_or_else(|| self.encode());
        let mut request = EncodedRequest::to(self.target, body);
        request.metadata = self.metadata;
        request.timeout = self.timeout;
        request.extensions = self.extensions;
        request
    }

    /// The message and the context that a handler takes.
    pub(in crate::rpc) fn into_parts(self) -> Result<(Box<dyn Message>, Context), Error> {
        let Payload::Owned(message) = self.payload else {
            return Err(Error::internal("the handler's request is not a decoded message"));
        };
        let context = Context {
            metadata: self.metadata,
            timeout: self.timeout,
            deadline: self.deadline,
            method: self.target.method(),
            peer: self.peer,
            extensions: self.extensions,
        };
        Ok((message, context))
    }
}

impl Clone for AnyRequest<'_> {
    fn clone(&self) -> Self {
        Self {
            target: self.target.clone(),
            payload: self.payload.clone_for(&self.target),
            encoded: self.encoded.clone(),
            side: self.side,
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

impl Payload<'_> {
    /// A copy of a payload of this RPC.
    fn clone_for(&self, target: &Target) -> Self {
        match self {
            Self::Borrowed(message) => Self::Borrowed(*message),
            Self::Json(json) => Self::Json(json.clone()),
            Self::Owned(message) => match target.method() {
                Some(method) => {
                    let mut copy = method.request().new_message();
                    message::copy_message(&**message, &mut *copy);
                    Self::Owned(copy)
                }
                // Owned messages are decoded by their method, so this arm is not reached.
                None => Self::Json(Cow::Owned(json::encode_to_vec(&**message))),
            },
        }
    }
}

// The payload may be secret where it is JSON; messages hide their own secrets.
impl fmt::Debug for AnyRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("AnyRequest");
        out.field("path", &self.path());
        if let Some(message) = self.message() {
            out.field("message", &message);
        }
        out.field("side", &self.side)
            .field("attempt", &self.attempt)
            .field("metadata", &self.metadata)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
