//! What generated code calls and names. No stability promise: it moves with the generator.

use std::fmt;

use serde_core::{Deserializer, Serializer};

pub use serde_core as serde;

pub use crate::enumeration::{
    EnumDescriptor, EnumValueDescriptor, Enumeration, RawUnknown, UnknownEnumValue,
};
pub use crate::message::{
    Element, FieldDescriptor, List, Map, Message, MessageDescriptor, MissingField, Presence, Slot,
    Value,
};
use crate::{debug as debugging, serde_impl};

/// The body of a message's `Debug`.
///
/// # Errors
///
/// When the formatter fails.
pub fn debug(message: &dyn Message, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    debugging::debug(message, f)
}

/// The body of a message's `Serialize`.
///
/// # Errors
///
/// When the serializer fails.
pub fn serialize<S: Serializer>(message: &dyn Message, serializer: S) -> Result<S::Ok, S::Error> {
    serde_impl::serialize(message, serializer)
}

/// The body of a message's `Deserialize`.
///
/// # Errors
///
/// When the deserializer fails or a value does not fit its field.
pub fn deserialize<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Message + Default,
    D: Deserializer<'de>,
{
    let mut message = T::default();
    deserialize_into(&mut message, deserializer)?;
    Ok(message)
}

/// The same for a message whose type is not known.
///
/// # Errors
///
/// When the deserializer fails or a value does not fit its field.
pub fn deserialize_into<'de, D: Deserializer<'de>>(
    message: &mut dyn Message,
    deserializer: D,
) -> Result<(), D::Error> {
    serde_impl::deserialize_into(message, deserializer)
}

/// The body of an enum's `Serialize`.
///
/// # Errors
///
/// When the serializer fails.
pub fn serialize_enum<S: Serializer>(
    value: &dyn Enumeration,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serde_impl::serialize_enum(value, serializer)
}

/// The body of an enum's `Deserialize`.
///
/// # Errors
///
/// When the deserializer fails or the value is neither a name nor a 32-bit number.
pub fn deserialize_enum<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Enumeration + Default,
    D: Deserializer<'de>,
{
    let mut value = T::default();
    serde_impl::deserialize_enum_into(&mut value, deserializer)?;
    Ok(value)
}

// The client over HTTP.
#[cfg(feature = "http-client")]
pub use crate::http::client::{ClientBuilder, ClientDefaults, ConfigError};

// Calls, handlers and the method table.
pub use crate::rpc::{
    BoxFuture, Call, EncodedRequest, EncodedResponse, Error, MessageType, MethodDescriptor, Paged,
    Pages, PagingDescriptor, RawCall, Request, Response, Service, ServiceDescriptor, Transport,
    unary, unknown_method,
};
pub use crate::scalar::{Bytes, Duration, Timestamp};

// Rules of fields.
pub use crate::message::rules::{Bound, CelRule, Ignore, Kind, Lower, Pattern, Rule, Rules, Upper};

// Short forms.
pub use crate::support::{Redacted, arm, duration, explicit, implicit, size, timestamp};
pub use crate::{__enumeration_traits as enumeration_traits, __message_traits as message_traits};

/// The body of an enum's `Display`.
///
/// # Errors
///
/// When the formatter fails.
pub fn display_enum(value: &dyn Enumeration, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match (value.name(), value.number()) {
        (Some(name), _) => f.write_str(name),
        (None, Some(number)) => write!(f, "{number}"),
        (None, None) => Ok(()),
    }
}
