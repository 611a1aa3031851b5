//! The text formats of protobuf JSON and validation: how ProtoJSON spells timestamps, durations, bytes
//! and paths of fields, and which strings are URIs, e-mail addresses or UUIDs.
//!
//! The runtime reads messages and checks rules with these functions; the generator checks the
//! schema's examples with them. Sharing them keeps both equally strict. The crate has no
//! dependencies and knows nothing of messages, rules or schemas.
//!
//! | module | format |
//! | --- | --- |
//! | [`timestamp`] | RFC 3339 timestamps in the years 1 to 9999 |
//! | [`duration`] | durations such as `1.5s`, up to about 10,000 years |
//! | [`base64`] | base64 in the standard and the URL-safe alphabet |
//! | [`field_path`] | paths of field masks, in the names of the schema and in lowerCamelCase |
//! | [`digits`] | decimal digits written to the stack, for timestamps, durations and integers |
//!
//! [`is_uri`], [`is_email`] and [`is_uuid`] check strings by the definitions that the protovalidate
//! specification refers to.

#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

pub mod base64;
pub mod digits;
pub mod duration;
pub mod field_path;
pub mod timestamp;

mod email;
mod error;
mod uri;
mod uuid;

pub use email::is_email;
pub use error::TimeError;
pub use uri::is_uri;
pub use uuid::is_uuid;
