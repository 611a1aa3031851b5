//! [`Unknown`]: a field or enum value that is not in the schema, as reported to an observer.

use std::fmt;

use super::unexpected;

/// A field or enum value that is not in this version's schema: a newer API or a misspelling.
///
/// Displays as one line, such as `metadata.colour: acme.v1.BookMetadata has no such field`.
/// Long values are truncated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unknown<'a> {
    path: &'a str,
    message: &'static str,
    kind: UnknownKind<'a>,
}

/// The kind of an [`Unknown`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnknownKind<'a> {
    /// A key that is not a field. Its value is skipped and lost.
    Field,
    /// An enum value. It is kept and encoded again.
    EnumValue {
        /// The full protobuf name of the enum.
        enumeration: &'static str,
        /// The name without quotes, or the number; `[redacted]` in a sensitive field.
        value: &'a str,
    },
}

impl<'a> Unknown<'a> {
    pub(super) const fn new(path: &'a str, message: &'static str, kind: UnknownKind<'a>) -> Self {
        Self { path, message, kind }
    }

    /// The JSON path of the field or value, such as `projects[3].metadata.colour`.
    ///
    /// Known fields are spelled by their JSON names, whichever name the document uses.
    #[must_use]
    pub const fn path(&self) -> &'a str {
        self.path
    }

    /// The full protobuf name of the message that lacks the field, or that declares the field with
    /// the unknown enum value.
    #[must_use]
    pub const fn message(&self) -> &'static str {
        self.message
    }

    /// Whether it is a field or an enum value.
    #[must_use]
    pub const fn kind(&self) -> UnknownKind<'a> {
        self.kind
    }
}

impl fmt::Display for Unknown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, message, kind } = self;
        match kind {
            UnknownKind::Field => write!(f, "{path}: {message} has no such field"),
            UnknownKind::EnumValue { enumeration, value } => {
                write!(f, "{path}: {enumeration} has no value {}", unexpected::quote(value))
            }
        }
    }
}
