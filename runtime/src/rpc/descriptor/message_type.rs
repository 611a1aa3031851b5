//! Message types as values.

use std::fmt;

use crate::message::Message;

/// A message type as a value: its name and a way to make one.
#[derive(Clone, Copy)]
pub struct MessageType {
    name: &'static str,
    make: fn() -> Box<dyn Message>,
}

impl MessageType {
    /// The type `M`, whose full protobuf name is `name`.
    #[must_use]
    pub const fn of<M: Message + Default>(name: &'static str) -> Self {
        Self { name, make: make::<M> }
    }

    /// The full protobuf name, such as `gitpod.v1.GetProjectRequest`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// A message of this type with every field at its default.
    #[must_use]
    pub fn new_message(&self) -> Box<dyn Message> {
        (self.make)()
    }
}

fn make<M: Message + Default>() -> Box<dyn Message> {
    Box::new(M::default())
}

impl fmt::Debug for MessageType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("MessageType").field(&self.name).finish()
    }
}
