//! What the implementations of serde's traits call, and the traits. Behind the feature `serde`.

pub use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use crate::enumeration::Enumeration;
use crate::message::Message;
use crate::serde_impl;

/// Implements `Serialize` for a message.
///
/// # Errors
///
/// Returns an error if the serializer fails.
pub fn serialize<S: Serializer>(message: &dyn Message, serializer: S) -> Result<S::Ok, S::Error> {
    serde_impl::serialize(message, serializer)
}

/// Implements `Deserialize` for a message.
///
/// # Errors
///
/// Returns an error if the deserializer fails or a value does not fit its field.
pub fn deserialize<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Message + Default,
    D: Deserializer<'de>,
{
    let mut message = T::default();
    deserialize_into(&mut message, deserializer)?;
    Ok(message)
}

/// Deserializes into a default message whose type is not known at compile time.
///
/// # Errors
///
/// Returns an error if the deserializer fails or a value does not fit its field.
pub fn deserialize_into<'de, D: Deserializer<'de>>(
    message: &mut dyn Message,
    deserializer: D,
) -> Result<(), D::Error> {
    serde_impl::deserialize_into(message, deserializer)
}

/// Implements `Serialize` for an enum.
///
/// # Errors
///
/// Returns an error if the serializer fails.
pub fn serialize_enum<S: Serializer>(
    value: &dyn Enumeration,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serde_impl::serialize_enum(value, serializer)
}

/// Implements `Deserialize` for an enum.
///
/// # Errors
///
/// Returns an error if the deserializer fails or the value is neither a string nor a 32-bit
/// integer.
pub fn deserialize_enum<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Enumeration + Default,
    D: Deserializer<'de>,
{
    let mut value = T::default();
    serde_impl::deserialize_enum_into(&mut value, deserializer)?;
    Ok(value)
}
