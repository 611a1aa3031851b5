//! What a reader tells of that this build does not know.

use std::fmt;

use super::found;

/// Something in a document that this build does not know: the API has grown, or there is a slip.
///
/// Displays as one line, such as `metadata.colour: gitpod.v1.ProjectMetadata has no such field`,
/// with long values cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unknown<'a> {
    path: &'a str,
    message: &'static str,
    kind: UnknownKind<'a>,
}

/// What it is that is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnknownKind<'a> {
    /// A key that is no field. Its value was skipped and is lost.
    Field,
    /// An enum value, which is kept and will be written again.
    EnumValue {
        /// The full protobuf name of the enum.
        enumeration: &'static str,
        /// The name as JSON has it without its quotes, or the number; `[hidden]` in a sensitive
        /// field.
        value: &'a str,
    },
}

impl<'a> Unknown<'a> {
    pub(super) const fn new(path: &'a str, message: &'static str, kind: UnknownKind<'a>) -> Self {
        Self { path, message, kind }
    }

    /// The JSON path of the field or value, such as `projects[3].metadata.colour`.
    ///
    /// It has the JSON names of fields that are known, in whichever spelling they came.
    #[must_use]
    pub const fn path(&self) -> &'a str {
        self.path
    }

    /// The full protobuf name of the message that does not have the field, or that has the field
    /// with the value.
    #[must_use]
    pub const fn message(&self) -> &'static str {
        self.message
    }

    /// What is unknown about it.
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
                write!(f, "{path}: {enumeration} has no value {}", found::quote(value))
            }
        }
    }
}
