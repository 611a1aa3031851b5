//! What both codecs share: errors with their paths, reports of unknown fields, and options of reading.
//!
//! | file | contents |
//! | --- | --- |
//! | `error`, `encode_error` | the public errors of reading and of writing |
//! | `read_error` | the error while reading, before its path is known |
//! | `path`, `unexpected` | the parts of error texts: paths and found values |
//! | `unknown`, `unknown_handler` | reports and rejection of unknown fields and enum values |
//! | `read_options` | options of reading |
//! | `record` | a writer of messages without a descriptor |
//!
//! Used by `json`, `binary`, `serde_impl`, `validate`, `rpc` and `codec`, which publishes the public items. Depends on
//! `message` and `enumeration` only.

mod encode_error;
mod error;
mod path;
mod read_error;
mod read_options;
mod record;
mod unexpected;
mod unknown;
mod unknown_handler;

pub use encode_error::EncodeError;
pub use error::{DecodeError, DecodeErrorKind};
pub use read_options::ReadOptions;
pub use unknown::{Unknown, UnknownKind};

pub(crate) use encode_error::EncodeFault;
pub(crate) use error::{ErrorDetails, Position};
pub(crate) use path::{Path, PathSegment};
#[cfg(feature = "serde")]
pub(crate) use read_error::{DUPLICATE_FIELD, UNIQUE_FIELDS};
pub(crate) use read_error::{DUPLICATE_KEY, Found, ReadError, ReadResult, UNIQUE_KEYS};
pub(crate) use record::RecordWriter;
pub(crate) use unexpected::Unexpected;
pub(crate) use unknown_handler::{IgnoreUnknown, UnknownHandler};

/// The maximum nesting of messages, lists and maps. The outermost message is the first level.
pub(crate) const MAX_DEPTH: u32 = 100;
pub(crate) const DEPTH_EXPECTED: &str = "at most 100 levels of nesting";
pub(crate) const DEPTH_FOUND: &str = "deeper nesting";
