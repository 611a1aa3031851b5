//! [`WriteOptions`]: encoding with default values.

use super::encode::{self, Encoding};
use super::well_known::Types;
use crate::message::{Message, MessageType};
use crate::wire::EncodeError;

/// Options for encoding a message.
///
/// By default, fields with default values are omitted, as by [`encode_into`](super::encode_into).
#[derive(Debug, Clone, Copy, Default)]
#[must_use = "options do nothing until a message is encoded with them"]
pub struct WriteOptions {
    emit_defaults: bool,
    types: &'static [MessageType],
}

impl WriteOptions {
    /// The default options.
    pub const fn new() -> Self {
        Self { emit_defaults: false, types: &[] }
    }

    /// Whether to write fields with default values. Defaults to `false`.
    ///
    /// This applies to scalars, enums, lists and maps. Fields with presence (messages, `optional`
    /// fields and oneofs) are still written only if set.
    pub const fn emit_defaults(mut self, emit: bool) -> Self {
        self.emit_defaults = emit;
        self
    }

    /// The types of messages that an [`Any`](crate::well_known::Any) may hold, in addition to those
    /// that are always known: the well-known types and those of the crate that the message is from.
    /// A generated crate lists its types in `types::MESSAGES`.
    pub const fn types(mut self, types: &'static [MessageType]) -> Self {
        self.types = types;
        self
    }

    /// Appends a message to `out` as ProtoJSON. A value that has no JSON form is written as `null`.
    pub fn encode_into(self, message: &dyn Message, out: &mut Vec<u8>) {
        out.reserve(encode::INITIAL_CAPACITY);
        let encoding = Encoding::lenient(Types::new(self.types));
        // Lenient writing does not fail.
        let _ = encode::document(message, self.emit_defaults, out, encoding);
    }

    /// Encodes a message as ProtoJSON bytes in UTF-8, or fails if a value has no JSON form.
    pub(crate) fn try_encode(self, message: &dyn Message) -> Result<Vec<u8>, EncodeError> {
        let mut out = Vec::with_capacity(encode::INITIAL_CAPACITY);
        let encoding = Encoding::strict(Types::new(self.types));
        match encode::document(message, self.emit_defaults, &mut out, encoding) {
            Ok(()) => Ok(out),
            Err(fault) => Err(fault.into_error(message.descriptor())),
        }
    }

    /// Encodes a message as ProtoJSON bytes in UTF-8. A value that has no JSON form is written as
    /// `null`.
    #[must_use]
    pub fn encode_to_vec(self, message: &dyn Message) -> Vec<u8> {
        let mut out = Vec::new();
        self.encode_into(message, &mut out);
        out
    }

    /// Encodes a message as a ProtoJSON string. A value that has no JSON form is written as `null`.
    #[must_use]
    pub fn encode_to_string(self, message: &dyn Message) -> String {
        // It is UTF-8. Checking it takes far less time than writing a `String` piece by piece.
        String::from_utf8(self.encode_to_vec(message)).unwrap_or_default()
    }
}
