//! Conditions in the Common Expression Language (CEL). Each type of CEL has its own expressions, so
//! an ill-typed condition cannot be built.

use super::Pattern;

/// A condition: an expression of type boolean.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// `this`: the value that the rule checks.
    This,
    /// A constant.
    Constant(bool),
    /// Logical negation.
    Not(Box<Condition>),
    /// Logical conjunction.
    And(Box<Condition>, Box<Condition>),
    /// Logical disjunction.
    Or(Box<Condition>, Box<Condition>),
    /// A comparison.
    Compare(Comparison, Operands),
    /// Membership in a list.
    In(Membership),
    /// Whether a regular expression matches somewhere in a string.
    Matches(Operand<String>, Pattern),
    /// Whether a string starts with, ends with or contains another one.
    Text(TextTest, Operand<String>, Operand<String>),
}

/// An expression of a type that has no operators.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand<T> {
    /// `this`: the value that the rule checks.
    This,
    /// A constant.
    Constant(T),
}

/// An expression of type signed integer.
#[derive(Debug, Clone, PartialEq)]
pub enum Integer {
    /// `this`: the value that the rule checks, or the number of an enum value.
    This,
    /// A constant.
    Constant(i64),
    /// The length of the value, in bytes, elements or entries.
    Length,
    /// The length of a string, in characters.
    Characters(Operand<String>),
}

/// The two sides of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub enum Operands {
    /// Two booleans.
    Bool(Box<Condition>, Box<Condition>),
    /// Two signed integers.
    Int(Integer, Integer),
    /// Two unsigned integers.
    Uint(Operand<u64>, Operand<u64>),
    /// Two floating-point numbers. Constants are finite.
    Double(Operand<f64>, Operand<f64>),
    /// Two strings.
    Text(Operand<String>, Operand<String>),
    /// Two durations in nanoseconds.
    Duration(Operand<i128>, Operand<i128>),
    /// Two timestamps in nanoseconds since the epoch.
    Timestamp(Operand<i128>, Operand<i128>),
}

/// A value and a non-empty list of constants that may contain it.
#[derive(Debug, Clone, PartialEq)]
pub enum Membership {
    /// A boolean.
    Bool(Box<Condition>, Vec<bool>),
    /// A signed integer.
    Int(Integer, Vec<i64>),
    /// An unsigned integer.
    Uint(Operand<u64>, Vec<u64>),
    /// A floating-point number. Constants are finite.
    Double(Operand<f64>, Vec<f64>),
    /// A string.
    Text(Operand<String>, Vec<String>),
    /// A duration in nanoseconds.
    Duration(Operand<i128>, Vec<i128>),
    /// A timestamp in nanoseconds since the epoch.
    Timestamp(Operand<i128>, Vec<i128>),
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

impl Condition {
    /// Whether the result depends on the value.
    #[must_use]
    pub fn mentions_this(&self) -> bool {
        match self {
            Self::This => true,
            Self::Constant(_) => false,
            Self::Not(of) => of.mentions_this(),
            Self::And(left, right) | Self::Or(left, right) => {
                left.mentions_this() || right.mentions_this()
            }
            Self::Compare(_, operands) => operands.mention_this(),
            Self::In(membership) => membership.mentions_this(),
            Self::Matches(text, _) => text.is_this(),
            Self::Text(_, text, part) => text.is_this() || part.is_this(),
        }
    }
}

impl<T> Operand<T> {
    const fn is_this(&self) -> bool {
        matches!(self, Self::This)
    }
}

impl Integer {
    const fn mentions_this(&self) -> bool {
        match self {
            Self::This | Self::Length => true,
            Self::Constant(_) => false,
            Self::Characters(of) => of.is_this(),
        }
    }
}

impl Operands {
    fn mention_this(&self) -> bool {
        match self {
            Self::Bool(left, right) => left.mentions_this() || right.mentions_this(),
            Self::Int(left, right) => left.mentions_this() || right.mentions_this(),
            Self::Uint(left, right) => left.is_this() || right.is_this(),
            Self::Double(left, right) => left.is_this() || right.is_this(),
            Self::Text(left, right) => left.is_this() || right.is_this(),
            Self::Duration(left, right) | Self::Timestamp(left, right) => {
                left.is_this() || right.is_this()
            }
        }
    }
}

impl Membership {
    fn mentions_this(&self) -> bool {
        match self {
            Self::Bool(of, _) => of.mentions_this(),
            Self::Int(of, _) => of.mentions_this(),
            Self::Uint(of, _) => of.is_this(),
            Self::Double(of, _) => of.is_this(),
            Self::Text(of, _) => of.is_this(),
            Self::Duration(of, _) | Self::Timestamp(of, _) => of.is_this(),
        }
    }
}
