//! The protobuf types that ProtoJSON spells as text: times, spans of time and bytes.
//!
//! They cover the whole protobuf range and convert to what the standard library has. All of them
//! read and write their ProtoJSON form through `Display`, `FromStr` and serde.

mod bytes;
mod convert;
mod duration;
mod error;
mod text;
mod timestamp;

pub use bytes::Bytes;
pub use duration::Duration;
pub use error::ScalarError;
pub use timestamp::Timestamp;

pub(crate) use bytes::debug as debug_bytes;
