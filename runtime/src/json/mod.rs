//! ProtoJSON over bytes: one concrete reader and one concrete writer for every message.
//!
//! | file | what it does |
//! | --- | --- |
//! | `reader` | tokens of JSON: strings, numbers, punctuation, whitespace |
//! | `scan`, `number` | the inner loops: where a string goes on plainly, what a number is |
//! | `skip` | walks values that nobody wants, checking that they are JSON |
//! | `decode` | drives a reader by a message's table of fields |
//! | `fields` | finds fields by key; refuses duplicates and a second arm of a oneof |
//! | `fill` | turns the text of a string or number into a scalar |
//! | `encode`, `writer` | the other direction |
//! | `read_options`, `write_options` | what is not the default |
//! | `watch`, `unknown` | where a reader is and what it does not know, for those who ask |
//! | `fault`, `path`, `found`, `error` | what went wrong, where, and how it is told |
//!
//! `fields`, `fill` and the error files also serve the serde adapters, so both ways of reading
//! agree.
//!
//! What is read, beyond what is written:
//!
//! - keys as the JSON name or as the schema's name; `null` for "not set";
//! - numbers in strings, and whole numbers with a fraction or an exponent, such as `1e3`;
//! - enum values by number; base64 of both alphabets; timestamps with offsets.
//!
//! What is refused: a field that comes twice, two arms of one oneof, `null` inside a list or a
//! map, a map key that comes twice, values out of range, nesting deeper than 100 levels, a byte
//! order mark, and all that is not JSON in UTF-8. Unknown fields are skipped, unless
//! [`ReadOptions`] say otherwise.

mod decode;
mod encode;
mod error;
mod fault;
mod fields;
mod fill;
mod found;
mod number;
mod path;
mod read_options;
mod reader;
mod scan;
mod skip;
mod unknown;
mod watch;
mod write_options;
mod writer;

pub use decode::decode_into;
pub use encode::{encode_into, encode_to_string, encode_to_vec};
pub use error::DecodeError;
pub use read_options::ReadOptions;
pub use unknown::{Unknown, UnknownKind};
pub use write_options::WriteOptions;

// What the serde adapters share with the engine, so that both ways of reading agree.
pub(crate) use error::Report;
pub(crate) use fault::{DUPLICATE_EXPECTED, DUPLICATE_FOUND, MAP_KEY_ONCE};
pub(crate) use fields::{FieldTracker, KnownField, SecondArm};
pub(crate) use fill::{expected, from_bool, from_integer, from_number, from_text};
pub(crate) use found::Found;
pub(crate) use number::float_text;
pub(crate) use path::{Place, Step};

/// How deep objects and lists may nest, the outermost object being the first level.
pub(crate) const MAX_DEPTH: u32 = 100;
pub(crate) const DEPTH_EXPECTED: &str = "at most 100 levels of nesting";
pub(crate) const DEPTH_FOUND: &str = "one more";
