//! What a router adds to the handlers of its services.

use std::fmt;
use std::sync::Arc;

use crate::json::WriteOptions;
use crate::rpc::Interceptor;

/// The interceptors around a handler and the form of its responses; a router passes them to
/// [`Service::call`](super::Service::call).
#[derive(Clone, Default)]
pub struct HandlerOptions {
    pub(super) interceptors: Vec<Arc<dyn Interceptor>>,
    pub(super) emit_defaults: bool,
}

impl HandlerOptions {
    /// No interceptors, and responses without fields at their default.
    #[must_use]
    pub const fn new() -> Self {
        Self { interceptors: Vec::new(), emit_defaults: false }
    }

    /// Adds an interceptor inside of those that are there: the first that is added is outermost.
    #[must_use]
    pub fn intercept(mut self, interceptor: impl Interceptor) -> Self {
        self.interceptors.push(Arc::new(interceptor));
        self
    }

    /// Writes response fields at their default too; see [`WriteOptions::emit_defaults`].
    #[must_use]
    pub const fn emit_defaults(mut self) -> Self {
        self.emit_defaults = true;
        self
    }

    pub(super) const fn write_options(&self) -> WriteOptions {
        WriteOptions::new().emit_defaults(self.emit_defaults)
    }
}

impl fmt::Debug for HandlerOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HandlerOptions")
            .field("interceptors", &self.interceptors.len())
            .field("emit_defaults", &self.emit_defaults)
            .finish()
    }
}
