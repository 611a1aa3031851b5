//! [`UnknownEnumValue`], the payload of `Unknown`.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

/// An enum value that is not in the schema, as found in JSON: a name or a number.
///
/// Only the lookups of this module create one, and it cannot be cloned outside of it. So a value
/// that is unknown to one enum cannot get into another.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RawUnknown {
    /// `None` for a name.
    number: Option<i32>,
    /// The name, or the digits of the number. Boxed twice, so that an enum takes two words: nearly all
    /// values are known.
    text: Box<Box<str>>,
}

impl RawUnknown {
    /// A name without a known value.
    pub(super) fn of_name(name: &str) -> Self {
        Self { number: None, text: Box::new(name.into()) }
    }

    /// A number without a known value.
    pub(super) fn of_number(number: i32) -> Self {
        Self { number: Some(number), text: Box::new(number.to_string().into()) }
    }

    pub(super) fn name(&self) -> Option<&str> {
        self.number.is_none().then_some(self.text())
    }

    pub(super) const fn number(&self) -> Option<i32> {
        self.number
    }

    pub(super) const fn text(&self) -> &str {
        &self.text
    }

    /// The sizes of the blocks that the value owns on the heap.
    pub(super) const fn blocks(&self) -> [usize; 2] {
        [size_of::<Box<str>>(), self.text().len()]
    }

    fn copy(&self) -> Self {
        Self { number: self.number, text: self.text.clone() }
    }
}

/// The payload of a generated enum's `Unknown` variant: a value of `E` that is not in this version's
/// schema.
///
/// It has no public constructor and cannot be moved to another enum. `E::from_name_or_unknown` and
/// `E::from_number_or_unknown` of [`Enumeration`](super::Enumeration) return `Unknown` if the value
/// is really unknown.
pub struct UnknownEnumValue<E> {
    raw: RawUnknown,
    of: PhantomData<fn() -> E>,
}

impl<E> UnknownEnumValue<E> {
    /// Wraps the unknown value of a lookup; called by generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(raw: RawUnknown) -> Self {
        Self { raw, of: PhantomData }
    }

    /// The wrapped value; called by generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn raw(&self) -> &RawUnknown {
        &self.raw
    }

    /// The wire name, if the value was given by name.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.raw.name()
    }

    /// The wire number, if the value was given by number.
    #[must_use]
    pub const fn number(&self) -> Option<i32> {
        self.raw.number()
    }

    /// The wire name, or the digits of the number.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        self.raw.text()
    }
}

impl<E> Clone for UnknownEnumValue<E> {
    fn clone(&self) -> Self {
        Self::new(self.raw.copy())
    }
}

impl<E> PartialEq for UnknownEnumValue<E> {
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw
    }
}

impl<E> Eq for UnknownEnumValue<E> {}

impl<E> PartialOrd for UnknownEnumValue<E> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Names in alphabetical order, then numbers in ascending order.
impl<E> Ord for UnknownEnumValue<E> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.raw.cmp(&other.raw)
    }
}

impl<E> Hash for UnknownEnumValue<E> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.raw.hash(state);
    }
}

impl<E> fmt::Debug for UnknownEnumValue<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<E> fmt::Display for UnknownEnumValue<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
