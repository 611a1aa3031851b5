//! The protobuf types that are strings in ProtoJSON: [`Timestamp`], [`Duration`] and [`Bytes`].
//!
//! They cover the whole protobuf range and convert to and from the types of the standard library
//! and, behind features, of chrono, jiff and time. `Display`, `FromStr` and serde use the ProtoJSON
//! form, which `gitpod-formats` implements. Depends on no other module of the crate.

mod arithmetic;
mod bytes;
mod convert;
mod duration;
mod error;
mod nanos;
#[cfg(feature = "serde")]
mod text;
mod timestamp;

pub use bytes::Bytes;
pub use duration::Duration;
pub use error::ScalarError;
pub use timestamp::Timestamp;

pub(crate) use bytes::debug as debug_bytes;
