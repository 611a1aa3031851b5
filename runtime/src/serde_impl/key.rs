//! Keys of objects: of fields and of maps.

use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, Error, Visitor};

use super::at::At;
use crate::json::{DUPLICATE_FOUND, FieldTracker, Found, MAP_KEY_ONCE, Step};
use crate::message::{Map, MapSlot, Slot};

/// Reads the key of a message's member and finds its field.
pub(super) struct FieldKey<'t>(pub(super) &'t FieldTracker);

impl<'de> DeserializeSeed<'de> for FieldKey<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for FieldKey<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.0.find(key))
    }
}

/// Reads the key of a map's entry and inserts it; gives the entry's place and the key.
pub(super) struct EntryKey<'m, 'p> {
    pub(super) map: &'m mut dyn Map,
    pub(super) at: &'p At<'p>,
}

impl<'de, 'm> DeserializeSeed<'de> for EntryKey<'m, '_> {
    type Value = (Slot<'m>, String);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        // As a string, also where the map's keys are numbers: that is their spelling in JSON.
        deserializer.deserialize_str(self)
    }
}

impl<'m> Visitor<'_> for EntryKey<'m, '_> {
    type Value = (Slot<'m>, String);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        match self.map.insert(key) {
            MapSlot::Vacant(slot) => Ok((slot, key.to_owned())),
            MapSlot::Occupied => {
                let at = self.at.within(Step::Key(key.to_owned()));
                Err(at.error(MAP_KEY_ONCE, |_| DUPLICATE_FOUND.to_owned()))
            }
            MapSlot::BadKey(kind) => {
                Err(self.at.mismatch(format!("a key of type {kind}"), Found::Text(key)))
            }
        }
    }
}
