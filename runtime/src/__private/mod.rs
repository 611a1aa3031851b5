//! The names that generated code uses. Not covered by semantic versioning: it changes with the
//! generator.
//!
//! Used by generated code only, which refers to this module as `rt` and to nothing else in the
//! crate. May depend on every other module; no other module depends on it.

mod constructors;
mod macros;
#[cfg(feature = "serde")]
pub mod serde;

use std::fmt;
use std::hash::Hasher;

pub use crate::enumeration::{
    EnumDescriptor, EnumValueDescriptor, EnumValueError, Enumeration, RawUnknown, UnknownEnumValue,
};
pub use crate::message::{
    Element, Encoding, FieldChunk, FieldDescriptor, Fields, LazySlot, List, Map, Message,
    MessageDescriptor, MissingField, Presence, Slot, SlotChunk, UnknownFields, Value,
};
use crate::{debug as debugging, enumeration, message};

/// Implements `Debug` for a message.
///
/// # Errors
///
/// Returns an error if the formatter fails.
pub fn debug(message: &dyn Message, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    debugging::debug(message, f)
}

/// Implements `Hash` for a message without floats.
pub fn hash(message: &dyn Message, state: &mut dyn Hasher) {
    message::hash(message, state);
}

/// Implements `as_str` of an enum.
#[must_use]
pub fn enum_text(value: &dyn Enumeration) -> &str {
    enumeration::text(value)
}

/// Implements `FromStr` for an enum.
///
/// # Errors
///
/// Returns an error if the enum has no value with this name.
pub fn parse_enum<T: Enumeration + Default>(name: &str) -> Result<T, EnumValueError> {
    enumeration::parse(name)
}

/// Implements `TryFrom<i32>` for an enum.
///
/// # Errors
///
/// Returns an error if the enum has no value with this number.
pub fn convert_enum<T: Enumeration + Default>(number: i32) -> Result<T, EnumValueError> {
    enumeration::convert(number)
}

// The HTTP client.
#[cfg(feature = "http-client")]
pub use crate::http::client::{ClientBuilder, ClientDefaults, ConfigError};

#[cfg(feature = "http-client")]
pub use crate::rpc::AuthScheme;

// Calls, handlers and the method table.
pub use crate::rpc::{
    BoxFuture, Call, Channel, EncodedRequest, EncodedResponse, Error, HandlerOptions, MessageType,
    MethodDescriptor, Paged, Pages, PagingDescriptor, Polled, RawCall, Request, Response, Service,
    ServiceDescriptor, Transport, unary, unknown_method,
};
pub use crate::scalar::{Bytes, Duration, Timestamp};

// Well-known types.
pub use crate::well_known;

// Validation rules.
pub use crate::message::rules::{Bound, CelRule, Ignore, Kind, Lower, Pattern, Rule, Rules, Upper};

// Constructors and macros.
pub use crate::{
    __enumeration_traits as enumeration_traits, __message_traits as message_traits,
    __total_message_traits as total_message_traits,
};
pub use constructors::{Redacted, arm, duration, explicit, implicit, size, timestamp};
