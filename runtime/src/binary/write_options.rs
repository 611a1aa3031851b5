//! [`WriteOptions`]: encoding without the enum values that have no number.

use super::encode;
use crate::message::Message;
use crate::wire::EncodeError;

/// Options for encoding a message in the binary wire format.
///
/// By default, an enum value that is known by its name alone is an error, as by
/// [`encode_to_vec`](super::encode_to_vec).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[must_use = "options do nothing until a message is encoded with them"]
pub struct WriteOptions {
    omit_enum_names: bool,
}

impl WriteOptions {
    /// The default options.
    pub const fn new() -> Self {
        Self { omit_enum_names: false }
    }

    /// Whether to omit enum values that are known by their name alone. Defaults to `false`: such a value
    /// is an error.
    ///
    /// Such values come from JSON of a newer version of the API. A field with one is not written, and
    /// neither is an element of a list or an entry of a map.
    pub const fn omit_enum_names(mut self, omit: bool) -> Self {
        self.omit_enum_names = omit;
        self
    }

    /// Encodes a message.
    ///
    /// # Errors
    ///
    /// Returns an error if an enum value is known by its name alone, unless such values are omitted.
    pub fn encode_to_vec(self, message: &dyn Message) -> Result<Vec<u8>, EncodeError> {
        encode::encode_with(message, self.omit_enum_names)
    }
}
