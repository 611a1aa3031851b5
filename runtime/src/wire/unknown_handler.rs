//! Handlers of unknown fields and enum values, which the decoder ignores, reports or rejects.

use super::path::{Path, PathSegment};
use super::read_error::{ReadError, ReadResult};
use super::unknown::{Unknown, UnknownKind};
use crate::enumeration::Enumeration;
use crate::message::MessageDescriptor;

/// Follows the path of the decoder and handles what is unknown.
///
/// A type parameter of the decoder, so that decoding without an observer does not track the path.
pub(crate) trait UnknownHandler {
    /// Called before the value of a field, list element or map entry.
    fn enter(&mut self, segment: impl FnOnce() -> PathSegment);

    /// Called after the value entered last.
    fn leave(&mut self);

    /// Called for a key that is not a field of `of`, before its value. An error ends decoding.
    fn unknown_field(
        &mut self,
        offset: usize,
        of: &'static MessageDescriptor,
        key: &str,
    ) -> ReadResult<()>;

    /// Called after an enum value, at the path entered last, with the offset at which it starts. An error
    /// ends decoding.
    fn enum_value(&mut self, offset: usize, value: &dyn Enumeration) -> ReadResult<()>;
}

/// Skips unknown fields silently.
pub(crate) struct IgnoreUnknown;

impl UnknownHandler for IgnoreUnknown {
    #[inline]
    fn enter(&mut self, _: impl FnOnce() -> PathSegment) {}

    #[inline]
    fn leave(&mut self) {}

    #[inline]
    fn unknown_field(
        &mut self,
        _: usize,
        _: &'static MessageDescriptor,
        _: &str,
    ) -> ReadResult<()> {
        Ok(())
    }

    #[inline]
    fn enum_value(&mut self, _: usize, _: &dyn Enumeration) -> ReadResult<()> {
        Ok(())
    }
}

/// The callback of [`ReadOptions::observe`](super::ReadOptions::observe).
pub(super) type Observer<'o> = &'o mut dyn FnMut(&Unknown<'_>);

/// The unknown items that are rejected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Denied {
    pub(super) fields: bool,
    /// Enum values that are known by their name alone.
    pub(super) enum_names: bool,
}

/// Reports unknown fields and enum values to an observer, rejects them, or both.
pub(crate) struct ReportUnknown<'w, 'o> {
    root: &'static MessageDescriptor,
    denied: Denied,
    observer: Option<&'w mut Observer<'o>>,
    segments: Vec<PathSegment>,
}

impl<'w, 'o> ReportUnknown<'w, 'o> {
    pub(super) const fn new(
        root: &'static MessageDescriptor,
        denied: Denied,
        observer: Option<&'w mut Observer<'o>>,
    ) -> Self {
        Self { root, denied, observer, segments: Vec::new() }
    }

    /// Calls the observer with the current path, extended by `last`.
    fn report<'k>(
        &mut self,
        last: Option<&PathSegment>,
        kind: impl FnOnce(bool) -> UnknownKind<'k>,
    ) {
        if let Some(observer) = &mut self.observer {
            let path = Path::new(self.segments.iter().chain(last));
            let owner = path.owner.unwrap_or(self.root);
            observer(&Unknown::new(&path.text, owner.name(), kind(path.is_sensitive)));
        }
    }
}

impl UnknownHandler for ReportUnknown<'_, '_> {
    fn enter(&mut self, segment: impl FnOnce() -> PathSegment) {
        self.segments.push(segment());
    }

    fn leave(&mut self) {
        self.segments.pop();
    }

    fn unknown_field(
        &mut self,
        offset: usize,
        of: &'static MessageDescriptor,
        key: &str,
    ) -> ReadResult<()> {
        let segment = PathSegment::UnknownField { of, key: key.to_owned() };
        self.report(Some(&segment), |_| UnknownKind::Field);
        if self.denied.fields {
            Err(ReadError::unknown_field(offset, of).within(segment))
        } else {
            Ok(())
        }
    }

    fn enum_value(&mut self, offset: usize, value: &dyn Enumeration) -> ReadResult<()> {
        if value.index().is_ok() {
            return Ok(());
        }
        let enumeration = value.descriptor().name();
        let number = value.number().map(|number| number.to_string());
        let text = value.name().or(number.as_deref()).unwrap_or_default();
        self.report(None, |redacted| UnknownKind::EnumValue {
            enumeration,
            value: if redacted { "[redacted]" } else { text },
        });
        if self.denied.enum_names && value.number().is_none() {
            return Err(ReadError::invalid_value(offset, format!("a value of {enumeration}")));
        }
        Ok(())
    }
}
