//! Where in a message a deserializer is: a list on the stack, read only when something is wrong.

use std::borrow::Cow;

use serde_core::de::Error;

use crate::json::{
    DEPTH_EXPECTED, DEPTH_FOUND, DUPLICATE_EXPECTED, DUPLICATE_FOUND, Found, MAX_DEPTH, Place,
    Report, SecondArm, Step, expected,
};
use crate::message::{MessageDescriptor, Slot};

/// A step from an outer place, or the root.
pub(super) struct At<'p> {
    reached: Reached<'p>,
    /// How many objects and lists are open around this place.
    pub(super) depth: u32,
}

/// How a place is reached. Keys are borrowed: a place costs a few words and no memory.
enum Reached<'p> {
    /// It is the outermost value, of a message or enum with this name.
    Root(&'static str),
    Outer(&'p At<'p>, Step<&'p str>),
}

impl<'p> At<'p> {
    /// The outermost value, of a message or enum with this name.
    pub(super) const fn root(name: &'static str) -> Self {
        Self { reached: Reached::Root(name), depth: 0 }
    }

    /// A place inside this one.
    #[inline]
    pub(super) const fn within(&'p self, step: Step<&'p str>) -> Self {
        Self { reached: Reached::Outer(self, step), depth: self.depth + 1 }
    }

    /// Refuses to open one more object or list beyond the limit.
    pub(super) fn check_depth<E: Error>(&self) -> Result<(), E> {
        if self.depth < MAX_DEPTH { Ok(()) } else { Err(self.too_deep()) }
    }

    /// Objects and lists nest too deep.
    #[cold]
    pub(super) fn too_deep<E: Error>(&self) -> E {
        self.error(DEPTH_EXPECTED, |_| DEPTH_FOUND.to_owned())
    }

    /// A value that does not fit the place that it is for.
    #[cold]
    pub(super) fn misfit<E: Error>(&self, slot: &Slot<'_>, found: Found<'_>) -> E {
        // Where an object was expected may be a whole message as text, with its secrets in it.
        let secret = matches!(slot, Slot::Message(_));
        self.error(expected(slot), |hidden| found.describe(hidden || secret))
    }

    /// A value that its place could not take, which told what it expects.
    #[cold]
    pub(super) fn mismatch<E: Error>(
        &self,
        expected: impl Into<Cow<'static, str>>,
        found: Found<'_>,
    ) -> E {
        self.error(expected, |hidden| found.describe(hidden))
    }

    /// `null` where a list, a map or the root needs something.
    #[cold]
    pub(super) fn null<E: Error>(&self, slot: &Slot<'_>) -> E {
        let expected = match self.reached {
            Reached::Outer(_, Step::Index(_)) => "an element",
            Reached::Outer(_, Step::Key(_)) => "a value",
            _ => expected(slot),
        };
        self.mismatch(expected, Found::Null)
    }

    /// A field that has come before.
    #[cold]
    pub(super) fn duplicate<E: Error>(&self) -> E {
        self.error(DUPLICATE_EXPECTED, |_| DUPLICATE_FOUND.to_owned())
    }

    /// An arm of a oneof of which another arm has come before.
    #[cold]
    pub(super) fn second_arm<E: Error>(&self, of: &MessageDescriptor, arms: &SecondArm) -> E {
        self.error(arms.expected(of), |_| arms.found())
    }

    /// Tells what was expected and found here; `found` learns whether it must hide the value.
    #[cold]
    pub(super) fn error<E: Error>(
        &self,
        expected: impl Into<Cow<'static, str>>,
        found: impl FnOnce(bool) -> String,
    ) -> E {
        let (root, place) = self.walk();
        let found = found(place.hidden);
        E::custom(Report::new(root, place, expected.into(), found))
    }

    /// The name of the root, and the way from there to here.
    fn walk(&self) -> (&'static str, Place) {
        let mut steps = Vec::new();
        let mut at = self;
        loop {
            match &at.reached {
                Reached::Root(root) => return (root, Place::new(steps.into_iter().rev())),
                Reached::Outer(outer, step) => {
                    steps.push(step);
                    at = outer;
                }
            }
        }
    }
}
