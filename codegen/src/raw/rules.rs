//! The format's constraints: the rules of the protovalidate specification, without the type's
//! name, which the field gives.

use super::Text;
use super::declare::{choice, record};
use crate::node::Node;
use crate::source::Spanned;

record! {
    /// What a valid value is. Which rules fit depends on the field's type.
    pub struct Rules as "`rules`" {
        /// A string that is a UUID.
        optional uuid: Spanned<bool>,
        /// A string that is an absolute URI.
        optional uri: Spanned<bool>,
        /// A string that is an e-mail address.
        optional email: Spanned<bool>,
        /// Exactly this many characters of a string or bytes of bytes.
        optional len: Spanned<i64>,
        /// At least this many characters of a string or bytes of bytes.
        optional min_len: Spanned<i64>,
        /// At most this many characters of a string or bytes of bytes.
        optional max_len: Spanned<i64>,
        /// A regular expression (RE2) that matches somewhere in the string.
        optional pattern: Text,
        /// Greater than this number, duration or timestamp.
        optional gt: Node,
        /// Greater than or equal to this number, duration or timestamp.
        optional gte: Node,
        /// Less than this number, duration or timestamp.
        optional lt: Node,
        /// Less than or equal to this number, duration or timestamp.
        optional lte: Node,
        /// Only values that the enum defines.
        optional defined_only: Spanned<bool>,
        /// At least this many elements.
        optional min_items: Spanned<i64>,
        /// At most this many elements.
        optional max_items: Spanned<i64>,
        /// No element twice.
        optional unique: Spanned<bool>,
        /// What a valid element of the list is.
        optional items: Box<Rules>,
        /// At least this many entries.
        optional min_pairs: Spanned<i64>,
        /// At most this many entries.
        optional max_pairs: Spanned<i64>,
        /// What a valid key of the map is.
        optional keys: Box<Rules>,
        /// What a valid value of the map is.
        optional values: Box<Rules>,
        /// Conditions in the Common Expression Language.
        list cel: CelRule,
        /// When the rules are not looked at.
        optional ignore: Ignore,
    }
}

record! {
    /// A condition in the Common Expression Language, with `this` for the value.
    pub struct CelRule as "a CEL rule" {
        /// What violations call it.
        required id: Text,
        /// What violations say.
        required message: Text,
        /// The condition.
        required expression: Text,
    }
}

choice! {
    /// When rules are not looked at.
    pub enum Ignore {
        /// When the field is not set or at its default.
        IfZeroValue = "if_zero_value",
        /// Never looked at.
        Always = "always",
    }
}
