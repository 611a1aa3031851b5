//! Keys of messages and of maps.

use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, Error, Visitor};

use super::path::StackPath;
use crate::json::{FieldTracker, KnownField};
use crate::message::{Map, MapSlot, Slot};
use crate::wire::{DUPLICATE_KEY, PathSegment, UNIQUE_KEYS, Unexpected};

/// Deserializes a key of a message and looks up its field. `None` is an unknown field.
pub(super) struct FieldKey<'t>(pub(super) &'t FieldTracker);

impl<'de> DeserializeSeed<'de> for FieldKey<'_> {
    type Value = Option<KnownField>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for FieldKey<'_> {
    type Value = Option<KnownField>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.0.find(key))
    }
}

/// Deserializes a key of a map, inserts it and returns the slot of its value.
pub(super) struct EntryKey<'m, 'p> {
    pub(super) map: &'m mut dyn Map,
    /// Set to the key, for the path of errors in the value.
    pub(super) key: &'p mut String,
    pub(super) path: &'p StackPath<'p>,
}

impl<'de, 'm> DeserializeSeed<'de> for EntryKey<'m, '_> {
    type Value = Slot<'m>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        // A string even for numeric keys, because JSON spells them as strings.
        deserializer.deserialize_str(self)
    }
}

impl<'m> Visitor<'_> for EntryKey<'m, '_> {
    type Value = Slot<'m>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        match self.map.insert(key) {
            MapSlot::Vacant(slot) => {
                key.clone_into(self.key);
                Ok(slot)
            }
            MapSlot::Occupied => {
                let path = self.path.join(PathSegment::Key(key));
                Err(path.error(UNIQUE_KEYS, |_| DUPLICATE_KEY.to_owned()))
            }
            MapSlot::BadKey(kind) => {
                Err(self.path.invalid_value(format!("a key of type {kind}"), Unexpected::Str(key)))
            }
        }
    }
}
