//! [`ReadOptions`]: decoding that rejects or reports what is unknown, or has a memory limit.

use std::fmt;

use super::decode::decode_with;
use super::error::DecodeError;
use super::unknown::Unknown;
use super::unknown_handler::{IgnoreUnknown, Observer, ReportUnknown};
use crate::message::{Budget, Message};

/// Options for decoding a message.
///
/// By default, unknown fields are skipped silently, as by [`decode_into`](super::decode_into).
/// Unknown enum values are always kept, and only reported to an observer. There is no memory limit.
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
    memory_limit: Option<usize>,
}

impl<'o> ReadOptions<'o> {
    /// The default options.
    pub const fn new() -> Self {
        Self { deny_unknown_fields: false, observer: None, memory_limit: None }
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

    /// The maximum memory of the message, in bytes. Defaults to `None`, no limit.
    ///
    /// It counts what the message owns on the heap: lists, maps, boxed messages, strings and bytes.
    /// Decoding stops before it allocates more, with an error of the kind
    /// [`DecodeErrorKind::MemoryLimit`](super::DecodeErrorKind::MemoryLimit). Set it for input that you
    /// do not trust: an empty element of a list takes two bytes of JSON and may take hundreds in
    /// memory.
    pub const fn memory_limit(mut self, bytes: Option<usize>) -> Self {
        self.memory_limit = bytes;
        self
    }

    /// Decodes a ProtoJSON object into `message`, like [`decode_into`](super::decode_into).
    ///
    /// # Errors
    ///
    /// Returns an error if the input is not valid JSON, a value does not fit its field, a field is
    /// unknown and unknown fields are denied, or the message exceeds the memory limit.
    pub fn decode_into(
        &mut self,
        json: &[u8],
        message: &mut dyn Message,
    ) -> Result<(), DecodeError> {
        let budget = Budget::new(self.memory_limit);
        if !self.deny_unknown_fields && self.observer.is_none() {
            return decode_with(json, message, IgnoreUnknown, budget);
        }
        let root = message.descriptor();
        let handler = ReportUnknown::new(root, self.deny_unknown_fields, self.observer.as_mut());
        decode_with(json, message, handler, budget)
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
            .field("memory_limit", &self.memory_limit)
            .finish()
    }
}
