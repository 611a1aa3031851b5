//! Conditions in the Common Expression Language (CEL), type-checked.

use super::Pattern;

/// An expression over the value that a rule checks. Both operands of an operator have the same type.
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    /// `this`: the value that the rule checks.
    This,
    /// A constant.
    Literal(Literal),
    /// Logical negation.
    Not(Box<Expression>),
    /// Logical conjunction.
    And(Box<Expression>, Box<Expression>),
    /// Logical disjunction.
    Or(Box<Expression>, Box<Expression>),
    /// A comparison of two values of the same ordered type.
    Compare(Comparison, Box<Expression>, Box<Expression>),
    /// Membership in a non-empty list of constants.
    In(Box<Expression>, Vec<Literal>),
    /// The length of a string, in characters.
    Characters(Box<Expression>),
    /// The length of the value, in bytes, elements or entries.
    Length,
    /// Whether a regular expression matches somewhere in a string.
    Matches(Box<Expression>, Pattern),
    /// Whether a string starts with, ends with or contains another one.
    Text(TextTest, Box<Expression>, Box<Expression>),
}

/// A constant.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// A boolean.
    Bool(bool),
    /// A signed integer.
    Int(i64),
    /// An unsigned integer.
    Uint(u64),
    /// A finite floating-point number.
    Double(f64),
    /// A string.
    Text(String),
    /// A duration in nanoseconds.
    Duration(i128),
    /// A timestamp in nanoseconds since the epoch.
    Timestamp(i128),
}

/// A comparison operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "named after the operators")]
pub enum Comparison {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

/// A function that looks for one string in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "named after the functions")]
pub enum TextTest {
    StartsWith,
    EndsWith,
    Contains,
}

impl Expression {
    /// Whether the result depends on the value.
    #[must_use]
    pub fn mentions_this(&self) -> bool {
        match self {
            Self::This | Self::Length => true,
            Self::Literal(_) => false,
            Self::Not(inner)
            | Self::In(inner, _)
            | Self::Characters(inner)
            | Self::Matches(inner, _) => inner.mentions_this(),
            Self::And(left, right)
            | Self::Or(left, right)
            | Self::Compare(_, left, right)
            | Self::Text(_, left, right) => left.mentions_this() || right.mentions_this(),
        }
    }
}
