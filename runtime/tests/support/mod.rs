//! Messages for tests, written like generated ones.

mod color;
mod everything;
mod numbers;
mod sample;
mod small;
mod wide;

use gitpod_runtime::__private as support;

pub(crate) use color::Color;
pub(crate) use everything::{Choice, Everything};
pub(crate) use numbers::Numbers;
pub(crate) use sample::{EVERYTHING_JSON, everything};
pub(crate) use small::{Credential, Meta, Vault};
pub(crate) use wide::Wide;

support::message_traits!(Everything);
support::message_traits!(Meta);
support::message_traits!(Credential);
support::message_traits!(Vault);
support::message_traits!(Wide);
support::message_traits!(Numbers);
