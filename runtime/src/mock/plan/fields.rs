//! References to fields of message types, and the kinds of fields, which descriptors do not hold.

use std::ptr;

use crate::message::{FieldDescriptor, Message, MessageDescriptor, Presence, Slot, Value, copy};
use crate::rpc::MessageType;

/// A field of a message type.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FieldRef {
    index: usize,
    descriptor: &'static FieldDescriptor,
}

impl PartialEq for FieldRef {
    fn eq(&self, other: &Self) -> bool {
        ptr::eq(self.descriptor, other.descriptor)
    }
}

impl Eq for FieldRef {}

impl FieldRef {
    /// The fields of a message type, in schema order.
    pub(crate) fn all(message: &'static MessageDescriptor) -> impl Iterator<Item = Self> {
        let fields = message.fields().iter().enumerate();
        fields.map(|(index, descriptor)| Self { index, descriptor })
    }

    /// The field with this name in the schema.
    pub(crate) fn named(message: &'static MessageDescriptor, name: &str) -> Option<Self> {
        Self::all(message).nth(message.field(name)?)
    }

    /// The position in the descriptor's table.
    pub(crate) const fn index(self) -> usize {
        self.index
    }

    /// The name in the schema.
    pub(crate) const fn name(self) -> &'static str {
        self.descriptor.name()
    }

    pub(crate) const fn presence(self) -> Presence {
        self.descriptor.presence()
    }

    pub(crate) fn get(self, message: &dyn Message) -> Value<'_> {
        message.get(self.index)
    }

    pub(crate) fn slot(self, message: &mut dyn Message) -> Slot<'_> {
        message.slot(self.index)
    }

    /// The string in the field; `None` if it is empty or the field is not a string.
    pub(crate) fn text(self, message: &dyn Message) -> Option<&str> {
        match self.get(message) {
            Value::String(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }

    /// Sets the field, if it is a string.
    pub(crate) fn set_text(self, message: &mut dyn Message, text: &str) {
        copy(Value::String(text), self.slot(message));
    }
}

/// The kind of a field, as far as plans depend on it.
#[derive(Debug, Clone, Copy)]
pub(super) enum FieldKind {
    String,
    Bool,
    Enum,
    Message(&'static MessageDescriptor),
    Strings,
    Messages(&'static MessageDescriptor),
    Other,
}

/// The fields of a message type with their kinds.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    pub(crate) descriptor: &'static MessageDescriptor,
    kinds: Vec<FieldKind>,
}

impl Fields {
    pub(super) fn of(message_type: MessageType) -> Self {
        let mut message = message_type.new_message();
        let descriptor = message.descriptor();
        let kinds = FieldRef::all(descriptor).map(|field| probe(field.slot(&mut *message)));
        Self { descriptor, kinds: kinds.collect() }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (FieldRef, FieldKind)> + use<'_> {
        FieldRef::all(self.descriptor).zip(self.kinds.iter().copied())
    }

    /// The string field with this name.
    pub(crate) fn string(&self, name: &str) -> Option<FieldRef> {
        self.iter().find_map(|(field, kind)| {
            (matches!(kind, FieldKind::String) && field.name() == name).then_some(field)
        })
    }

    /// The ids that say what a request is about: those that are not `optional`. An `optional` id
    /// holds a new value, as in an update.
    pub(crate) fn ids(&self) -> impl Iterator<Item = FieldRef> + use<'_> {
        self.iter().filter_map(|(field, kind)| {
            let is_key =
                field.presence() != Presence::Explicit && super::names::is_id(field.name());
            (is_key && matches!(kind, FieldKind::String)).then_some(field)
        })
    }

    /// The id that every message of the type has: neither `optional` nor in a oneof.
    pub(super) fn own_id(&self, is_named: impl Fn(&str) -> bool) -> Option<FieldRef> {
        self.ids().find(|field| field.presence() == Presence::Implicit && is_named(field.name()))
    }

    /// The singular message fields, with their types.
    pub(super) fn messages(
        &self,
    ) -> impl Iterator<Item = (FieldRef, &'static MessageDescriptor)> + use<'_> {
        self.iter().filter_map(|(field, kind)| match kind {
            FieldKind::Message(descriptor) => Some((field, descriptor)),
            _ => None,
        })
    }

    /// The repeated message fields, with their element types.
    pub(super) fn lists(
        &self,
    ) -> impl Iterator<Item = (FieldRef, &'static MessageDescriptor)> + use<'_> {
        self.iter().filter_map(|(field, kind)| match kind {
            FieldKind::Messages(descriptor) => Some((field, descriptor)),
            _ => None,
        })
    }
}

fn probe(slot: Slot<'_>) -> FieldKind {
    match slot {
        Slot::String(_) => FieldKind::String,
        Slot::Bool(_) => FieldKind::Bool,
        Slot::Enum(_) => FieldKind::Enum,
        Slot::Message(inner) => FieldKind::Message(inner.descriptor()),
        Slot::List(list) => match list.push() {
            Slot::String(_) => FieldKind::Strings,
            Slot::Message(element) => FieldKind::Messages(element.descriptor()),
            _ => FieldKind::Other,
        },
        _ => FieldKind::Other,
    }
}
