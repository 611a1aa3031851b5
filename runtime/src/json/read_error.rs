//! The error of a read in progress: small to pass around, turned into text only at the root.
//!
//! Every function of the reader returns one; `report` turns it into a [`DecodeError`].
//!
//! [`DecodeError`]: super::DecodeError

use std::borrow::Cow;

use super::error::DecodeErrorKind;
use super::fields::OneofConflict;
use super::path::PathSegment;
use crate::message::MessageDescriptor;

/// The result of reading. The error is boxed to one word, so that success stays cheap to return.
pub(super) type ReadResult<T> = Result<T, Box<ReadError>>;

/// What was expected at an offset, and the path to it from the inside out.
pub(super) struct ReadError {
    pub(super) kind: DecodeErrorKind,
    pub(super) offset: usize,
    pub(super) expected: Cow<'static, str>,
    pub(super) found: Found,
    /// Whether the input at the offset must not be quoted, even if no field of the path is sensitive.
    pub(super) redacted: bool,
    /// The innermost segment first.
    pub(super) segments: Vec<PathSegment>,
}

/// How to describe what was found.
pub(super) enum Found {
    /// Invalid JSON: name the token at the offset without quoting it.
    Token,
    /// A value of the wrong type or range: quote the value at the offset.
    Value,
    /// A description that does not depend on the input.
    Text(Cow<'static, str>),
}

impl ReadError {
    fn boxed(offset: usize, expected: impl Into<Cow<'static, str>>, found: Found) -> Box<Self> {
        Box::new(Self {
            kind: DecodeErrorKind::Invalid,
            offset,
            expected: expected.into(),
            found,
            redacted: false,
            segments: Vec::new(),
        })
    }

    /// An error with its own description of what was found.
    #[cold]
    pub(super) fn new(
        offset: usize,
        expected: impl Into<Cow<'static, str>>,
        found: impl Into<Cow<'static, str>>,
    ) -> Box<Self> {
        Self::boxed(offset, expected, Found::Text(found.into()))
    }

    /// Invalid JSON at an offset.
    #[cold]
    pub(super) fn syntax(offset: usize, expected: &'static str) -> Box<Self> {
        Self::boxed(offset, expected, Found::Token)
    }

    /// A value at an offset that its field cannot hold.
    #[cold]
    pub(super) fn invalid_value(
        offset: usize,
        expected: impl Into<Cow<'static, str>>,
    ) -> Box<Self> {
        Self::boxed(offset, expected, Found::Value)
    }

    /// A value other than an object where a message belongs. It is never quoted: a string may hold
    /// a whole encoded message, with its secrets.
    #[cold]
    pub(super) fn not_an_object(offset: usize) -> Box<Self> {
        let mut error = Self::boxed(offset, "an object", Found::Value);
        error.redacted = true;
        error
    }

    /// A key that is not a field of the message.
    #[cold]
    pub(super) fn unknown_field(offset: usize, of: &MessageDescriptor) -> Box<Self> {
        Self::new(offset, format!("a field of {}", of.name()), "an unknown field")
    }

    /// A field that occurs twice, under the same name or under both of its names.
    #[cold]
    pub(super) fn duplicate_field(offset: usize) -> Box<Self> {
        Self::new(offset, UNIQUE_FIELDS, DUPLICATE_FIELD)
    }

    /// A message that is larger in memory than its limit.
    #[cold]
    pub(super) fn over_budget(offset: usize, limit: usize) -> Box<Self> {
        let expected = format!("a message of at most {limit} bytes in memory");
        let mut error = Self::new(offset, expected, "a larger one");
        error.kind = DecodeErrorKind::MemoryLimit;
        error
    }

    /// A second field of a oneof.
    #[cold]
    pub(super) fn oneof_conflict(
        offset: usize,
        of: &MessageDescriptor,
        conflict: &OneofConflict,
    ) -> Box<Self> {
        Self::new(offset, conflict.expected(of), conflict.found())
    }

    /// Adds the path segment that leads to the error.
    #[cold]
    pub(super) fn within(mut self: Box<Self>, segment: PathSegment) -> Box<Self> {
        self.segments.push(segment);
        self
    }
}

pub(crate) const UNIQUE_FIELDS: &str = "each field at most once";
pub(crate) const DUPLICATE_FIELD: &str = "a duplicate field";
pub(crate) const UNIQUE_KEYS: &str = "each map key at most once";
pub(crate) const DUPLICATE_KEY: &str = "a duplicate key";

impl OneofConflict {
    pub(crate) fn expected(&self, of: &MessageDescriptor) -> String {
        format!("at most one field of the oneof `{}` of {}", self.oneof, of.name())
    }

    pub(crate) fn found(&self) -> String {
        let [first, second] = self.fields;
        format!("both `{first}` and `{second}`")
    }
}
