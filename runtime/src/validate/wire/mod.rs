//! `buf.validate.Violations` in binary protobuf. Only what this one message needs is implemented.
//!
//! ```text
//! Violations        violations = 1
//! Violation         rule_id = 2, message = 3, for_key = 4, field = 5
//! FieldPath         elements = 1
//! FieldPathElement  field_number = 1, field_name = 2, field_type = 3, key_type = 4, value_type = 5,
//!                   index = 6, bool_key = 7, int_key = 8, uint_key = 9, string_key = 10
//! ```
//!
//! The path of the rule within the rules is omitted: the rule id identifies it.

mod decode;
mod encode;

pub(super) use decode::decode;
pub(super) use encode::encode;

/// The wire type of numbers.
const VARINT: u64 = 0;
/// The wire type of eight bytes.
const FIXED64: u64 = 1;
/// The wire type of strings and messages.
const LENGTH: u64 = 2;
/// The wire type of the start of a group.
const START_GROUP: u64 = 3;
/// The wire type of the end of a group.
const END_GROUP: u64 = 4;
/// The wire type of four bytes.
const FIXED32: u64 = 5;
