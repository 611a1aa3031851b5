//! [`Codec`]: the two encodings of messages, and what they share: options and errors.
//!
//! Used by everything that sends or receives messages. Depends on `wire`, `json` and `binary`.

use crate::json::WriteOptions;
use crate::message::Message;
use crate::{binary, json};

pub use crate::wire::{
    DecodeError, DecodeErrorKind, EncodeError, ReadOptions, Unknown, UnknownKind,
};

/// An encoding of messages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Codec {
    /// ProtoJSON. The default.
    #[default]
    Json,
    /// The binary wire format of protobuf.
    Binary,
}

impl Codec {
    /// Both codecs.
    pub const ALL: [Self; 2] = [Self::Json, Self::Binary];

    /// The name in content types, such as `application/json` and `application/grpc+proto`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Binary => "proto",
        }
    }

    /// The codec with a name in content types.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|codec| codec.name() == name)
    }

    /// Encodes a message.
    ///
    /// # Errors
    ///
    /// Returns an error if a value has no form in the encoding; see [`EncodeError`].
    pub fn encode(self, message: &dyn Message) -> Result<Vec<u8>, EncodeError> {
        WriteOptions::new().encode(self, message)
    }
}

impl WriteOptions {
    /// Encodes a message. The options have no effect on binary.
    ///
    /// # Errors
    ///
    /// The same as [`Codec::encode`].
    pub fn encode(self, codec: Codec, message: &dyn Message) -> Result<Vec<u8>, EncodeError> {
        match codec {
            Codec::Json => self.try_encode(message),
            Codec::Binary => binary::encode_to_vec(message),
        }
    }
}

impl ReadOptions<'_> {
    /// Decodes ProtoJSON or binary into `message`.
    ///
    /// Pass a default message: decoded fields are merged into the existing ones. After an error, the
    /// message holds the fields decoded before the error.
    ///
    /// # Errors
    ///
    /// Returns an error if the input is not valid in the encoding, a value does not fit its field, a
    /// field is unknown and unknown fields are denied, or the message exceeds the memory limit.
    pub fn decode_into(
        &mut self,
        codec: Codec,
        input: &[u8],
        message: &mut dyn Message,
    ) -> Result<(), DecodeError> {
        match codec {
            Codec::Json => json::decode_with_options(input, message, self),
            Codec::Binary => binary::decode_with_options(input, message, self),
        }
    }

    /// Decodes a new message from ProtoJSON or binary.
    ///
    /// # Errors
    ///
    /// The same as [`decode_into`](Self::decode_into).
    pub fn decode<M: Message + Default>(
        &mut self,
        codec: Codec,
        input: impl AsRef<[u8]>,
    ) -> Result<M, DecodeError> {
        let mut message = M::default();
        self.decode_into(codec, input.as_ref(), &mut message)?;
        Ok(message)
    }
}
