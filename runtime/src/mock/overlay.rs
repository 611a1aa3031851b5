//! Values go from one message to another of a different type, where names and kinds agree.

use crate::message::{FieldDescriptor, MapSlot, Message, Presence, Slot, Value, copy};
use crate::sample::Sampler;

/// A field of a message, or of a message right in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Path {
    pub(super) outer: usize,
    inner: Option<usize>,
}

impl Path {
    /// The field, if it is one of the message itself.
    pub(super) fn top(self) -> Option<usize> {
        self.inner.is_none().then_some(self.outer)
    }
}

/// Puts values where they belong. What had to be made for that is filled, so that a full message
/// stays full.
#[derive(Debug)]
pub(super) struct Overlay<'a> {
    sampler: &'a mut Sampler,
    /// Whether a field without presence at its default is a value, and not one that nobody set.
    defaults: bool,
}

impl<'a> Overlay<'a> {
    pub(super) const fn new(sampler: &'a mut Sampler) -> Self {
        Self { sampler, defaults: false }
    }

    /// Takes fields at their default over too.
    pub(super) const fn with_defaults(mut self, defaults: bool) -> Self {
        self.defaults = defaults;
        self
    }

    /// Puts every value of a message but the skipped fields where [`locate`] finds a place for it.
    /// `accepts` has the last word on the places.
    pub(super) fn apply(
        &mut self,
        from: &dyn Message,
        to: &mut dyn Message,
        skipped: impl Fn(usize) -> bool,
        accepts: impl Fn(Path) -> bool,
    ) {
        for (index, field) in from.descriptor().fields().iter().enumerate() {
            let value = from.get(index);
            if skipped(index) || !self.is_set(field, value) {
                continue;
            }
            if let Some(path) = locate(to, field.name()).filter(|path| accepts(*path)) {
                self.put_at(value, to, path);
            }
        }
    }

    fn is_set(&self, field: &FieldDescriptor, value: Value<'_>) -> bool {
        match value {
            Value::Absent => false,
            value => self.defaults || field.presence() != Presence::Implicit || !value.is_default(),
        }
    }

    fn put_at(&mut self, value: Value<'_>, to: &mut dyn Message, path: Path) {
        match path.inner {
            None => self.put_in(value, to, path.outer),
            Some(inner) => {
                if let Slot::Message(nested) = to.slot(path.outer) {
                    self.put_in(value, nested, inner);
                }
            }
        }
    }

    /// Puts a value into the field at an index.
    pub(super) fn put_in(&mut self, value: Value<'_>, to: &mut dyn Message, index: usize) {
        let is_new = matches!(to.get(index), Value::Absent);
        self.put(value, to.slot(index), is_new);
    }

    fn put(&mut self, value: Value<'_>, slot: Slot<'_>, is_new: bool) {
        match (value, slot) {
            (Value::Message(from), Slot::Message(to)) => {
                if is_new {
                    self.sampler.fill(to);
                }
                if std::ptr::eq(from.descriptor(), to.descriptor()) {
                    self.replace(from, to);
                } else {
                    self.apply(from, to, |_| false, |_| true);
                }
            }
            (Value::List(from), Slot::List(to)) => {
                to.clear();
                for index in 0..from.len() {
                    self.put(from.get(index), to.push(), true);
                }
            }
            (Value::Map(from), Slot::Map(to)) => {
                to.clear();
                from.visit(&mut |key, value| {
                    if let MapSlot::Vacant(place) = to.insert(key) {
                        self.put(value, place, true);
                    }
                });
            }
            // Such as `{"scopes": […]}`, which tells a new empty list from none.
            (Value::Message(from), slot) if from.descriptor().fields().len() == 1 => {
                self.put(from.get(0), slot, is_new);
            }
            (value, slot) => {
                copy(value, slot);
            }
        }
    }

    /// Takes a message of the same type over: it was sent as a whole, so its defaults are values.
    /// What it has not set although it could stays as it is.
    fn replace(&mut self, from: &dyn Message, to: &mut dyn Message) {
        for index in 0..from.descriptor().fields().len() {
            let value = from.get(index);
            if !matches!(value, Value::Absent) {
                self.put_in(value, to, index);
            }
        }
    }
}

/// Where a value of a name belongs: into the field of that name, or into one of a message in
/// `to`, such as `metadata.name` for `name` and `oauth.client_id` for `oauth_client_id`.
pub(super) fn locate(to: &dyn Message, name: &str) -> Option<Path> {
    let fields = to.descriptor().fields();
    if let Some(outer) = fields.iter().position(|field| field.name() == name) {
        return Some(Path { outer, inner: None });
    }
    fields.iter().enumerate().find_map(|(outer, field)| {
        let Value::Message(nested) = to.get(outer) else { return None };
        let rest = name.strip_prefix(field.name()).and_then(|rest| rest.strip_prefix('_'));
        let inner = nested
            .descriptor()
            .fields()
            .iter()
            .position(|inner| inner.name() == name || Some(inner.name()) == rest)?;
        Some(Path { outer, inner: Some(inner) })
    })
}

/// Looks at what is at a path.
pub(super) fn look(message: &dyn Message, path: Path) -> Value<'_> {
    match (message.get(path.outer), path.inner) {
        (value, None) => value,
        (Value::Message(nested), Some(inner)) => nested.get(inner),
        (_, Some(_)) => Value::Absent,
    }
}

/// Gives the place at a path to a function.
pub(super) fn place_at(message: &mut dyn Message, path: Path, with: impl FnOnce(Slot<'_>)) {
    match (message.slot(path.outer), path.inner) {
        (slot, None) => with(slot),
        (Slot::Message(nested), Some(inner)) => with(nested.slot(inner)),
        (_, Some(_)) => {}
    }
}

/// The string in a field; `None` where there is none or an empty one.
pub(super) fn text(message: &dyn Message, index: usize) -> Option<&str> {
    match message.get(index) {
        Value::String(text) if !text.is_empty() => Some(text),
        _ => None,
    }
}

/// Puts a string into a field, if it is a field of strings.
pub(super) fn set_text(message: &mut dyn Message, index: usize, text: &str) {
    copy(Value::String(text), message.slot(index));
}
