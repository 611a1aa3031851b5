//! What users see of a failure to read.

use std::borrow::Cow;
use std::fmt;

use super::path::Place;

/// JSON that is not a message: which message, where in it, what was expected and what was there.
///
/// ```text
/// gitpod.v1.ListProjectsResponse: projects[3].metadata.createdAt: expected an RFC 3339
/// timestamp, found the string "yesterday" at line 1 column 412
/// ```
///
/// The value of a sensitive field is never part of it; a long value is cut.
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError {
    // One word, so that a `Result` of a small message stays small.
    inner: Box<Inner>,
}

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    report: Report,
    position: Position,
}

impl DecodeError {
    pub(super) fn new(report: Report, position: Position) -> Self {
        Self { inner: Box::new(Inner { report, position }) }
    }

    /// The full protobuf name of the message that was to be read, such as `gitpod.v1.Project`.
    #[must_use]
    pub fn message(&self) -> &'static str {
        self.inner.report.root
    }

    /// The JSON path of the value, such as `projects[3].metadata.createdAt`; empty at the root.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.inner.report.path
    }

    /// The full protobuf name of the message that declares the last field of the path.
    ///
    /// It is [`message`](Self::message) where the path is empty.
    #[must_use]
    pub fn owner(&self) -> &'static str {
        self.inner.report.owner
    }

    /// What was expected, such as `an RFC 3339 timestamp`.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.inner.report.expected
    }

    /// What was there, such as `the string "yesterday"`, or `a string (hidden)`.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.inner.report.found
    }

    /// The offset in bytes from the start of the input.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.inner.position.offset
    }

    /// The line, counted from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.inner.position.line
    }

    /// The column in characters, counted from 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.inner.position.column
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { report, position } = &*self.inner;
        write!(f, "{report} at line {} column {}", position.line, position.column)
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DecodeError({self})")
    }
}

impl std::error::Error for DecodeError {}

/// All of an error but its position, which only the engine over bytes knows.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Report {
    root: &'static str,
    owner: &'static str,
    path: String,
    expected: Cow<'static, str>,
    found: String,
}

impl Report {
    pub(crate) fn new(
        root: &'static str,
        place: Place,
        expected: Cow<'static, str>,
        found: String,
    ) -> Self {
        let owner = place.owner.map_or(root, |owner| owner.name());
        Self { root, owner, path: place.path, expected, found }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.root)?;
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        write!(f, "expected {}, found {}", self.expected, self.found)
    }
}

/// A place in the input.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Position {
    offset: usize,
    line: usize,
    column: usize,
}

impl Position {
    pub(super) fn new(json: &[u8], offset: usize) -> Self {
        let before = json.get(..offset).unwrap_or(json);
        let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let in_line = before.get(line_start..).unwrap_or_default();
        // Every byte but the continuation bytes of UTF-8 starts a character.
        let characters = in_line.iter().filter(|byte| (**byte & 0xc0) != 0x80).count();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        Self { offset, line, column: characters + 1 }
    }
}
