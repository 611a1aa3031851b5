//! [`DecodeError`], the public error of reading a message.

use std::borrow::Cow;
use std::fmt;

use super::path::Path;

/// An error from decoding a message: its type, the path and position of the offending value, what
/// was expected and what was found.
///
/// ```text
/// acme.v1.ListBooksResponse: books[3].metadata.createdAt: expected an RFC 3339
/// timestamp, found the string "yesterday" at line 1 column 412
/// ```
///
/// In binary input, the position is a byte: `at byte 17`. Values of sensitive fields are redacted; long
/// values are truncated.
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError {
    // Boxed to one word, so that a `Result` of a small message stays small.
    inner: Box<Inner>,
}

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    kind: DecodeErrorKind,
    details: ErrorDetails,
    position: Position,
}

/// The reason why a message cannot be decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// The input is not valid JSON or wire format, or not a valid encoding of the message.
    Invalid,
    /// A timestamp or duration is valid wire format, but out of its range, which is that of
    /// [`Timestamp`](crate::Timestamp) and [`Duration`](crate::Duration).
    OutOfRange,
    /// The message is larger in memory than the limit; see
    /// [`ReadOptions::memory_limit`](super::ReadOptions::memory_limit).
    MemoryLimit,
}

impl DecodeError {
    pub(crate) fn new(kind: DecodeErrorKind, details: ErrorDetails, position: Position) -> Self {
        Self { inner: Box::new(Inner { kind, details, position }) }
    }

    /// Whether the input is invalid, or too large once decoded.
    #[must_use]
    pub fn kind(&self) -> DecodeErrorKind {
        self.inner.kind
    }

    /// Redacts secrets of the input in the path and in what was found. `redact` returns `None` for a
    /// text without secrets.
    pub(crate) fn redact(mut self, redact: impl Fn(&str) -> Option<String>) -> Self {
        let ErrorDetails { path, found, .. } = &mut self.inner.details;
        for text in [path, found] {
            if let Some(redacted) = redact(text) {
                *text = redacted;
            }
        }
        self
    }

    /// The full protobuf name of the decoded message type, such as `acme.v1.Book`.
    #[must_use]
    pub fn message(&self) -> &'static str {
        self.inner.details.root
    }

    /// The JSON path of the value, such as `projects[3].metadata.createdAt`; empty at the root.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.inner.details.path
    }

    /// The full protobuf name of the message that declares the last field of the path.
    ///
    /// Equal to [`message`](Self::message) if the path is empty.
    #[must_use]
    pub fn owner(&self) -> &'static str {
        self.inner.details.owner
    }

    /// What was expected, such as `an RFC 3339 timestamp`.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.inner.details.expected
    }

    /// What was found, such as `the string "yesterday"`, or `a string (redacted)` in a sensitive
    /// field.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.inner.details.found
    }

    /// The byte offset in the input, starting at 0.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.inner.position.offset
    }

    /// The line of JSON, starting at 1; `None` for binary input.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.inner.position.text.map(|text| text.line)
    }

    /// The column of JSON in characters, starting at 1; `None` for binary input.
    #[must_use]
    pub fn column(&self) -> Option<usize> {
        self.inner.position.text.map(|text| text.column)
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { details, position, .. } = &*self.inner;
        match position.text {
            Some(LineColumn { line, column }) => {
                write!(f, "{details} at line {line} column {column}")
            }
            None => write!(f, "{details} at byte {}", position.offset),
        }
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DecodeError({self})")
    }
}

impl std::error::Error for DecodeError {}

/// Everything in an error except its position. Serde formats report positions themselves.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct ErrorDetails {
    root: &'static str,
    owner: &'static str,
    path: String,
    expected: Cow<'static, str>,
    found: String,
}

impl ErrorDetails {
    pub(crate) fn new(
        root: &'static str,
        path: Path,
        expected: Cow<'static, str>,
        found: String,
    ) -> Self {
        let owner = path.owner.map_or(root, |owner| owner.name());
        Self { root, owner, path: path.text, expected, found }
    }
}

impl fmt::Display for ErrorDetails {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.root)?;
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        write!(f, "expected {}, found {}", self.expected, self.found)
    }
}

/// A position in the input.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Position {
    offset: usize,
    /// Only in text.
    text: Option<LineColumn>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct LineColumn {
    line: usize,
    column: usize,
}

impl Position {
    /// A position in binary input.
    pub(crate) const fn in_binary(offset: usize) -> Self {
        Self { offset, text: None }
    }

    /// A position in JSON.
    pub(crate) fn in_text(json: &[u8], offset: usize) -> Self {
        let before = json.get(..offset).unwrap_or(json);
        let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let in_line = before.get(line_start..).unwrap_or_default();
        // Every byte except a UTF-8 continuation byte starts a character.
        let characters = in_line.iter().filter(|byte| (**byte & 0xc0) != 0x80).count();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        Self { offset, text: Some(LineColumn { line, column: characters + 1 }) }
    }
}
