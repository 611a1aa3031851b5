//! [`ReadOptions`]: decoding that rejects or reports what is unknown, or has a memory limit.

use std::fmt;

use super::unknown::Unknown;
use super::unknown_handler::{Denied, Observer, ReportUnknown};
use crate::message::{Budget, MessageDescriptor, MessageType};

/// Options for decoding a message.
///
/// By default, unknown fields are accepted silently: JSON drops them, and binary keeps them.
/// Unknown enum values are kept. There is no memory limit.
///
/// ```
/// # use gitpod_runtime::codec::{Codec, DecodeError, ReadOptions};
/// # use gitpod_runtime::Message;
/// # fn read<M: Message + Default>(json: &[u8]) -> Result<M, DecodeError> {
/// let mut unknowns = Vec::new();
/// let mut observer =
///     |unknown: &gitpod_runtime::codec::Unknown<'_>| unknowns.push(unknown.to_string());
/// let message = ReadOptions::new().observe(&mut observer).decode(Codec::Json, json)?;
/// # Ok(message) }
/// ```
#[derive(Default)]
#[must_use = "options do nothing until a message is decoded with them"]
pub struct ReadOptions<'o> {
    denied: Denied,
    observer: Option<Observer<'o>>,
    memory_limit: Option<usize>,
    types: &'static [MessageType],
}

impl<'o> ReadOptions<'o> {
    /// The default options.
    pub const fn new() -> Self {
        let denied = Denied { fields: false, enum_names: false };
        Self { denied, observer: None, memory_limit: None, types: &[] }
    }

    /// Whether an unknown field is an error. Defaults to `false`.
    pub const fn deny_unknown_fields(mut self, deny: bool) -> Self {
        self.denied.fields = deny;
        self
    }

    /// Whether an enum value in JSON whose name is unknown is an error. Defaults to `false`.
    ///
    /// Unknown numbers are kept in any case. Such a name cannot be encoded in binary.
    pub const fn deny_unknown_enum_names(mut self, deny: bool) -> Self {
        self.denied.enum_names = deny;
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

    /// The types of messages that an [`Any`](crate::well_known::Any) in JSON may hold, in addition to
    /// those that are always known: the well-known types and those of the crate that the message is
    /// from. A generated crate lists its types in `types::MESSAGES`.
    pub const fn types(mut self, types: &'static [MessageType]) -> Self {
        self.types = types;
        self
    }

    /// The types that [`types`](Self::types) has set.
    pub(crate) const fn any_types(&self) -> &'static [MessageType] {
        self.types
    }

    /// The budget of memory.
    pub(crate) const fn budget(&self) -> Budget {
        Budget::new(self.memory_limit)
    }

    /// The handler of what is unknown in a message of the type `root`. `None` if it is ignored.
    pub(crate) fn handler(
        &mut self,
        root: &'static MessageDescriptor,
    ) -> Option<ReportUnknown<'_, 'o>> {
        (self.denied != Denied::default() || self.observer.is_some())
            .then(|| ReportUnknown::new(root, self.denied, self.observer.as_mut()))
    }
}

impl fmt::Debug for ReadOptions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadOptions")
            .field("deny_unknown_fields", &self.denied.fields)
            .field("deny_unknown_enum_names", &self.denied.enum_names)
            .field("observed", &self.observer.is_some())
            .field("memory_limit", &self.memory_limit)
            .finish()
    }
}
