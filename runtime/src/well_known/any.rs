//! [`Any`]: an encoded message with its type.

use crate::binary;
use crate::message::{
    FieldChunk, FieldDescriptor, LazySlot, Message, MessageDescriptor, Presence, Slot, SlotChunk,
    UnknownFields, Value, WellKnown,
};
use crate::scalar::{Bytes, Duration, Timestamp};
use crate::wire::{DecodeError, EncodeError};

use super::time::{DurationMessage, TimestampMessage};

/// The start of the type URLs that [`Any::pack`] writes.
const PREFIX: &str = "type.googleapis.com/";

/// `google.protobuf.Any`: a message of any type, in the binary encoding, with the URL of its type.
///
/// JSON shows the fields of the message and the key `@type`, so reading and writing JSON needs the
/// type. Known are the well-known types and, for an `Any` in a message of a generated crate, the
/// types of that crate. Others are passed with
/// [`ReadOptions::types`](crate::codec::ReadOptions::types) and
/// [`WriteOptions::types`](crate::json::WriteOptions::types). A type that is not known cannot be read
/// from JSON, and has no JSON form.
///
/// ```
/// use gitpod_runtime::well_known::{Any, StringValue};
///
/// let any = Any::pack(&StringValue::from("a"))?;
/// assert_eq!(any.type_name(), Some("google.protobuf.StringValue"));
/// assert_eq!(any.unpack::<StringValue>()?, Some(StringValue::from("a")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Any {
    /// The URL of the type, such as `type.googleapis.com/acme.v1.Book`. The full protobuf name
    /// of the type follows the last slash.
    pub type_url: String,
    /// The binary encoding of the message.
    pub value: Bytes,
    _unknown: UnknownFields,
}

impl Any {
    /// Creates one from its parts.
    #[must_use]
    pub fn new(type_url: impl Into<String>, value: impl Into<Bytes>) -> Self {
        let (type_url, value) = (type_url.into(), value.into());
        Self { type_url, value, _unknown: UnknownFields::default() }
    }

    /// Encodes a message.
    ///
    /// # Errors
    ///
    /// Returns an error if an enum value is known by its name alone.
    pub fn pack(message: &dyn Message) -> Result<Self, EncodeError> {
        let value = binary::encode_to_vec(message)?;
        Ok(Self::new(format!("{PREFIX}{}", message.descriptor().name()), value))
    }

    /// The full protobuf name of the message's type. `None` if the URL has no name.
    #[must_use]
    pub fn type_name(&self) -> Option<&str> {
        type_name(&self.type_url)
    }

    /// Decodes the message. Returns `None` if it is of another type.
    ///
    /// # Errors
    ///
    /// Returns an error if the value is not the encoding of a message of this type.
    pub fn unpack<M: Message + Default>(&self) -> Result<Option<M>, DecodeError> {
        let mut message = M::default();
        if self.type_name() != Some(message.descriptor().name()) {
            return Ok(None);
        }
        binary::decode_into(&self.value, &mut message)?;
        Ok(Some(message))
    }
}

/// The type name in a type URL, after the last slash.
pub(crate) fn type_name(url: &str) -> Option<&str> {
    url.rsplit_once('/').map(|(_, name)| name).filter(|name| !name.is_empty())
}

impl From<Timestamp> for Any {
    fn from(time: Timestamp) -> Self {
        Self::of_time(&TimestampMessage::from(time))
    }
}

impl From<Duration> for Any {
    fn from(duration: Duration) -> Self {
        Self::of_time(&DurationMessage::from(duration))
    }
}

impl Any {
    fn of_time(time: &dyn Message) -> Self {
        // Two numbers can always be encoded.
        Self::pack(time).unwrap_or_default()
    }
}

impl Message for Any {
    fn descriptor(&self) -> &'static MessageDescriptor {
        static DESCRIPTOR: MessageDescriptor = MessageDescriptor::new(
            "google.protobuf.Any",
            &[
                FieldDescriptor::new(1, "type_url", "typeUrl", Presence::Implicit),
                FieldDescriptor::new(2, "value", "value", Presence::Implicit),
            ],
            &[],
        )
        .well_known(WellKnown::Any);
        &DESCRIPTOR
    }

    fn chunk(&self, _: usize) -> FieldChunk<'_> {
        let values = [Value::String(&self.type_url), Value::Bytes(&self.value)];
        FieldChunk::new(self.descriptor(), &self._unknown, values)
    }

    fn slots(&mut self, _: usize) -> SlotChunk<'_> {
        let descriptor = self.descriptor();
        let slots = [
            LazySlot::Slot(Slot::String(&mut self.type_url)),
            LazySlot::Slot(Slot::Bytes(&mut self.value)),
        ];
        SlotChunk::new(descriptor, &mut self._unknown, slots)
    }
}

crate::__message_traits!(Any);
crate::__total_message_traits!(Any);
