//! Paths to fields of a message or of a message directly in it.

use super::plan::FieldRef;
use crate::message::{Message, Slot, Value};

/// A field of a message, or of a message directly in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FieldPath {
    pub(super) outer: FieldRef,
    inner: Option<FieldRef>,
}

impl FieldPath {
    /// Finds the field for a value with this name: the field with the same name, or one of a nested
    /// message, such as `metadata.name` for `name` and `oauth.client_id` for `oauth_client_id`.
    pub(super) fn find(message: &dyn Message, name: &str) -> Option<Self> {
        let descriptor = message.descriptor();
        if let Some(outer) = FieldRef::named(descriptor, name) {
            return Some(Self { outer, inner: None });
        }
        FieldRef::all(descriptor).find_map(|outer| {
            let Value::Message(nested) = outer.get(message) else { return None };
            let rest = name.strip_prefix(outer.name()).and_then(|rest| rest.strip_prefix('_'));
            let inner = FieldRef::all(nested.descriptor())
                .find(|inner| inner.name() == name || Some(inner.name()) == rest)?;
            Some(Self { outer, inner: Some(inner) })
        })
    }

    /// The field, if it belongs to the message itself.
    pub(super) fn top(self) -> Option<FieldRef> {
        self.inner.is_none().then_some(self.outer)
    }

    pub(super) fn get(self, message: &dyn Message) -> Value<'_> {
        match (self.outer.get(message), self.inner) {
            (value, None) => value,
            (Value::Message(nested), Some(inner)) => inner.get(nested),
            (_, Some(_)) => Value::Absent,
        }
    }

    /// Calls a function with the message that has the field. Sets the outer field.
    pub(super) fn with_parent(
        self,
        message: &mut dyn Message,
        then: impl FnOnce(&mut dyn Message, FieldRef),
    ) {
        match self.inner {
            None => then(message, self.outer),
            Some(inner) => {
                if let Slot::Message(nested) = self.outer.slot(message) {
                    then(nested, inner);
                }
            }
        }
    }

    /// The path as a part of a seed. Sampled values depend on this text, so it must not change.
    pub(super) fn seed_text(self) -> String {
        let inner = self.inner.map(FieldRef::index);
        format!("Path {{ outer: {}, inner: {inner:?} }}", self.outer.index())
    }
}
