//! The context of a request.

use std::any::Any;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use crate::rpc::{Extensions, Metadata, MethodDescriptor};

/// What came with a request's message.
#[derive(Debug, Clone, Default)]
pub struct Context {
    metadata: Metadata,
    timeout: Option<Duration>,
    deadline: Option<Instant>,
    method: Option<&'static MethodDescriptor>,
    peer: Option<SocketAddr>,
    extensions: Extensions,
}

impl Context {
    /// A context with these headers.
    #[must_use]
    pub fn new(metadata: Metadata) -> Self {
        Self { metadata, ..Self::default() }
    }

    /// Sets the time that the caller allows, counted from now.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        // A timeout beyond the clock's range is as good as none.
        self.deadline = Instant::now().checked_add(timeout);
        self
    }

    /// Sets the RPC that was called.
    #[must_use]
    pub fn with_method(mut self, method: &'static MethodDescriptor) -> Self {
        self.method = Some(method);
        self
    }

    /// Sets the address that the request came from.
    #[must_use]
    pub const fn with_peer(mut self, peer: SocketAddr) -> Self {
        self.peer = Some(peer);
        self
    }

    /// Adds a value that the handler finds by its type, in place of one of the same type: what a
    /// layer would have put there.
    #[must_use]
    pub fn with_extension<T: Any + Send + Sync>(mut self, value: T) -> Self {
        self.extensions.insert(value);
        self
    }

    /// Sets the values that the handler finds by their types, in place of all there were.
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

    /// The time that the caller allowed, if it set a limit.
    #[must_use]
    pub const fn timeout(&self) -> Option<Duration> {
        self.timeout
    }

    /// When the caller's time is over, if it set a limit. An HTTP server drops the handler's
    /// future then; a [`Router`](crate::rpc::Router) in the same process does not, and what a handler
    /// spawned goes on in any case: whoever works for long looks here.
    #[must_use]
    pub const fn deadline(&self) -> Option<Instant> {
        self.deadline
    }

    /// The RPC that was called; `None` where a test called the handler itself.
    #[must_use]
    pub const fn method(&self) -> Option<&'static MethodDescriptor> {
        self.method
    }

    /// The address that the request came from: that of a proxy, if there is one. `None` where it
    /// came over no socket.
    #[must_use]
    pub const fn peer(&self) -> Option<SocketAddr> {
        self.peer
    }

    /// The value of a type that somebody before the handler left for it.
    #[must_use]
    pub fn extension<T: Any + Send + Sync>(&self) -> Option<&T> {
        self.extensions.get()
    }

    /// All values that somebody before the handler left for it, as to pass them on.
    #[must_use]
    pub const fn extensions(&self) -> &Extensions {
        &self.extensions
    }
}
