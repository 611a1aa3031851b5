//! Messages for tests, written like generated ones.

mod color;
mod everything;
mod numbers;
mod sample;
mod small;
mod wide;

use std::fmt;

use gitpod_runtime::__private::{self as support, serde};

pub(crate) use color::Color;
pub(crate) use everything::{Choice, Everything};
pub(crate) use numbers::Numbers;
pub(crate) use sample::{EVERYTHING_JSON, everything};
pub(crate) use small::{Credential, Meta, Vault};
pub(crate) use wide::Wide;

/// Implements the traits that generated types get from `message_traits!`.
macro_rules! message_traits {
    ($($message:ty),*) => {$(
        impl fmt::Debug for $message {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                support::debug(self, f)
            }
        }

        impl serde::Serialize for $message {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                support::serialize(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $message {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                support::deserialize(deserializer)
            }
        }
    )*};
}

message_traits!(Everything, Meta, Credential, Vault, Wide, Numbers);
