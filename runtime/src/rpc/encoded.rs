//! Encoded requests and responses: the arguments and results of transports and services. They know
//! no message type and no interceptor.

use std::borrow::Cow;
use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

use super::{Extensions, Idempotency, Metadata, MethodDescriptor, PageQuery, Target};
use crate::codec::Codec;

/// An encoded request with its RPC, headers and options.
#[derive(Clone)]
#[non_exhaustive]
pub struct EncodedRequest {
    target: Target,
    /// The headers.
    pub metadata: Metadata,
    /// The encoding of the body. Constructors set [`Codec::Json`].
    pub codec: Codec,
    /// The encoded request.
    pub body: Vec<u8>,
    /// The time limit of the call. `None` means no limit.
    pub timeout: Option<Duration>,
    /// The maximum memory of the decoded message, in bytes; see
    /// [`ReadOptions::memory_limit`](crate::codec::ReadOptions::memory_limit). `None` means no limit.
    /// Only HTTP servers set it.
    pub memory_limit: Option<usize>,
    /// The page token and size in the query string. Only HTTP servers set them.
    pub page: PageQuery,
    /// The address of the client. `None` for requests that did not arrive over a socket.
    pub peer: Option<SocketAddr>,
    /// Values for the handler's context. Transports that leave the process drop them.
    pub extensions: Extensions,
}

impl EncodedRequest {
    /// A request without headers and time limit.
    #[must_use]
    pub const fn new(method: &'static MethodDescriptor, body: Vec<u8>) -> Self {
        Self::to(Target::Known(method), body)
    }

    /// A request by path, such as `/acme.v1.BookService/GetBook`. The RPC need not be in
    /// the schema. A missing leading slash is added.
    #[must_use]
    pub fn raw(path: impl Into<Cow<'static, str>>, body: Vec<u8>) -> Self {
        Self::to(Target::raw(path), body)
    }

    pub(super) const fn to(target: Target, body: Vec<u8>) -> Self {
        Self {
            target,
            metadata: Metadata::new(),
            codec: Codec::Json,
            body,
            timeout: None,
            memory_limit: None,
            page: PageQuery::new(),
            peer: None,
            extensions: Extensions::new(),
        }
    }

    /// The path below the base URL, such as `/acme.v1.BookService/GetBook`.
    #[must_use]
    pub fn path(&self) -> &str {
        self.target.path()
    }

    /// The descriptor of the RPC. `None` for a raw request before a router resolves it.
    #[must_use]
    pub const fn method(&self) -> Option<&'static MethodDescriptor> {
        self.target.method()
    }

    /// The idempotency of the RPC. [`Idempotency::Unknown`] for a raw request.
    #[must_use]
    pub fn idempotency(&self) -> Idempotency {
        self.target.idempotency()
    }

    /// Sets the RPC to which the path was resolved.
    pub(super) fn resolve(&mut self, method: &'static MethodDescriptor) {
        self.target = Target::Known(method);
    }

    /// The path, for errors. Not copied for RPCs of the schema.
    pub(crate) fn to_path(&self) -> Cow<'static, str> {
        self.target.to_path()
    }
}

// Bodies may hold secrets, which only message types can redact.
impl fmt::Debug for EncodedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EncodedRequest")
            .field("path", &self.path())
            .field("metadata", &self.metadata)
            .field("codec", &self.codec)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("timeout", &self.timeout)
            .field("page", &self.page)
            .field("peer", &self.peer)
            .finish()
    }
}

/// An encoded response.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct EncodedResponse {
    /// The headers.
    pub headers: Metadata,
    /// The encoding of the body. The constructor sets [`Codec::Json`].
    pub codec: Codec,
    /// The encoded response.
    pub body: Vec<u8>,
    /// The trailers.
    pub trailers: Metadata,
    /// The maximum memory of the decoded message, in bytes; see
    /// [`ReadOptions::memory_limit`](crate::codec::ReadOptions::memory_limit). `None` means no limit.
    /// Only the HTTP client sets it.
    pub memory_limit: Option<usize>,
    /// The HTTP status. `None` for transports other than HTTP. If the response cannot be decoded, it
    /// is the status of the error.
    pub http_status: Option<u16>,
}

impl EncodedResponse {
    /// A response without headers and trailers.
    #[must_use]
    pub const fn new(body: Vec<u8>) -> Self {
        Self {
            headers: Metadata::new(),
            codec: Codec::Json,
            body,
            trailers: Metadata::new(),
            memory_limit: None,
            http_status: None,
        }
    }
}

impl fmt::Debug for EncodedResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EncodedResponse")
            .field("headers", &self.headers)
            .field("codec", &self.codec)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("trailers", &self.trailers)
            .field("http_status", &self.http_status)
            .finish()
    }
}
