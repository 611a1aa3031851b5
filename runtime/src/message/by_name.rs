//! Fields by their names, for code that knows message types only by their descriptors.

use super::{Message, Slot, Value};

impl<'m> dyn Message + 'm {
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
}
