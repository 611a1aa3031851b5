//! [`HandlerOptions`]: the settings of a router that its services apply.

use std::fmt;
use std::sync::Arc;

use crate::json::WriteOptions;
use crate::rpc::Interceptor;

/// Interceptors and response encoding. Routers pass them to
/// [`Service::call`](super::Service::call).
#[derive(Clone, Default)]
pub struct HandlerOptions {
    pub(super) interceptors: Vec<Arc<dyn Interceptor>>,
    pub(super) emit_defaults: bool,
}

impl HandlerOptions {
    /// No interceptors, and responses without fields that have their default value.
    #[must_use]
    pub const fn new() -> Self {
        Self { interceptors: Vec::new(), emit_defaults: false }
    }

    /// Adds an interceptor, inside of those added before.
    #[must_use]
    pub fn intercept(mut self, interceptor: impl Interceptor) -> Self {
        self.interceptors.push(Arc::new(interceptor));
        self
    }

    /// Includes response fields that have their default value; see [`WriteOptions::emit_defaults`].
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
