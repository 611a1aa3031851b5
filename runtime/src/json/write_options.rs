//! [`WriteOptions`]: encoding with default values.

use super::encode;
use crate::message::Message;

/// Options for encoding a message.
///
/// By default, fields with default values are omitted, as by [`encode_into`](super::encode_into).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[must_use = "options do nothing until a message is encoded with them"]
pub struct WriteOptions {
    emit_defaults: bool,
}

impl WriteOptions {
    /// The default options.
    pub const fn new() -> Self {
        Self { emit_defaults: false }
    }

    /// Whether to write fields with default values. Defaults to `false`.
    ///
    /// This applies to scalars, enums, lists and maps. Fields with presence (messages, `optional`
    /// fields and oneofs) are still written only if set.
    pub const fn emit_defaults(mut self, emit: bool) -> Self {
        self.emit_defaults = emit;
        self
    }

    /// Appends a message to `out` as ProtoJSON.
    pub fn encode_into(self, message: &dyn Message, out: &mut Vec<u8>) {
        if self.emit_defaults {
            encode::encode_with_defaults(message, out);
        } else {
            encode::encode_into(message, out);
        }
    }

    /// Encodes a message as ProtoJSON bytes in UTF-8.
    #[must_use]
    pub fn encode_to_vec(self, message: &dyn Message) -> Vec<u8> {
        let mut out = Vec::with_capacity(encode::INITIAL_CAPACITY);
        self.encode_into(message, &mut out);
        out
    }

    /// Encodes a message as a ProtoJSON string.
    #[must_use]
    pub fn encode_to_string(self, message: &dyn Message) -> String {
        encode::into_string(self.encode_to_vec(message))
    }
}
