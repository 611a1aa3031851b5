//! From messages of unknown types to those of generated code.

use std::any::Any;

use super::Error;
use crate::message::Message;

/// The message as an `M`.
///
/// # Errors
///
/// [`Code::Internal`](super::Code::Internal) if it is of another type: then the method table and the
/// code of a client or server disagree.
pub(super) fn downcast<M: Message>(message: Box<dyn Message>) -> Result<Box<M>, Error> {
    let name = message.descriptor().name();
    let message: Box<dyn Any> = message;
    message.downcast().map_err(|_| unexpected_type(name))
}

/// The borrowed message as an `M`.
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
    Error::internal(format!("the RPC has no message of type {name} here"))
}
