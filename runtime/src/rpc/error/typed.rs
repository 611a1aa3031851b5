//! Details as messages: attached by [`ErrorDetail::of`], decoded by [`Error::details_as`].
//!
//! Depends on `codec` and `message`.

use super::redacted_json::redacted_json;
use super::{Error, ErrorDetail};
use crate::codec::{Codec, DecodeError, EncodeError, ReadOptions};
use crate::message::Message;
use crate::rpc::MessageType;

/// The memory limit of a decoded detail, in bytes: four times the maximum size of an error body.
const MEMORY_LIMIT: usize = 4 << 20;

impl ErrorDetail {
    /// A detail that carries a message: in binary, and as JSON for logs and for clients without the
    /// message type. The JSON has `[redacted]` in place of sensitive values.
    ///
    /// # Errors
    ///
    /// Returns an error if the message has no binary form; see [`EncodeError`].
    pub fn of(message: &dyn Message) -> Result<Self, EncodeError> {
        let detail = Self::new(message.descriptor().name(), Codec::Binary.encode(message)?);
        Ok(redacted_json(message).into_iter().fold(detail, Self::with_debug))
    }

    /// Decodes the detail if it is an `M`. Returns `None` for a detail of another type.
    ///
    /// The message may take 4 MiB of memory. For another limit, decode [`value`](Self::value) with
    /// [`ReadOptions`](crate::codec::ReadOptions).
    ///
    /// # Errors
    ///
    /// Returns an error if the value is malformed or exceeds the limit.
    #[must_use]
    pub fn decode<M: Message + Default>(&self) -> Option<Result<M, DecodeError>> {
        let mut message = M::default();
        let decoded = self.decode_into(&mut message)?;
        Some(decoded.map(|()| message))
    }

    /// Decodes the detail if it is of a type that is known as a value, as those in the registry of a
    /// generated crate. Returns `None` for a detail of another type.
    ///
    /// # Errors
    ///
    /// Like [`decode`](Self::decode).
    #[must_use]
    pub fn decode_as(&self, of: &MessageType) -> Option<Result<Box<dyn Message>, DecodeError>> {
        let mut message = of.new_message();
        let decoded = self.decode_into(&mut *message)?;
        Some(decoded.map(|()| message))
    }

    /// Decodes the detail into a default message of its type. `None` if the message has another type.
    fn decode_into(&self, message: &mut dyn Message) -> Option<Result<(), DecodeError>> {
        (message.descriptor().name() == self.type_name()).then(|| {
            let mut options = ReadOptions::new().memory_limit(Some(MEMORY_LIMIT));
            options.decode_into(Codec::Binary, self.value(), message)
        })
    }
}

impl Error {
    /// Decodes the [details](Self::details) of a type, and skips those of other types. An error of a
    /// detail does not end the iteration.
    ///
    /// Each message may take 4 MiB of memory.
    ///
    /// ```
    /// # use gitpod_runtime::{Message, rpc::Error};
    /// # fn show<RetryInfo: Message + Default>(error: &Error) {
    /// for info in error.details_as::<RetryInfo>().flatten() {
    ///     println!("{info:?}");
    /// }
    /// # }
    /// ```
    pub fn details_as<M: Message + Default>(&self) -> impl Iterator<Item = Result<M, DecodeError>> {
        self.details().iter().filter_map(ErrorDetail::decode)
    }
}
