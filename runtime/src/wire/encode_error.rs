//! [`EncodeError`], the public error of writing a message.

use std::fmt;

use super::path::{Path, PathSegment};
use super::unexpected::quote;
use crate::message::MessageDescriptor;

/// An error from encoding a message: a value that the encoding cannot express.
///
/// In binary, that is an enum value which is known by its name alone. In JSON, it is a value of a
/// well-known type that has no JSON form.
///
/// ```text
/// gitpod.v1.ListProjectsRequest: filter.kind: the binary encoding needs the number of the enum
/// value "KIND_NEW"
/// ```
///
/// Values of sensitive fields are redacted; long values are truncated.
#[derive(Clone, PartialEq, Eq)]
pub struct EncodeError {
    // Boxed to one word, like `DecodeError`.
    inner: Box<Inner>,
}

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    root: &'static str,
    path: String,
    problem: String,
}

impl EncodeError {
    /// The full protobuf name of the encoded message type, such as `gitpod.v1.Project`.
    #[must_use]
    pub fn message(&self) -> &'static str {
        self.inner.root
    }

    /// The path of the value in JSON names, such as `filter.kinds[2]`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.inner.path
    }

    /// Why the value cannot be encoded.
    #[must_use]
    pub fn problem(&self) -> &str {
        &self.inner.problem
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { root, path, problem } = &*self.inner;
        match path.is_empty() {
            true => write!(f, "{root}: {problem}"),
            false => write!(f, "{root}: {path}: {problem}"),
        }
    }
}

impl fmt::Debug for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EncodeError({self})")
    }
}

impl std::error::Error for EncodeError {}

/// The error of a write in progress. Boxed, so that success stays cheap to return.
pub(crate) struct EncodeFault {
    /// The start of the problem, which the value completes.
    problem: &'static str,
    value: String,
    /// The innermost segment first.
    segments: Vec<PathSegment>,
}

impl EncodeFault {
    /// A value that cannot be encoded; `problem` is followed by the quoted value.
    #[cold]
    pub(crate) fn new(problem: &'static str, value: &str) -> Box<Self> {
        Box::new(Self { problem, value: quote(value), segments: Vec::new() })
    }

    /// Adds the path segment that leads to the value.
    #[cold]
    pub(crate) fn within(mut self: Box<Self>, segment: PathSegment) -> Box<Self> {
        self.segments.push(segment);
        self
    }

    /// The public error of encoding a message of the type `root`.
    #[cold]
    pub(crate) fn into_error(self, root: &'static MessageDescriptor) -> EncodeError {
        let path = Path::new(self.segments.iter().rev());
        let value = if path.is_sensitive { "[redacted]" } else { &self.value };
        let problem = format!("{} {value}", self.problem);
        EncodeError { inner: Box::new(Inner { root: root.name(), path: path.text, problem }) }
    }
}
