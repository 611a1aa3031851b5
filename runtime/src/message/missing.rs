//! The error of a documented field that is not there.

use std::fmt;

/// A field that the API's documentation calls always present is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MissingField {
    message: &'static str,
    field: &'static str,
}

impl MissingField {
    /// Names the message by its full protobuf name and the field as the schema spells it.
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
        write!(f, "{} came without its field `{}`", self.message, self.field)
    }
}

impl std::error::Error for MissingField {}
