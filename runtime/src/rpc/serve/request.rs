//! [`Request`]: the argument of handlers.

use super::Context;
use crate::rpc::Metadata;

/// A request on the server: the message and its context.
#[derive(Debug, Clone)]
pub struct Request<T> {
    /// The message.
    pub message: T,
    context: Context,
}

impl<T> Request<T> {
    /// A request with a context.
    #[must_use]
    pub const fn new(message: T, context: Context) -> Self {
        Self { message, context }
    }

    /// The context.
    #[must_use]
    pub const fn context(&self) -> &Context {
        &self.context
    }

    /// The headers.
    #[must_use]
    pub const fn metadata(&self) -> &Metadata {
        self.context.metadata()
    }

    /// Returns the message without the context.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.message
    }

    /// Returns the message and the context.
    #[must_use]
    pub fn into_parts(self) -> (T, Context) {
        (self.message, self.context)
    }
}

/// A request with an empty context, for tests of handlers.
impl<T> From<T> for Request<T> {
    fn from(message: T) -> Self {
        Self::new(message, Context::default())
    }
}
