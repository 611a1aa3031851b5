//! JSON paths for errors and for reports of unknown fields.

use std::fmt::Write as _;

use super::unexpected;
use crate::message::{FieldDescriptor, MessageDescriptor, Value};

/// One segment of a path, with owned or borrowed keys.
#[derive(Debug, Clone, Copy)]
pub(crate) enum PathSegment<K = String> {
    /// A field of the message `of`.
    Field { of: &'static MessageDescriptor, field: &'static FieldDescriptor },
    /// A key that is not a field of the message `of`.
    UnknownField { of: &'static MessageDescriptor, key: K },
    /// An element of a list.
    Index(usize),
    /// A value of a map.
    Key(K),
}

impl PathSegment {
    /// A value of a map under a key.
    pub(crate) fn key(key: &Value<'_>) -> Self {
        Self::Key(match key {
            Value::String(key) => (*key).to_owned(),
            Value::Bool(key) => key.to_string(),
            Value::I32(key) => key.to_string(),
            Value::U32(key) => key.to_string(),
            Value::I64(key) => key.to_string(),
            Value::U64(key) => key.to_string(),
            // No other type can be a key.
            _ => String::new(),
        })
    }
}

/// A path as errors print it.
pub(crate) struct Path {
    /// For example `projects[3].labels["a"]`; empty at the root.
    pub(crate) text: String,
    /// The message that declares the last field of the path.
    pub(crate) owner: Option<&'static MessageDescriptor>,
    /// Whether a field of the path is sensitive, so that its value must be redacted.
    pub(crate) is_sensitive: bool,
}

impl Path {
    /// Joins segments, the outermost first.
    pub(crate) fn new<'s, K: AsRef<str> + 's>(
        segments: impl Iterator<Item = &'s PathSegment<K>>,
    ) -> Self {
        let mut path = Self { text: String::new(), owner: None, is_sensitive: false };
        for segment in segments {
            path.push(segment);
        }
        path
    }

    fn push<K: AsRef<str>>(&mut self, segment: &PathSegment<K>) {
        // Writing to a string cannot fail.
        let _ = match segment {
            PathSegment::Field { of, field } => {
                self.owner = Some(of);
                self.is_sensitive |= field.is_sensitive();
                let dot = if self.text.is_empty() { "" } else { "." };
                write!(self.text, "{dot}{}", field.json_name())
            }
            PathSegment::UnknownField { of, key } => {
                self.owner = Some(of);
                self.push_unknown(key.as_ref())
            }
            PathSegment::Index(index) => write!(self.text, "[{index}]"),
            // The keys of a sensitive map are secret, too.
            PathSegment::Key(_) if self.is_sensitive => write!(self.text, "[redacted]"),
            PathSegment::Key(key) => write!(self.text, "[{}]", unexpected::quote(key.as_ref())),
        };
    }

    /// Adds a key that is not in the schema. It may be any text, so it is quoted unless it looks
    /// like a field name, and redacted inside a sensitive field.
    fn push_unknown(&mut self, key: &str) -> std::fmt::Result {
        let dot = if self.text.is_empty() { "" } else { "." };
        let is_plain = |byte: u8| byte == b'_' || byte.is_ascii_alphanumeric();
        if self.is_sensitive {
            write!(self.text, "[redacted]")
        } else if (1..=unexpected::MAX_QUOTED).contains(&key.len()) && key.bytes().all(is_plain) {
            write!(self.text, "{dot}{key}")
        } else {
            write!(self.text, "[{}]", unexpected::quote(key))
        }
    }
}
