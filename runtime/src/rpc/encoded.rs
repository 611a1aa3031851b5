//! An encoded request and its encoded reply, as transports and services see them.

use std::borrow::Cow;
use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

use super::{Extensions, Idempotency, Metadata, MethodDescriptor, PageQuery, RetryPolicy};

/// An encoded request and all that a transport or a service needs to know about it.
#[derive(Clone)]
#[non_exhaustive]
pub struct EncodedRequest {
    target: Target,
    /// The headers of this call.
    pub metadata: Metadata,
    /// The request as JSON.
    pub body: Vec<u8>,
    /// The time that the caller allows.
    pub timeout: Option<Duration>,
    /// When the caller wants the call repeated; `None` leaves it to whoever repeats calls.
    pub retry: Option<RetryPolicy>,
    /// The page that was asked for beside the body; nothing outside of HTTP servers sets it.
    pub page: PageQuery,
    /// The address that the request came from, where it came over a socket.
    pub peer: Option<SocketAddr>,
    /// Values that go to the handler's context. A transport that leaves the process drops them.
    pub extensions: Extensions,
    /// What the handler's side does besides calling the handler.
    pub handling: Handling,
}

/// The RPC of an exchange.
#[derive(Clone)]
enum Target {
    Known(&'static MethodDescriptor),
    Raw(Cow<'static, str>),
}

/// What the handler's side of an exchange does besides calling the handler.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Handling {
    /// Whether a request that breaks rules of the schema is refused.
    pub validate: bool,
    /// Whether the reply's fields at their default are written too.
    pub emit_defaults: bool,
}

impl Handling {
    /// What either of two asks for.
    pub(super) const fn and(self, other: Self) -> Self {
        Self {
            validate: self.validate || other.validate,
            emit_defaults: self.emit_defaults || other.emit_defaults,
        }
    }
}

impl EncodedRequest {
    /// A request of an RPC, without headers and time limit.
    #[must_use]
    pub const fn new(method: &'static MethodDescriptor, body: Vec<u8>) -> Self {
        Self::to(Target::Known(method), body)
    }

    /// A request of an RPC that the schema need not have, by its path such as
    /// `/gitpod.v1.ProjectService/GetProject`.
    ///
    /// A missing slash at the start is added.
    #[must_use]
    pub fn raw(path: impl Into<Cow<'static, str>>, body: Vec<u8>) -> Self {
        let path = path.into();
        let path = if path.starts_with('/') { path } else { Cow::Owned(format!("/{path}")) };
        Self::to(Target::Raw(path), body)
    }

    const fn to(target: Target, body: Vec<u8>) -> Self {
        Self {
            target,
            metadata: Metadata::new(),
            body,
            timeout: None,
            retry: None,
            page: PageQuery::new(),
            peer: None,
            extensions: Extensions::new(),
            handling: Handling { validate: false, emit_defaults: false },
        }
    }

    /// The path below the base URL, such as `/gitpod.v1.ProjectService/GetProject`.
    #[must_use]
    pub fn path(&self) -> &str {
        match &self.target {
            Target::Known(method) => method.path(),
            Target::Raw(path) => path,
        }
    }

    /// The RPC's description; `None` for a raw request that no router has looked at yet.
    #[must_use]
    pub const fn method(&self) -> Option<&'static MethodDescriptor> {
        match self.target {
            Target::Known(method) => Some(method),
            Target::Raw(_) => None,
        }
    }

    /// Whether the RPC may be repeated. Of one that the schema lacks, nothing is known.
    #[must_use]
    pub fn idempotency(&self) -> Idempotency {
        self.method().map_or(Idempotency::Unknown, MethodDescriptor::idempotency)
    }

    /// Says which RPC the path was found to be.
    pub(super) fn resolve(&mut self, method: &'static MethodDescriptor) {
        self.target = Target::Known(method);
    }

    /// The path in a form that errors can keep.
    pub(crate) fn to_path(&self) -> Cow<'static, str> {
        match &self.target {
            Target::Known(method) => method.path().into(),
            Target::Raw(path) => path.clone(),
        }
    }
}

// Bodies may hold secrets, which only the message types can tell.
impl fmt::Debug for EncodedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EncodedRequest")
            .field("path", &self.path())
            .field("metadata", &self.metadata)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("timeout", &self.timeout)
            .field("retry", &self.retry)
            .field("page", &self.page)
            .field("peer", &self.peer)
            .field("handling", &self.handling)
            .finish()
    }
}

/// An encoded response.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct EncodedResponse {
    /// The headers.
    pub headers: Metadata,
    /// The response as JSON.
    pub body: Vec<u8>,
    /// The trailers.
    pub trailers: Metadata,
}

impl EncodedResponse {
    /// A reply without headers and trailers.
    #[must_use]
    pub const fn new(body: Vec<u8>) -> Self {
        Self { headers: Metadata::new(), body, trailers: Metadata::new() }
    }
}

impl fmt::Debug for EncodedResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EncodedResponse")
            .field("headers", &self.headers)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("trailers", &self.trailers)
            .finish()
    }
}
