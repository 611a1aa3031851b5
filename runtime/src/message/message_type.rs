//! [`MessageType`]: a message type as a value, for code that knows messages only by descriptor.

use std::fmt;

use super::{Erased, Message, copy_message};

/// A message type as a value: its name and a constructor.
#[derive(Clone, Copy)]
pub struct MessageType {
    name: &'static str,
    make: fn() -> Box<dyn Message>,
}

impl MessageType {
    /// The type `M` with the full protobuf name `name`.
    #[must_use]
    pub const fn of<M: Message + Default>(name: &'static str) -> Self {
        Self { name, make: M::boxed_default }
    }

    /// The full protobuf name, such as `acme.v1.GetBookRequest`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns a message of this type with all fields at their defaults.
    #[must_use]
    pub fn new_message(&self) -> Box<dyn Message> {
        (self.make)()
    }

    /// Copies a message of this type.
    pub(crate) fn copy(&self, message: &dyn Message) -> Box<dyn Message> {
        let mut copy = self.new_message();
        copy_message(message, &mut *copy);
        copy
    }
}

impl fmt::Debug for MessageType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("MessageType").field(&self.name).finish()
    }
}
