//! [`Context`]: the context of a request. Handlers read it; tests of handlers build it.

use std::any::Any;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use crate::rpc::{Extensions, Metadata, MethodDescriptor};

/// The context of a request: headers, time limit, peer and the values that interceptors inserted.
#[derive(Debug, Clone, Default)]
pub struct Context {
    pub(in crate::rpc) metadata: Metadata,
    pub(in crate::rpc) timeout: Option<Duration>,
    pub(in crate::rpc) deadline: Option<Instant>,
    pub(in crate::rpc) method: Option<&'static MethodDescriptor>,
    pub(in crate::rpc) peer: Option<SocketAddr>,
    pub(in crate::rpc) extensions: Extensions,
}

impl Context {
    /// A context with these headers.
    #[must_use]
    pub fn new(metadata: Metadata) -> Self {
        Self { metadata, ..Self::default() }
    }

    /// Sets the time limit, counted from now.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        // A timeout that overflows the clock means no deadline.
        self.deadline = Instant::now().checked_add(timeout);
        self
    }

    /// Sets the RPC that was called.
    #[must_use]
    pub fn with_method(mut self, method: &'static MethodDescriptor) -> Self {
        self.method = Some(method);
        self
    }

    /// Sets the address of the client.
    #[must_use]
    pub const fn with_peer(mut self, peer: SocketAddr) -> Self {
        self.peer = Some(peer);
        self
    }

    /// Inserts a value, as an interceptor or a tower layer would. Replaces a value of the same
    /// type.
    #[must_use]
    pub fn with_extension<T: Any + Send + Sync>(mut self, value: T) -> Self {
        self.extensions.insert(value);
        self
    }

    /// Replaces the extensions.
    #[must_use]
    pub fn with_extensions(mut self, extensions: Extensions) -> Self {
        self.extensions = extensions;
        self
    }

    /// The headers.
    #[must_use]
    pub const fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// The time limit of the call. `None` means no limit.
    #[must_use]
    pub const fn timeout(&self) -> Option<Duration> {
        self.timeout
    }

    /// The end of the time limit. `None` means no limit.
    ///
    /// HTTP servers drop the handler's future at the deadline. A [`Router`](super::Router) in the
    /// same process does not, and spawned tasks continue in either case, so long-running handlers
    /// should check it.
    #[must_use]
    pub const fn deadline(&self) -> Option<Instant> {
        self.deadline
    }

    /// The RPC that was called. `None` if a test called the handler directly.
    #[must_use]
    pub const fn method(&self) -> Option<&'static MethodDescriptor> {
        self.method
    }

    /// The address of the client, or of a proxy in front of the server. `None` for requests that
    /// did not arrive over a socket.
    #[must_use]
    pub const fn peer(&self) -> Option<SocketAddr> {
        self.peer
    }

    /// The value of a type that an interceptor or a tower layer inserted.
    #[must_use]
    pub fn extension<T: Any + Send + Sync>(&self) -> Option<&T> {
        self.extensions.get()
    }

    /// The values that interceptors and tower layers inserted.
    #[must_use]
    pub const fn extensions(&self) -> &Extensions {
        &self.extensions
    }
}
