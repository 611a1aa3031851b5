//! A parsed file: a tree of values with their spans.
//!
//! [`crate::parse`] builds it, [`crate::raw`] reads it, and [`crate::lower`] checks the parts that the
//! format leaves open, such as examples. Knows nothing of YAML; depends on `source` alone.

use crate::source::{SourceId, Span};

/// A value of the file with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where it starts; for a mapping or list, its first line.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// The kinds of value.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i128),
    /// Any other number.
    Float(f64),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A mapping in the order of the file.
    Mapping(Vec<(Key, Node)>),
}

/// A key of a mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Its text.
    pub text: String,
    /// Where it is written.
    pub span: Span,
}

impl Kind {
    /// What a person calls it.
    pub(crate) const fn describe(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "a boolean",
            Self::Integer(_) => "a whole number",
            Self::Float(_) => "a floating-point number",
            Self::Text(_) => "text",
            Self::List(_) => "a list",
            Self::Mapping(_) => "a mapping",
        }
    }
}

impl Node {
    /// Sets the file of every span.
    pub(crate) fn stamp(&mut self, file: SourceId) {
        self.span.file = file;
        match &mut self.kind {
            Kind::List(nodes) => nodes.iter_mut().for_each(|node| node.stamp(file)),
            Kind::Mapping(entries) => {
                for (key, node) in entries {
                    key.span.file = file;
                    node.stamp(file);
                }
            }
            _ => {}
        }
    }
}
