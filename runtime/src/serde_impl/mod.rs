//! Serde support for messages and enums, generic over the format but not over the message.
//!
//! Every format gets and gives ProtoJSON. Meant for self-describing, human-readable formats. Both
//! directions behave like `json`, whose tables, conversions and errors they share, as far as the
//! format allows: an integer that the format passes on as a float has the precision of a float.
//! There is no limit on the memory of a message, unlike with
//! [`ReadOptions`](crate::codec::ReadOptions::memory_limit).
//!
//! Used by the `Serialize` and `Deserialize` implementations of generated types, through
//! `__private`. Depends on `json`, `message` and `enumeration` only.

mod de;
mod key;
mod path;
mod ser;
mod skip;

pub(crate) use de::{deserialize_enum_into, deserialize_into};
pub(crate) use ser::{serialize, serialize_enum};
