//! The binary wire format of protobuf: one reader and one writer for all message types.
//!
//! | file | contents |
//! | --- | --- |
//! | `decode`, `encode` | decoding and encoding of messages, driven by their descriptors |
//! | `time` | timestamps and durations, which are messages on the wire |
//! | `input` | varints, tags and lengths, and the records that are skipped |
//! | `output` | bytes that are written from the end |
//! | `tag` | wire types and tags |
//! | `write_options` | options of writing |
//!
//! Used by `codec` and `message_ext`. Depends on `wire`, `message`, `enumeration` and `scalar` only.
//!
//! # Reading
//!
//! As the specification asks: the last value of a scalar wins; repeated occurrences of a message, or
//! of the same field of a oneof, are merged; another field of the oneof replaces it; lists are read
//! packed and unpacked; fields come in any order; a field with another wire type than its own is an
//! unknown field. Unknown fields are kept in the message as they are, except those inside of
//! timestamps, durations and entries of maps.
//!
//! Rejected are truncated input, varints of more than 64 bits or 10 bytes, tags and lengths of more
//! than 5 bytes, the field number 0, groups that do not match, strings that are not UTF-8, more than 100 levels of
//! nesting, and timestamps and durations out of their range.
//!
//! # Writing
//!
//! In schema order, without default values; unknown fields follow the known ones. The length of a
//! message stands before its contents, so the output is written from the end: it needs no second pass
//! to find the length.

mod decode;
mod encode;
mod input;
mod output;
mod tag;
mod time;
mod write_options;

pub use decode::decode_into;
pub use encode::encode_to_vec;
pub use write_options::WriteOptions;

pub(crate) use decode::{decode_with_options, decode_within};
