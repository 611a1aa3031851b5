//! Reading where the default is not enough.

use std::fmt;

use super::decode::decode_watched;
use super::error::DecodeError;
use super::unknown::Unknown;
use super::watch::{Observer, Watcher};
use crate::message::Message;

/// How to read a message, beyond what [`decode_into`](super::decode_into) does.
///
/// Without an option set it does just that: unknown fields are skipped in silence. Enums are open
/// with every option: an unknown value is kept, and only an observer hears of it.
///
/// ```
/// # use gitpod_runtime::{DecodeError, Message, json::ReadOptions};
/// # fn read<M: Message + Default>(json: &[u8]) -> Result<M, DecodeError> {
/// let mut news = Vec::new();
/// let mut observer = |unknown: &gitpod_runtime::json::Unknown<'_>| news.push(unknown.to_string());
/// let message = ReadOptions::new().observe(&mut observer).decode(json)?;
/// # Ok(message) }
/// ```
#[derive(Default)]
#[must_use = "options do nothing until something is read with them"]
pub struct ReadOptions<'o> {
    refuses_unknown_fields: bool,
    observer: Option<Observer<'o>>,
}

impl<'o> ReadOptions<'o> {
    /// The default.
    pub const fn new() -> Self {
        Self { refuses_unknown_fields: false, observer: None }
    }

    /// Whether an unknown field is an error, whatever its value.
    pub const fn refuse_unknown_fields(mut self, refuse: bool) -> Self {
        self.refuses_unknown_fields = refuse;
        self
    }

    /// Calls `observer` for every unknown field and enum value, in the order of the document.
    ///
    /// What stands inside an unknown field is not looked at. A document that turns out to be
    /// broken has been reported as far as it was read.
    pub fn observe(mut self, observer: &'o mut dyn FnMut(&Unknown<'_>)) -> Self {
        self.observer = Some(observer);
        self
    }

    /// Reads a message as [`decode_into`](super::decode_into) does.
    ///
    /// # Errors
    ///
    /// When the bytes are not JSON, a value does not fit its field, or a field is unknown and
    /// unknown fields are refused.
    pub fn decode_into(
        &mut self,
        json: &[u8],
        message: &mut dyn Message,
    ) -> Result<(), DecodeError> {
        let root = message.descriptor();
        let watcher = Watcher::new(root, self.refuses_unknown_fields, self.observer.as_mut());
        decode_watched(json, message, watcher)
    }

    /// Reads a new message.
    ///
    /// # Errors
    ///
    /// Those of [`decode_into`](Self::decode_into).
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
            .field("refuses_unknown_fields", &self.refuses_unknown_fields)
            .field("observes", &self.observer.is_some())
            .finish()
    }
}
