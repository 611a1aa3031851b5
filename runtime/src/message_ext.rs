//! [`MessageExt`]: the methods of every message. Used by callers of the generated crate. Depends on
//! `message`, the codecs and `validate`; nothing else in this crate depends on it.

use crate::codec::{DecodeError, EncodeError};
use crate::message::{Message, UnknownFields};
use crate::validate::{self, Violations};
use crate::{binary, json};

/// Both encodings and validation for every [`Message`].
///
/// ```
/// use gitpod_runtime::MessageExt;
/// use gitpod_runtime::well_known::Empty;
///
/// let message = Empty::from_json("{}").unwrap();
/// assert_eq!(message.to_json(), "{}");
/// assert!(message.to_binary().unwrap().is_empty());
/// assert!(message.validate().is_ok());
/// ```
pub trait MessageExt: Message {
    /// Decodes a message from ProtoJSON.
    ///
    /// Absent fields keep their default values; unknown fields are ignored. To reject or report
    /// them, or to limit the memory of the message, use [`ReadOptions`](crate::codec::ReadOptions).
    ///
    /// # Errors
    ///
    /// Returns an error if the input is not valid JSON or a value does not fit its field. The error
    /// has the JSON path, the position, and what was expected.
    fn from_json(json: impl AsRef<[u8]>) -> Result<Self, DecodeError>
    where
        Self: Default,
    {
        let mut message = Self::default();
        json::decode_into(json.as_ref(), &mut message)?;
        Ok(message)
    }

    /// Encodes the message as canonical ProtoJSON: in schema order, without default values.
    fn to_json(&self) -> String
    where
        Self: Sized,
    {
        json::encode_to_string(self)
    }

    /// Decodes a message from the binary wire format.
    ///
    /// Fields that are not in the input keep their default values. Unknown fields are kept; see
    /// [`unknown_fields`](Self::unknown_fields). To reject or report them, or to limit the memory of
    /// the message, use [`ReadOptions`](crate::codec::ReadOptions).
    ///
    /// # Errors
    ///
    /// Returns an error if the input is not valid or a value does not fit its field. The error has the
    /// path, the position, and what was expected.
    fn from_binary(bytes: impl AsRef<[u8]>) -> Result<Self, DecodeError>
    where
        Self: Default,
    {
        let mut message = Self::default();
        binary::decode_into(bytes.as_ref(), &mut message)?;
        Ok(message)
    }

    /// Encodes the message in the binary wire format: in schema order, without default values, and
    /// with the unknown fields of the input that it was decoded from.
    ///
    /// # Errors
    ///
    /// Returns an error if an enum value is known by its name alone, as when it was decoded from JSON
    /// of a newer version of the API. Messages that were decoded from binary can always be encoded.
    fn to_binary(&self) -> Result<Vec<u8>, EncodeError>
    where
        Self: Sized,
    {
        binary::encode_to_vec(self)
    }

    /// The unknown fields of the binary input that the message was decoded from.
    fn unknown_fields(&self) -> &UnknownFields
    where
        Self: Sized,
    {
        self.chunk(0).unknown_fields()
    }

    /// The place where unknown fields are kept. `None` if the message skips them.
    fn unknown_fields_mut(&mut self) -> Option<&mut UnknownFields>
    where
        Self: Sized,
    {
        let message: &mut dyn Message = self;
        message.unknown_fields_mut()
    }

    /// Checks the message and everything in it against the rules of the schema.
    ///
    /// # Errors
    ///
    /// Returns the first 100 violations. For another limit, use
    /// [`ValidateOptions`](crate::validate::ValidateOptions).
    fn validate(&self) -> Result<(), Violations>
    where
        Self: Sized,
    {
        validate::validate(self)
    }
}

impl<M: Message> MessageExt for M {}
