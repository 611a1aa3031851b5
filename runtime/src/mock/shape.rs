//! What the fields of a message type are, which tables of fields do not say.

use crate::message::{FieldDescriptor, Message, MessageDescriptor, Presence, Slot};
use crate::rpc::MessageType;

/// What a field is, as far as plans and paths ask.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape {
    String,
    Bool,
    Enum,
    Message(&'static MessageDescriptor),
    Strings,
    Messages(&'static MessageDescriptor),
    Other,
}

/// The fields of a message type with their shapes.
#[derive(Debug, Clone)]
pub(super) struct Shapes {
    pub(super) descriptor: &'static MessageDescriptor,
    shapes: Vec<Shape>,
}

impl Shapes {
    pub(super) fn of(kind: MessageType) -> Self {
        let mut message = kind.new_message();
        let descriptor = message.descriptor();
        let shapes = (0..descriptor.fields().len()).map(|index| probe(&mut *message, index));
        Self { descriptor, shapes: shapes.collect() }
    }

    /// Every field with its index and shape.
    pub(super) fn fields(
        &self,
    ) -> impl Iterator<Item = (usize, &'static FieldDescriptor, Shape)> + use<'_> {
        let fields = self.descriptor.fields().iter().zip(&self.shapes);
        fields.enumerate().map(|(index, (field, shape))| (index, field, *shape))
    }

    /// The index of the string of a name.
    pub(super) fn string(&self, name: &str) -> Option<usize> {
        let mut fields = self.fields();
        fields.find_map(|(index, field, shape)| {
            (matches!(shape, Shape::String) && field.name() == name).then_some(index)
        })
    }

    /// The strings that say what a request is about: ids that are not `optional`. Those that are
    /// hold new values, as in updates.
    pub(super) fn ids(&self) -> impl Iterator<Item = (usize, &'static str)> + use<'_> {
        self.fields().filter_map(|(index, field, shape)| {
            let is_key =
                field.presence() != Presence::Explicit && super::names::is_id(field.name());
            (is_key && matches!(shape, Shape::String)).then_some((index, field.name()))
        })
    }

    /// The index of the id that every message of the type has: no `optional` one, no arm.
    pub(super) fn own_id(&self, named: impl Fn(&str) -> bool) -> Option<usize> {
        let fields = self.descriptor.fields();
        let is_plain = |index: usize| {
            fields.get(index).is_some_and(|field| field.presence() == Presence::Implicit)
        };
        let mut ids = self.ids();
        ids.find(|(index, name)| is_plain(*index) && named(name)).map(|(index, _)| index)
    }

    /// The messages in it, with their index and type.
    pub(super) fn messages(
        &self,
    ) -> impl Iterator<Item = (usize, &'static MessageDescriptor)> + use<'_> {
        self.fields().filter_map(|(index, _, shape)| match shape {
            Shape::Message(descriptor) => Some((index, descriptor)),
            _ => None,
        })
    }

    /// The lists of messages in it, with their index and element type.
    pub(super) fn lists(
        &self,
    ) -> impl Iterator<Item = (usize, &'static MessageDescriptor)> + use<'_> {
        self.fields().filter_map(|(index, _, shape)| match shape {
            Shape::Messages(descriptor) => Some((index, descriptor)),
            _ => None,
        })
    }
}

fn probe(message: &mut dyn Message, index: usize) -> Shape {
    match message.slot(index) {
        Slot::String(_) => Shape::String,
        Slot::Bool(_) => Shape::Bool,
        Slot::Enum(_) => Shape::Enum,
        Slot::Message(inner) => Shape::Message(inner.descriptor()),
        Slot::List(list) => match list.push() {
            Slot::String(_) => Shape::Strings,
            Slot::Message(element) => Shape::Messages(element.descriptor()),
            _ => Shape::Other,
        },
        _ => Shape::Other,
    }
}

/// The index of a field by its name in the schema.
pub(super) fn index_of(descriptor: &MessageDescriptor, name: &str) -> Option<usize> {
    descriptor.fields().iter().position(|field| field.name() == name)
}
