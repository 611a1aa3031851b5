//! The request that a handler takes.

use super::Context;
use crate::rpc::Metadata;

/// A request on the server's side: the message and what came with it.
#[derive(Debug, Clone)]
pub struct Request<T> {
    /// The message.
    pub message: T,
    context: Context,
}

impl<T> Request<T> {
    /// A request that came with `context`.
    #[must_use]
    pub const fn new(message: T, context: Context) -> Self {
        Self { message, context }
    }

    /// What came with the message.
    #[must_use]
    pub const fn context(&self) -> &Context {
        &self.context
    }

    /// The headers that came with the message.
    #[must_use]
    pub const fn metadata(&self) -> &Metadata {
        self.context.metadata()
    }

    /// The message alone.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.message
    }

    /// The message and what came with it.
    #[must_use]
    pub fn into_parts(self) -> (T, Context) {
        (self.message, self.context)
    }
}

/// A request without headers, as a test of a handler makes it.
impl<T> From<T> for Request<T> {
    fn from(message: T) -> Self {
        Self::new(message, Context::default())
    }
}
