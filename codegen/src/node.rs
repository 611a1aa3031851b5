//! A parsed file: a tree of values with their spans.
//!
//! Built by `yaml` and read by [`raw`](crate::raw). `lower` checks free-form parts, such as
//! examples. Independent of YAML; depends only on `source`.

use crate::source::Span;

/// A value with its span.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The span. For a mapping or list, its first line.
    pub span: Span,
    /// The value.
    pub kind: Kind,
}

/// A value without its span.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A value that could not be read, which has been reported.
    Broken,
    /// Empty, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer.
    Integer(i128),
    /// Any other number.
    Float(f64),
    /// A string.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A mapping, in file order.
    Mapping(Vec<(Key, Node)>),
}

/// A key of a mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The text.
    pub text: String,
    /// The span.
    pub span: Span,
    /// Whether the key could not be read, which has been reported. Its value is
    /// [`Kind::Broken`].
    pub is_lost: bool,
}

impl Kind {
    /// The kind of value, for diagnostics.
    pub(crate) const fn describe(&self) -> &'static str {
        match self {
            Self::Broken => "an unreadable value",
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Integer(_) => "an integer",
            Self::Float(_) => "a floating-point number",
            Self::Text(_) => "a string",
            Self::List(_) => "a list",
            Self::Mapping(_) => "a mapping",
        }
    }
}

impl Node {
    /// Whether all of the value could be read.
    pub(crate) fn is_whole(&self) -> bool {
        match &self.kind {
            Kind::Broken => false,
            Kind::List(nodes) => nodes.iter().all(Self::is_whole),
            Kind::Mapping(entries) => entries.iter().all(|(_, node)| node.is_whole()),
            _ => true,
        }
    }
}
