//! Keys of objects: of fields and of maps.

use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, Error, Visitor};

use super::at::At;
use crate::json::{DUPLICATE_FOUND, FieldTracker, Found, KnownField, MAP_KEY_ONCE, Step};
use crate::message::{Map, MapSlot, Slot};

/// Reads the key of a message's member and finds its field.
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

/// Reads the key of a map's entry and inserts it; gives the entry's place.
pub(super) struct EntryKey<'m, 'p> {
    pub(super) map: &'m mut dyn Map,
    /// Is set to the key, for errors: the format's own text is gone once the value is read.
    pub(super) key: &'p mut String,
    pub(super) at: &'p At<'p>,
}

impl<'de, 'm> DeserializeSeed<'de> for EntryKey<'m, '_> {
    type Value = Slot<'m>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        // As a string, also where the map's keys are numbers: that is their spelling in JSON.
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
                let at = self.at.within(Step::Key(key));
                Err(at.error(MAP_KEY_ONCE, |_| DUPLICATE_FOUND.to_owned()))
            }
            MapSlot::BadKey(kind) => {
                Err(self.at.mismatch(format!("a key of type {kind}"), Found::Text(key)))
            }
        }
    }
}
