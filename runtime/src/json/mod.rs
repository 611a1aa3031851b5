//! ProtoJSON over bytes: one concrete reader and one concrete writer for all message types.
//!
//! | file | contents |
//! | --- | --- |
//! | `decode`, `encode` | decoding and encoding of messages, driven by their descriptors |
//! | `reader`, `writer` | JSON tokens: strings, numbers, punctuation, whitespace |
//! | `scan`, `number` | the inner loops: runs of plain string bytes, the syntax of numbers |
//! | `fields` | field lookup; duplicate fields and conflicting oneof fields |
//! | `scalars` | conversion of JSON scalars to the types of fields |
//! | `well_known`, `any` | the JSON forms of well-known types, and of messages in an `Any` |
//! | `skip` | unknown fields, whose values are skipped but checked |
//! | `write_options` | options of writing |
//! | `report` | the public error of an error while reading |
//!
//! Used by `codec` and `message_ext`. The serde adapter shares `fields` and `scalars`, so that both
//! ways of reading agree. This module depends on `wire`, `message`, `enumeration`, `scalar`,
//! `well_known` and `binary` only; the last two are for messages in an `Any`.
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
//! invalid JSON. Unknown fields are skipped unless
//! [`ReadOptions`](crate::codec::ReadOptions) say otherwise.
//!
//! # Memory
//!
//! A message may be hundreds of times larger in memory than its JSON. [`ReadOptions::memory_limit`](crate::codec::ReadOptions::memory_limit)
//! bounds it. There is no limit by default, because there is none on the input either; the HTTP
//! client and server set one. In addition, decoding allocates up to twice the size of the input for
//! strings with escapes, and keeps copies of keys for observers.

mod any;
mod decode;
mod encode;
mod fields;
mod number;
mod reader;
mod report;
mod scalars;
mod scan;
mod skip;
mod well_known;
mod write_options;
mod writer;

pub use decode::decode_into;
pub use encode::{encode, encode_into, encode_to_string, encode_to_vec};
pub use write_options::WriteOptions;

pub(crate) use decode::decode_with_options;

// For the serde adapter.
#[cfg(feature = "serde")]
pub(crate) use self::{
    any::{read_text as read_any, write_text as write_any},
    fields::{FieldTracker, KnownField, OneofConflict},
    number::float_text,
    scalars::{expected, set_from_bool, set_from_integer, set_from_number, set_from_str},
    well_known::{
        JsonKind, NOT_FINITE, TextError, Types, expected_text, is_nullable, is_text, set_text,
        target, text,
    },
};

/// What lists expect in place of `null`.
pub(crate) const NON_NULL_ELEMENT: &str = "a non-null element";
/// What maps expect in place of `null`.
pub(crate) const NON_NULL_VALUE: &str = "a non-null value";
