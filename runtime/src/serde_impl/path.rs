//! The path of a deserializer: a linked list on the stack, walked only for errors.
//!
//! A format's error cannot be given its path on the way out, so the path is kept on the way in.

use std::borrow::Cow;

use serde_core::de::Error;

use crate::json::{NON_NULL_ELEMENT, NON_NULL_VALUE, OneofConflict, Types, expected};
use crate::message::{MessageDescriptor, Slot};
use crate::wire::{
    DEPTH_EXPECTED, DEPTH_FOUND, DUPLICATE_FIELD, ErrorDetails, MAX_DEPTH, Path, PathSegment,
    UNIQUE_FIELDS, Unexpected,
};

/// The path of a value, linked to that of the enclosing value. Keys are borrowed, so that a path
/// costs a few words and no allocation.
pub(super) struct StackPath<'p> {
    link: Link<'p>,
    /// The number of objects and arrays around the value.
    pub(super) depth: u32,
}

enum Link<'p> {
    /// The outermost value, a message or enum with this name.
    Root(&'static str),
    /// A value inside another.
    Within(&'p StackPath<'p>, PathSegment<&'p str>),
}

impl<'p> StackPath<'p> {
    /// The path of the outermost value, a message or enum with this name.
    pub(super) const fn root(name: &'static str) -> Self {
        Self { link: Link::Root(name), depth: 0 }
    }

    /// The path of a value inside this one.
    #[inline]
    pub(super) const fn join(&'p self, segment: PathSegment<&'p str>) -> Self {
        Self { link: Link::Within(self, segment), depth: self.depth + 1 }
    }

    /// The types that an `Any` at this path may hold.
    pub(super) fn types(&self) -> Types {
        match &self.link {
            Link::Root(_) => Types::new(&[]),
            Link::Within(outer, PathSegment::Field { of, .. }) => outer.types().inside(of),
            Link::Within(outer, _) => outer.types(),
        }
    }

    /// Returns an error if one more object or array would exceed the nesting limit.
    pub(super) fn check_depth<E: Error>(&self) -> Result<(), E> {
        if self.depth < MAX_DEPTH { Ok(()) } else { Err(self.too_deep()) }
    }

    /// Too many levels of nesting.
    #[cold]
    pub(super) fn too_deep<E: Error>(&self) -> E {
        self.error(DEPTH_EXPECTED, |_| DEPTH_FOUND.to_owned())
    }

    /// A value of the wrong type for its slot.
    #[cold]
    pub(super) fn invalid_type<E: Error>(&self, slot: &Slot<'_>, found: Unexpected<'_>) -> E {
        // A string in place of a message may hold the whole message encoded, with its secrets.
        let is_message = matches!(slot, Slot::Message(_));
        self.error(expected(slot), |redacted| found.describe(redacted || is_message))
    }

    /// A value that its slot cannot hold.
    #[cold]
    pub(super) fn invalid_value<E: Error>(
        &self,
        expected: impl Into<Cow<'static, str>>,
        found: Unexpected<'_>,
    ) -> E {
        self.error(expected, |redacted| found.describe(redacted))
    }

    /// `null` as an element of a list, a value of a map or the outermost value.
    #[cold]
    pub(super) fn null<E: Error>(&self, slot: &Slot<'_>) -> E {
        let expected = match self.link {
            Link::Within(_, PathSegment::Index(_)) => NON_NULL_ELEMENT,
            Link::Within(_, PathSegment::Key(_)) => NON_NULL_VALUE,
            _ => expected(slot),
        };
        self.invalid_value(expected, Unexpected::Null)
    }

    /// A field that occurs twice.
    #[cold]
    pub(super) fn duplicate_field<E: Error>(&self) -> E {
        self.error(UNIQUE_FIELDS, |_| DUPLICATE_FIELD.to_owned())
    }

    /// A second field of a oneof.
    #[cold]
    pub(super) fn oneof_conflict<E: Error>(
        &self,
        of: &MessageDescriptor,
        conflict: &OneofConflict,
    ) -> E {
        self.error(conflict.expected(of), |_| conflict.found())
    }

    /// An error at this path. `found` gets whether it must redact the value.
    #[cold]
    pub(super) fn error<E: Error>(
        &self,
        expected: impl Into<Cow<'static, str>>,
        found: impl FnOnce(bool) -> String,
    ) -> E {
        let (root, path) = self.resolve();
        let found = found(path.is_sensitive);
        E::custom(ErrorDetails::new(root, path, expected.into(), found))
    }

    /// The name of the outermost value and the path from there.
    fn resolve(&self) -> (&'static str, Path) {
        let mut segments = Vec::new();
        let mut path = self;
        loop {
            match &path.link {
                Link::Root(root) => return (root, Path::new(segments.into_iter().rev())),
                Link::Within(outer, segment) => {
                    segments.push(segment);
                    path = outer;
                }
            }
        }
    }
}
