//! Decodes messages of a [`MessageType`].

use crate::codec::{Codec, DecodeError, ReadOptions};
use crate::message::{Message, MessageType};

impl MessageType {
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
}
