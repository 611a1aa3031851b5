//! The error of a read in progress: small to pass around, turned into text only at the root.
//!
//! Every function of a reader returns one. At the root, each codec turns it into a
//! [`DecodeError`](super::DecodeError).

use std::borrow::Cow;

use super::error::DecodeErrorKind;
use super::path::PathSegment;
use crate::message::MessageDescriptor;

/// The result of reading. The error is boxed to one word, so that success stays cheap to return.
pub(crate) type ReadResult<T> = Result<T, Box<ReadError>>;

/// What was expected at an offset, and the path to it from the inside out.
pub(crate) struct ReadError {
    pub(crate) kind: DecodeErrorKind,
    pub(crate) offset: usize,
    pub(crate) expected: Cow<'static, str>,
    pub(crate) found: Found,
    /// Whether the input at the offset must not be quoted, even if no field of the path is sensitive.
    pub(crate) redacted: bool,
    /// The innermost segment first.
    pub(crate) segments: Vec<PathSegment>,
}

/// How to describe what was found.
pub(crate) enum Found {
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
    pub(crate) fn new(
        offset: usize,
        expected: impl Into<Cow<'static, str>>,
        found: impl Into<Cow<'static, str>>,
    ) -> Box<Self> {
        Self::boxed(offset, expected, Found::Text(found.into()))
    }

    /// Invalid JSON at an offset.
    #[cold]
    pub(crate) fn syntax(offset: usize, expected: &'static str) -> Box<Self> {
        Self::boxed(offset, expected, Found::Token)
    }

    /// A value at an offset that its field cannot hold.
    #[cold]
    pub(crate) fn invalid_value(
        offset: usize,
        expected: impl Into<Cow<'static, str>>,
    ) -> Box<Self> {
        Self::boxed(offset, expected, Found::Value)
    }

    /// A value other than an object where a message belongs. It is never quoted: a string may hold
    /// a whole encoded message, with its secrets.
    #[cold]
    pub(crate) fn not_an_object(offset: usize) -> Box<Self> {
        let mut error = Self::boxed(offset, "an object", Found::Value);
        error.redacted = true;
        error
    }

    /// A key that is not a field of the message.
    #[cold]
    pub(crate) fn unknown_field(offset: usize, of: &MessageDescriptor) -> Box<Self> {
        Self::new(offset, format!("a field of {}", of.name()), "an unknown field")
    }

    /// A field that occurs twice, under the same name or under both of its names.
    #[cold]
    pub(crate) fn duplicate_field(offset: usize) -> Box<Self> {
        Self::new(offset, UNIQUE_FIELDS, DUPLICATE_FIELD)
    }

    /// A valid value at an offset that is out of the range of its type.
    #[cold]
    pub(crate) fn out_of_range(offset: usize, expected: &'static str) -> Box<Self> {
        let mut error = Self::new(offset, expected, "one out of this range");
        error.kind = DecodeErrorKind::OutOfRange;
        error
    }

    /// A message that is larger in memory than its limit.
    #[cold]
    pub(crate) fn over_budget(offset: usize, limit: usize) -> Box<Self> {
        let expected = format!("a message of at most {limit} bytes in memory");
        let mut error = Self::new(offset, expected, "a larger one");
        error.kind = DecodeErrorKind::MemoryLimit;
        error
    }

    /// Adds the path segment that leads to the error.
    #[cold]
    pub(crate) fn within(mut self: Box<Self>, segment: PathSegment) -> Box<Self> {
        self.segments.push(segment);
        self
    }
}

pub(crate) const UNIQUE_FIELDS: &str = "each field at most once";
pub(crate) const DUPLICATE_FIELD: &str = "a duplicate field";
pub(crate) const UNIQUE_KEYS: &str = "each map key at most once";
pub(crate) const DUPLICATE_KEY: &str = "a duplicate key";
