//! [`Form`]: the forms of a message in a file or on a terminal.

use clap::ValueEnum;
use gitpod_api::Message;
use gitpod_api::runtime::codec::{Codec, EncodeError};
use gitpod_api::runtime::json::WriteOptions;

use crate::render::indent::indented;
use crate::text::{self, TextError};

/// A form of a message.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// Protobuf JSON
    #[default]
    Json,
    /// The binary encoding of protobuf
    Binary,
    /// The binary encoding in hexadecimal digits
    Hex,
    /// The binary encoding in base64
    Base64,
}

/// How JSON is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Layout {
    /// Whether JSON is indented.
    pub(crate) pretty: bool,
    /// Whether JSON has fields with default values.
    pub(crate) defaults: bool,
}

impl Form {
    /// The encoding below hex and base64.
    pub(super) const fn codec(self) -> Codec {
        match self {
            Self::Json => Codec::Json,
            Self::Binary | Self::Hex | Self::Base64 => Codec::Binary,
        }
    }

    /// Turns an input into the encoding of a message.
    pub(super) fn decode(self, input: Vec<u8>) -> Result<Vec<u8>, TextError> {
        match self {
            Self::Json | Self::Binary => Ok(input),
            Self::Hex => text::decode_hex(&input),
            Self::Base64 => text::decode_base64(&input),
        }
    }

    /// Writes a message. All forms but binary end with a newline.
    pub(super) fn write(
        self,
        message: &dyn Message,
        layout: Layout,
    ) -> Result<Vec<u8>, EncodeError> {
        let Layout { pretty, defaults } = layout;
        let options = WriteOptions::new().emit_defaults(defaults);
        let mut bytes = options.encode(self.codec(), message)?;
        match self {
            Self::Binary => return Ok(bytes),
            Self::Json if pretty => bytes = indented(&bytes),
            Self::Json => {}
            Self::Hex => bytes = text::encode_hex(&bytes).into_bytes(),
            Self::Base64 => bytes = text::encode_base64(&bytes).into_bytes(),
        }
        bytes.push(b'\n');
        Ok(bytes)
    }
}
