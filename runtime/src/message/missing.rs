//! [`MissingField`], the error of the `require_*` accessors.

use std::fmt;

/// An error because a field is not set that the API documents as always present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MissingField {
    message: &'static str,
    field: &'static str,
}

impl MissingField {
    /// Creates an error for a message, by its full protobuf name, and a field, by its schema name.
    #[must_use]
    pub const fn new(message: &'static str, field: &'static str) -> Self {
        Self { message, field }
    }

    /// The full protobuf name of the message.
    #[must_use]
    pub const fn message(&self) -> &'static str {
        self.message
    }

    /// The field's name in the schema.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        self.field
    }
}

impl fmt::Display for MissingField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "missing field `{}` in {}", self.field, self.message)
    }
}

impl std::error::Error for MissingField {}
