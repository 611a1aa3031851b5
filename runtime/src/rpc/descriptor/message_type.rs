//! [`MessageType`]: a message type as a value, for code that knows messages only by descriptor.

use std::fmt;

use crate::codec::{Codec, DecodeError, ReadOptions};
use crate::message::{self, Message};

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
        Self { name, make: make::<M> }
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

    /// Decodes a message of this type, within a memory limit in bytes.
    pub(in crate::rpc) fn decode(
        &self,
        codec: Codec,
        body: &[u8],
        memory_limit: Option<usize>,
    ) -> Result<Box<dyn Message>, DecodeError> {
        let mut message = self.new_message();
        ReadOptions::new().memory_limit(memory_limit).decode_into(codec, body, &mut *message)?;
        Ok(message)
    }

    /// Copies a message of this type.
    pub(crate) fn copy(&self, message: &dyn Message) -> Box<dyn Message> {
        let mut copy = self.new_message();
        message::copy_message(message, &mut *copy);
        copy
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
