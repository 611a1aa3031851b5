//! Short forms that keep generated code small: table entries and the traits of every type.

use std::fmt;

use crate::message::{FieldDescriptor, Presence};
use crate::scalar::{Duration, Timestamp};

/// A table entry of a field of implicit presence.
#[must_use]
pub const fn implicit(number: u32, name: &'static str, json: &'static str) -> FieldDescriptor {
    FieldDescriptor::new(number, name, json, Presence::Implicit)
}

/// A table entry of a message or `optional` field.
#[must_use]
pub const fn explicit(number: u32, name: &'static str, json: &'static str) -> FieldDescriptor {
    FieldDescriptor::new(number, name, json, Presence::Explicit)
}

/// A table entry of an arm of the oneof at an index.
#[must_use]
pub const fn arm(
    number: u32,
    name: &'static str,
    json: &'static str,
    oneof: usize,
) -> FieldDescriptor {
    FieldDescriptor::new(number, name, json, Presence::Oneof(oneof))
}

/// A span of time in a rule, which the generator has checked; zero where it is beyond the range.
#[must_use]
pub const fn duration(seconds: i64, nanos: i32) -> Duration {
    match Duration::new(seconds, nanos) {
        Ok(duration) => duration,
        Err(_) => Duration::ZERO,
    }
}

/// A point in time in a rule, which the generator has checked; the epoch where it is beyond the
/// range.
#[must_use]
pub const fn timestamp(seconds: i64, nanos: u32) -> Timestamp {
    match Timestamp::new(seconds, nanos) {
        Ok(timestamp) => timestamp,
        Err(_) => Timestamp::EPOCH,
    }
}

/// A length as CEL's `size` gives it.
#[must_use]
pub fn size(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

/// Stands for a secret in `Debug`.
#[derive(Clone, Copy)]
pub struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// The traits of a message that follow from its `Message`.
#[macro_export]
#[doc(hidden)]
macro_rules! __message_traits {
    ($message:ty) => {
        #[allow(deprecated)]
        impl ::std::fmt::Debug for $message {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::__private::debug(self, f)
            }
        }

        #[allow(deprecated)]
        impl $crate::__private::serde::Serialize for $message {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::__private::serialize(self, serializer)
            }
        }

        #[allow(deprecated)]
        impl<'de> $crate::__private::serde::Deserialize<'de> for $message {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::__private::deserialize(deserializer)
            }
        }
    };
}

/// The traits of an enum that follow from its `Enumeration`.
#[macro_export]
#[doc(hidden)]
macro_rules! __enumeration_traits {
    ($enumeration:ty) => {
        #[allow(deprecated)]
        impl $crate::__private::Element for $enumeration {
            fn value(&self) -> $crate::__private::Value<'_> {
                $crate::__private::Value::Enum(self)
            }

            fn slot(&mut self) -> $crate::__private::Slot<'_> {
                $crate::__private::Slot::Enum(self)
            }
        }

        /// The wire name, or the number where the value has no name.
        #[allow(deprecated)]
        impl ::std::fmt::Display for $enumeration {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::__private::display_enum(self, f)
            }
        }

        /// The value of a wire name. A name that this version does not know is kept as `Unknown`,
        /// and so is a slip: prefer the variants for names that you write yourself.
        #[allow(deprecated)]
        impl ::std::convert::From<&str> for $enumeration {
            fn from(name: &str) -> Self {
                $crate::__private::Enumeration::from_name(name)
            }
        }

        /// The value of a wire number, known or not.
        #[allow(deprecated)]
        impl ::std::convert::From<i32> for $enumeration {
            fn from(number: i32) -> Self {
                $crate::__private::Enumeration::from_number(number)
            }
        }

        #[allow(deprecated)]
        impl $crate::__private::serde::Serialize for $enumeration {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::__private::serialize_enum(self, serializer)
            }
        }

        #[allow(deprecated)]
        impl<'de> $crate::__private::serde::Deserialize<'de> for $enumeration {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::__private::deserialize_enum(deserializer)
            }
        }
    };
}
