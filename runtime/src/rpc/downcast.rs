//! Downcasts from `dyn Message` to generated types. Used by typed calls, pages and handlers.

use std::any::Any;

use super::Error;
use crate::message::Message;

/// Downcasts a message to `M`.
///
/// # Errors
///
/// [`Code::Internal`](super::Code::Internal) if the message has another type, such as one that an
/// interceptor returned.
pub(super) fn downcast<M: Message>(message: Box<dyn Message>) -> Result<Box<M>, Error> {
    let name = message.descriptor().name();
    let message: Box<dyn Any> = message;
    message.downcast().map_err(|_| unexpected_type(name))
}

/// Downcasts a borrowed message to `M`.
///
/// # Errors
///
/// As [`downcast`].
pub(super) fn downcast_ref<'m, M: Message>(
    message: &'m (dyn Message + 'static),
) -> Result<&'m M, Error> {
    let any: &dyn Any = message;
    any.downcast_ref().ok_or_else(|| unexpected_type(message.descriptor().name()))
}

fn unexpected_type(name: &str) -> Error {
    Error::internal(format!("unexpected message type {name}"))
}
