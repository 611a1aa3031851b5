//! Conditions of the Common Expression Language, checked and typed.

/// An expression over the value that a rule is about. Both sides of an operator have one type.
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    /// The value.
    This,
    /// A constant.
    Literal(Literal),
    /// What is not.
    Not(Box<Expression>),
    /// Both hold.
    And(Box<Expression>, Box<Expression>),
    /// One of them holds.
    Or(Box<Expression>, Box<Expression>),
    /// Two values of one ordered type.
    Compare(Comparison, Box<Expression>, Box<Expression>),
    /// One of several constants; never none.
    In(Box<Expression>, Vec<Literal>),
    /// Characters of a text.
    Characters(Box<Expression>),
    /// Bytes, elements or entries of the value.
    Length,
    /// A regular expression is found in a text.
    Matches(Box<Expression>, String),
    /// Two texts.
    Text(TextTest, Box<Expression>, Box<Expression>),
}

/// A constant.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// True or false.
    Bool(bool),
    /// A signed number.
    Int(i64),
    /// An unsigned number.
    Uint(u64),
    /// A floating point number; finite.
    Double(f64),
    /// A text.
    Text(String),
    /// A duration in nanoseconds.
    Duration(i128),
    /// A timestamp in nanoseconds since the epoch.
    Timestamp(i128),
}

/// How two values are compared.
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

/// How a text is looked for in another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "named after the functions")]
pub enum TextTest {
    StartsWith,
    EndsWith,
    Contains,
}

impl Expression {
    /// Whether the outcome depends on the value.
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
