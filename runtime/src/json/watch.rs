//! What a reader does about things that it does not know.

use super::fault::{Failure, Fault};
use super::path::{Place, Step};
use super::unknown::{Unknown, UnknownKind};
use crate::enumeration::Enumeration;
use crate::message::MessageDescriptor;

/// Told by a reader where it is and what it does not know.
///
/// A type parameter and not a value, so that a reader that nobody watches has no trace of it.
pub(super) trait Watch {
    /// Whether the calls below do anything.
    const IS_ON: bool;

    /// The reader goes into a field, element or value of a map.
    fn enter(&mut self, step: impl FnOnce() -> Step);

    /// The reader is done with what it went into last.
    fn leave(&mut self);

    /// A key of `of` is no field; its value comes next.
    fn unknown_field(
        &mut self,
        offset: usize,
        of: &'static MessageDescriptor,
        key: &str,
    ) -> Result<(), Failure>;

    /// An enum has been read at the place that was entered last.
    fn enum_value(&mut self, value: &dyn Enumeration);
}

/// Skips unknown fields in silence.
pub(super) struct Unwatched;

impl Watch for Unwatched {
    const IS_ON: bool = false;

    #[inline]
    fn enter(&mut self, _: impl FnOnce() -> Step) {}

    #[inline]
    fn leave(&mut self) {}

    #[inline]
    fn unknown_field(
        &mut self,
        _: usize,
        _: &'static MessageDescriptor,
        _: &str,
    ) -> Result<(), Failure> {
        Ok(())
    }

    #[inline]
    fn enum_value(&mut self, _: &dyn Enumeration) {}
}

/// Who wants to hear of unknown things.
pub(super) type Observer<'o> = &'o mut dyn FnMut(&Unknown<'_>);

/// Reports what is unknown, refuses unknown fields, or both.
pub(super) struct Watcher<'w, 'o> {
    root: &'static MessageDescriptor,
    refuses_fields: bool,
    observer: Option<&'w mut Observer<'o>>,
    steps: Vec<Step>,
}

impl<'w, 'o> Watcher<'w, 'o> {
    pub(super) const fn new(
        root: &'static MessageDescriptor,
        refuses_fields: bool,
        observer: Option<&'w mut Observer<'o>>,
    ) -> Self {
        Self { root, refuses_fields, observer, steps: Vec::new() }
    }

    /// Reports what is unknown at the place that the steps and `last` lead to.
    fn report<'k>(&mut self, last: Option<&Step>, kind: impl FnOnce(bool) -> UnknownKind<'k>) {
        if let Some(observer) = &mut self.observer {
            let place = Place::new(self.steps.iter().chain(last));
            let owner = place.owner.unwrap_or(self.root);
            observer(&Unknown::new(&place.path, owner.name(), kind(place.hidden)));
        }
    }
}

impl Watch for Watcher<'_, '_> {
    const IS_ON: bool = true;

    fn enter(&mut self, step: impl FnOnce() -> Step) {
        self.steps.push(step());
    }

    fn leave(&mut self) {
        self.steps.pop();
    }

    fn unknown_field(
        &mut self,
        offset: usize,
        of: &'static MessageDescriptor,
        key: &str,
    ) -> Result<(), Failure> {
        let step = Step::Unknown { of, key: key.to_owned() };
        self.report(Some(&step), |_| UnknownKind::Field);
        if self.refuses_fields {
            Err(Fault::unknown_field(offset, of).within(step))
        } else {
            Ok(())
        }
    }

    fn enum_value(&mut self, value: &dyn Enumeration) {
        if value.index().is_ok() {
            return;
        }
        let enumeration = value.descriptor().name();
        let number = value.number().map(|number| number.to_string());
        let text = value.name().or(number.as_deref()).unwrap_or_default();
        self.report(None, |hidden| UnknownKind::EnumValue {
            enumeration,
            value: if hidden { "[hidden]" } else { text },
        });
    }
}
