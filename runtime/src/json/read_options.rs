//! [`ReadOptions`]: decoding that rejects or reports what is unknown.

use std::fmt;

use super::decode::decode_with;
use super::error::DecodeError;
use super::unknown::Unknown;
use super::unknown_handler::{Observer, ReportUnknown};
use crate::message::Message;

/// Options for decoding a message.
///
/// By default, unknown fields are skipped silently, as by [`decode_into`](super::decode_into).
/// Unknown enum values are always kept, and only reported to an observer.
///
/// ```
/// # use gitpod_runtime::{DecodeError, Message, json::ReadOptions};
/// # fn read<M: Message + Default>(json: &[u8]) -> Result<M, DecodeError> {
/// let mut unknowns = Vec::new();
/// let mut observer =
///     |unknown: &gitpod_runtime::json::Unknown<'_>| unknowns.push(unknown.to_string());
/// let message = ReadOptions::new().observe(&mut observer).decode(json)?;
/// # Ok(message) }
/// ```
#[derive(Default)]
#[must_use = "options do nothing until a message is decoded with them"]
pub struct ReadOptions<'o> {
    deny_unknown_fields: bool,
    observer: Option<Observer<'o>>,
}

impl<'o> ReadOptions<'o> {
    /// The default options.
    pub const fn new() -> Self {
        Self { deny_unknown_fields: false, observer: None }
    }

    /// Whether an unknown field is an error. Defaults to `false`.
    pub const fn deny_unknown_fields(mut self, deny: bool) -> Self {
        self.deny_unknown_fields = deny;
        self
    }

    /// Calls `observer` for every unknown field and enum value, in document order.
    ///
    /// Fields inside an unknown field are not reported. If decoding fails, the observer has been
    /// called for everything before the error.
    pub fn observe(mut self, observer: &'o mut dyn FnMut(&Unknown<'_>)) -> Self {
        self.observer = Some(observer);
        self
    }

    /// Decodes a ProtoJSON object into `message`, like [`decode_into`](super::decode_into).
    ///
    /// # Errors
    ///
    /// Returns an error if the input is not valid JSON, a value does not fit its field, or a field
    /// is unknown and unknown fields are denied.
    pub fn decode_into(
        &mut self,
        json: &[u8],
        message: &mut dyn Message,
    ) -> Result<(), DecodeError> {
        let root = message.descriptor();
        let handler = ReportUnknown::new(root, self.deny_unknown_fields, self.observer.as_mut());
        decode_with(json, message, handler)
    }

    /// Decodes a new message.
    ///
    /// # Errors
    ///
    /// The same as [`decode_into`](Self::decode_into).
    pub fn decode<M: Message + Default>(
        &mut self,
        json: impl AsRef<[u8]>,
    ) -> Result<M, DecodeError> {
        let mut message = M::default();
        self.decode_into(json.as_ref(), &mut message)?;
        Ok(message)
    }
}

impl fmt::Debug for ReadOptions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadOptions")
            .field("deny_unknown_fields", &self.deny_unknown_fields)
            .field("observed", &self.observer.is_some())
            .finish()
    }
}
