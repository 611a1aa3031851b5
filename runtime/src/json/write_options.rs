//! Writing where the default is not enough.

use super::encode;
use crate::message::Message;

/// How to write a message, beyond what [`encode_into`](super::encode_into) does.
///
/// Without an option set it does just that: fields at their default are left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[must_use = "options do nothing until something is written with them"]
pub struct WriteOptions {
    emits_defaults: bool,
}

impl WriteOptions {
    /// The default.
    pub const fn new() -> Self {
        Self { emits_defaults: false }
    }

    /// Whether to write fields at their default too, for readers who expect every documented one.
    ///
    /// These are scalars, enums, lists and maps. What has a way to say "not set" (messages,
    /// `optional` fields, arms of oneofs) is written as ever, only when it is set.
    pub const fn emit_defaults(mut self, emit: bool) -> Self {
        self.emits_defaults = emit;
        self
    }

    /// Writes a message as ProtoJSON after what `out` holds.
    pub fn encode_into(self, message: &dyn Message, out: &mut Vec<u8>) {
        if self.emits_defaults {
            encode::with_defaults(message, out);
        } else {
            encode::encode_into(message, out);
        }
    }

    /// Writes a message as ProtoJSON bytes, which are UTF-8.
    #[must_use]
    pub fn encode_to_vec(self, message: &dyn Message) -> Vec<u8> {
        let mut out = Vec::with_capacity(encode::FIRST_CAPACITY);
        self.encode_into(message, &mut out);
        out
    }

    /// Writes a message as ProtoJSON text.
    #[must_use]
    pub fn encode_to_string(self, message: &dyn Message) -> String {
        encode::into_text(self.encode_to_vec(message))
    }
}
