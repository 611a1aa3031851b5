//! Downcasts from `dyn Message` to generated types. Used by typed calls, pages and handlers.

use std::any::Any;

use super::Error;
use crate::message::{Message, MessageDescriptor};

/// Downcasts a message to `M`.
///
/// # Errors
///
/// [`Code::Internal`](super::Code::Internal) if the message has another type, such as one that an
/// interceptor returned.
pub(super) fn downcast<M: Message>(message: Box<dyn Message>) -> Result<M, Error> {
    let descriptor = message.descriptor();
    let message: Box<dyn Any> = message;
    match message.downcast() {
        Ok(message) => Ok(*message),
        Err(message) => Err(mismatch(descriptor, message)),
    }
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
    any.downcast_ref().ok_or_else(|| unexpected_type(message.descriptor()))
}

/// The error of a message that is dropped.
#[cold]
fn mismatch(found: &MessageDescriptor, message: Box<dyn Any>) -> Error {
    drop(message);
    unexpected_type(found)
}

#[cold]
fn unexpected_type(found: &MessageDescriptor) -> Error {
    Error::internal(format!("unexpected message type {}", found.name()))
}
