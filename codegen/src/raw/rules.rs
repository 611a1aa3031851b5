//! Validation rules: those of protovalidate, without the type name, which follows from the field.
//!
//! Their docs become descriptions in the JSON Schemas.

use super::Text;
use super::declare::{choice, record};
use crate::node::Node;
use crate::source::Spanned;

record! {
    /// Validation rules. The field's type decides which ones apply.
    pub struct Rules as "`rules`" {
        /// The string must be a UUID.
        optional uuid: Spanned<bool>,
        /// The string must be an absolute URI.
        optional uri: Spanned<bool>,
        /// The string must be an email address.
        optional email: Spanned<bool>,
        /// Exact length, in characters of a string or bytes of a `bytes` value.
        optional len: Spanned<i64>,
        /// Minimum length, in characters of a string or bytes of a `bytes` value.
        optional min_len: Spanned<i64>,
        /// Maximum length, in characters of a string or bytes of a `bytes` value.
        optional max_len: Spanned<i64>,
        /// Regular expression (RE2 syntax) that must match somewhere in the string.
        optional pattern: Text,
        /// Exclusive lower bound of a number, duration or timestamp.
        optional gt: Node,
        /// Inclusive lower bound of a number, duration or timestamp.
        optional gte: Node,
        /// Exclusive upper bound of a number, duration or timestamp.
        optional lt: Node,
        /// Inclusive upper bound of a number, duration or timestamp.
        optional lte: Node,
        /// Rejects values that the enum does not define.
        optional defined_only: Spanned<bool>,
        /// Type URLs that an `any` may have, or paths that a `field_mask` may have, also as a prefix.
        optional allowed as "in": Spanned<Vec<Text>>,
        /// Type URLs that an `any` must not have, or paths of a `field_mask`, also as a prefix.
        optional not_in: Spanned<Vec<Text>>,
        /// Paths of a `field_mask`, all of them and in this order.
        optional exact as "const": Spanned<Vec<Text>>,
        /// Minimum number of elements.
        optional min_items: Spanned<i64>,
        /// Maximum number of elements.
        optional max_items: Spanned<i64>,
        /// Rejects duplicate elements.
        optional unique: Spanned<bool>,
        /// Rules for each element of the list.
        optional items: Box<Rules>,
        /// Minimum number of map entries.
        optional min_pairs: Spanned<i64>,
        /// Maximum number of map entries.
        optional max_pairs: Spanned<i64>,
        /// Rules for each key of the map.
        optional keys: Box<Rules>,
        /// Rules for each value of the map.
        optional values: Box<Rules>,
        /// Custom rules in the Common Expression Language (CEL).
        list cel: CelRule,
        /// When the rules are skipped. By default, only for unset fields with presence.
        optional ignore: Ignore,
    }
}

record! {
    /// A custom rule in the Common Expression Language (CEL).
    pub struct CelRule as "a CEL rule" {
        /// Rule id, reported with violations.
        required id: Text,
        /// Message, reported with violations.
        required message: Text,
        /// Condition that must hold. `this` is the value.
        required expression: Text,
    }
}

choice! {
    /// When rules are skipped.
    pub enum Ignore {
        /// Skipped if the field is unset or has its default value.
        IfZeroValue = "if_zero_value",
        /// Always skipped.
        Always = "always",
    }
}
