//! Conversions of other errors of this crate.

use super::{Code, Error};
use crate::codec::{DecodeError, DecodeErrorKind, EncodeError};
use crate::enumeration::EnumValueError;
use crate::message::MissingField;
use crate::rpc::InvalidMetadata;
use crate::scalar::ScalarError;

/// [`Code::Internal`], because the other side omitted a required field.
impl From<MissingField> for Error {
    fn from(error: MissingField) -> Self {
        Self::internal(error.to_string())
    }
}

/// [`Code::InvalidArgument`], because the caller made the text of a time.
impl From<ScalarError> for Error {
    fn from(error: ScalarError) -> Self {
        Self::invalid_argument(error.to_string()).with_source(error)
    }
}

/// [`Code::InvalidArgument`], because the caller chose the JSON, or [`Code::ResourceExhausted`] if the
/// message exceeds the memory limit.
impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        let code = match error.kind() {
            DecodeErrorKind::Invalid | DecodeErrorKind::OutOfRange => Code::InvalidArgument,
            DecodeErrorKind::MemoryLimit => Code::ResourceExhausted,
        };
        Self::new(code, error.to_string()).with_source(error)
    }
}

/// [`Code::InvalidArgument`], because the caller made the message.
impl From<EncodeError> for Error {
    fn from(error: EncodeError) -> Self {
        Self::invalid_argument(error.to_string()).with_source(error)
    }
}

/// [`Code::InvalidArgument`], because the caller chose the name or number of the enum value.
impl From<EnumValueError> for Error {
    fn from(error: EnumValueError) -> Self {
        Self::invalid_argument(error.to_string()).with_source(error)
    }
}

/// [`Code::Internal`], because the header is usually set by a handler, not by its caller.
impl From<InvalidMetadata> for Error {
    fn from(error: InvalidMetadata) -> Self {
        Self::internal(error.to_string())
    }
}
