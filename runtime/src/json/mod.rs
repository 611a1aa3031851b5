//! ProtoJSON over bytes: one concrete reader and one concrete writer for all message types.
//!
//! | file | contents |
//! | --- | --- |
//! | `decode`, `encode` | decoding and encoding of messages, driven by their descriptors |
//! | `reader`, `writer` | JSON tokens: strings, numbers, punctuation, whitespace |
//! | `scan`, `number` | the inner loops: runs of plain string bytes, the syntax of numbers |
//! | `fields` | field lookup; duplicate fields and conflicting oneof fields |
//! | `scalars` | conversion of JSON scalars to the types of fields |
//! | `skip` | unknown fields, whose values are skipped but checked |
//! | `unknown_handler`, `unknown` | reports and rejection of unknown fields and enum values |
//! | `read_options`, `write_options` | options other than the defaults |
//! | `error`, `read_error`, `report` | the public error, the error while reading, and the conversion |
//! | `path`, `unexpected` | the parts of error texts: JSON paths and found values |
//!
//! Used by [`Message`](crate::Message) and by everything that sends or receives messages. The serde
//! adapter shares `fields`, `scalars` and the error files, so that both ways of reading agree. This
//! module depends on `message`, `enumeration` and `scalar` only.
//!
//! # Accepted input
//!
//! The reader accepts more than the writer produces:
//!
//! - keys by JSON name or schema name; `null` for a field that is not set;
//! - numbers in strings, and integers with a fraction or exponent, such as `1e3`;
//! - enum values by number; base64 in both alphabets; timestamps with offsets.
//!
//! It rejects duplicate fields and map keys, two fields of one oneof, `null` in lists and maps,
//! values out of range, more than 100 levels of nesting, a byte order mark, invalid UTF-8 and
//! invalid JSON. Unknown fields are skipped unless [`ReadOptions`] say otherwise.
//!
//! # Memory
//!
//! A message may be hundreds of times larger in memory than its JSON. [`ReadOptions::memory_limit`]
//! bounds it. There is no limit by default, because there is none on the input either; the HTTP
//! client and server set one. In addition, decoding allocates up to twice the size of the input for
//! strings with escapes, and keeps copies of keys for observers.

mod decode;
mod encode;
mod error;
mod fields;
mod number;
mod path;
mod read_error;
mod read_options;
mod reader;
mod report;
mod scalars;
mod scan;
mod skip;
mod unexpected;
mod unknown;
mod unknown_handler;
mod write_options;
mod writer;

pub use decode::decode_into;
pub use encode::{encode_into, encode_to_string, encode_to_vec};
pub use error::{DecodeError, DecodeErrorKind};
pub use read_options::ReadOptions;
pub use unknown::{Unknown, UnknownKind};
pub use write_options::WriteOptions;

// For the serde adapter.
pub(crate) use error::ErrorDetails;
pub(crate) use fields::{FieldTracker, KnownField, OneofConflict};
pub(crate) use number::float_text;
pub(crate) use path::{Path, PathSegment};
pub(crate) use read_error::{DUPLICATE_FIELD, DUPLICATE_KEY, UNIQUE_FIELDS, UNIQUE_KEYS};
pub(crate) use scalars::{
    expected, set_from_bool, set_from_integer, set_from_number, set_from_str,
};
pub(crate) use unexpected::Unexpected;

/// The maximum nesting of objects and arrays. The outermost object is the first level.
pub(crate) const MAX_DEPTH: u32 = 100;
pub(crate) const DEPTH_EXPECTED: &str = "at most 100 levels of nesting";
pub(crate) const DEPTH_FOUND: &str = "deeper nesting";

/// What lists expect in place of `null`.
pub(crate) const NON_NULL_ELEMENT: &str = "a non-null element";
/// What maps expect in place of `null`.
pub(crate) const NON_NULL_VALUE: &str = "a non-null value";
