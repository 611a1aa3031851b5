//! Messages as the generator would write them: one field of every kind.

mod color;
mod everything;
mod sample;
mod small;
mod wide;

use std::fmt;

use gitpod_runtime::__private::{self as support, serde};

pub(crate) use color::Color;
pub(crate) use everything::{Choice, Everything};
pub(crate) use sample::{EVERYTHING_JSON, everything};
pub(crate) use small::{Credential, Meta, Vault};
pub(crate) use wide::Wide;

/// The traits that stand on the tables.
macro_rules! on_the_tables {
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

on_the_tables!(Everything, Meta, Credential, Vault, Wide);
