//! Single fields of a message, by index and by name.
//!
//! For code that handles a few fields. Code that walks all of them takes chunks.

use super::{FieldChunk, Message, Presence, Slot, UnknownFields, Value};

impl<'m> dyn Message + 'm {
    /// The value of the field at `index` of [`MessageDescriptor::fields`](super::MessageDescriptor::fields).
    ///
    /// [`Value::Absent`] if the field has presence and is not set, or if there is no such field.
    #[must_use]
    pub fn get(&self, index: usize) -> Value<'_> {
        let chunk = self.chunk(index / FieldChunk::LEN);
        let is_field = index < chunk.descriptor().fields().len();
        let value = chunk.values().get(index % FieldChunk::LEN).filter(|_| is_field);
        value.copied().unwrap_or(Value::Absent)
    }

    /// The slot of the field at `index`. A field with presence that is not set is set to its default.
    ///
    /// Setting a field of a oneof clears the others. Returns [`Slot::None`] if there is no such field.
    pub fn slot(&mut self, index: usize) -> Slot<'_> {
        let Some(field) = self.descriptor().fields().get(index) else {
            return Slot::None;
        };
        if let Presence::Oneof(_) = field.presence() {
            return self.oneof_slot(index);
        }
        self.slots(index / FieldChunk::LEN).take(index % FieldChunk::LEN).set()
    }

    /// The value of the field of a schema name. Returns [`Value::Absent`] if the message has no
    /// such field.
    #[must_use]
    pub fn get_by_name(&self, name: &str) -> Value<'_> {
        self.descriptor().field(name).map_or(Value::Absent, |index| self.get(index))
    }

    /// The slot of the field of a schema name, which becomes present. Returns [`Slot::None`] if the
    /// message has no such field.
    #[must_use]
    pub fn slot_by_name(&mut self, name: &str) -> Slot<'_> {
        match self.descriptor().field(name) {
            Some(index) => self.slot(index),
            None => Slot::None,
        }
    }

    /// The unknown fields of binary input.
    #[must_use]
    pub fn unknown_fields(&self) -> &UnknownFields {
        self.chunk(0).unknown_fields()
    }

    /// The place where unknown fields of binary input are kept. `None` if the message skips them.
    #[must_use]
    pub fn unknown_fields_mut(&mut self) -> Option<&mut UnknownFields> {
        self.slots(0).into_unknown_fields()
    }
}
