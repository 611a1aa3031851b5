//! Reading: one visitor for every value, which knows the place that it fills.

use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::at::At;
use super::key::{EntryKey, FieldKey};
use super::skip::Skip;
use crate::enumeration::Enumeration;
use crate::json::{self, FieldTracker, Found, KnownField, Step};
use crate::message::{List, Map, Message, Slot};

/// Reads a message, which should be at its default, from the object that ProtoJSON says.
pub(crate) fn deserialize_into<'de, D: Deserializer<'de>>(
    message: &mut dyn Message,
    deserializer: D,
) -> Result<(), D::Error> {
    let at = At::root(message.descriptor().name());
    Target { place: Place::Slot(Slot::Message(message)), at: &at }.deserialize(deserializer)
}

/// Reads an enum value from its name or number.
pub(crate) fn deserialize_enum_into<'de, D: Deserializer<'de>>(
    value: &mut dyn Enumeration,
    deserializer: D,
) -> Result<(), D::Error> {
    let at = At::root(value.descriptor().name());
    Target { place: Place::Slot(Slot::Enum(value)), at: &at }.deserialize(deserializer)
}

/// What a value is for.
enum Place<'m> {
    /// A field, which stays as it is when the value is `null`.
    Field { message: &'m mut dyn Message, tracker: &'m mut FieldTracker, field: KnownField },
    /// A place that needs a value.
    Slot(Slot<'m>),
}

/// A place to fill and where it is.
struct Target<'m, 'p> {
    place: Place<'m>,
    at: &'p At<'p>,
}

impl<'m> Target<'m, '_> {
    /// The place of a value that is not `null`.
    fn slot<E: Error>(self) -> Result<Slot<'m>, E> {
        match self.place {
            Place::Slot(slot) => Ok(slot),
            Place::Field { message, tracker, field } => match tracker.claim(field) {
                Ok(()) => Ok(message.slot(field.index)),
                Err(arms) => Err(self.at.second_arm(tracker.descriptor(), &arms)),
            },
        }
    }

    fn null<E: Error>(self) -> Result<(), E> {
        match self.place {
            Place::Field { .. } => Ok(()),
            Place::Slot(slot) => Err(self.at.null(&slot)),
        }
    }

    fn integer<E: Error>(self, value: i128) -> Result<(), E> {
        let at = self.at;
        let filled = json::from_integer(self.slot()?, value);
        filled.map_err(|expected| at.mismatch(expected, Found::Number(&value.to_string())))
    }

    fn number<E: Error>(self, text: &str) -> Result<(), E> {
        let at = self.at;
        let filled = json::from_number(self.slot()?, text);
        filled.map_err(|expected| at.mismatch(expected, Found::Number(text)))
    }

    /// A float that is no number is what the string of its name is.
    fn float<E: Error>(self, finite: bool, text: &str) -> Result<(), E> {
        if finite { self.number(text) } else { self.visit_str(text) }
    }
}

impl<'de> DeserializeSeed<'de> for Target<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        // The format says what is there; asking for a kind would leave the error to the format,
        // which knows neither the path nor what must not be shown.
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Target<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of ProtoJSON")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        let at = self.at;
        let filled = json::from_bool(self.slot()?, value);
        filled.map_err(|expected| at.mismatch(expected, Found::Bool(value)))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.integer(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.integer(value.into())
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<(), E> {
        self.integer(value)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<(), E> {
        match i128::try_from(value) {
            Ok(value) => self.integer(value),
            Err(_) => self.number(&value.to_string()),
        }
    }

    fn visit_f32<E: Error>(self, value: f32) -> Result<(), E> {
        self.float(value.is_finite(), &json::float_text(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.float(value.is_finite(), &json::float_text(value))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        let at = self.at;
        match self.slot()? {
            // Most values are plain text.
            Slot::String(place) => {
                *place = text.to_owned();
                Ok(())
            }
            slot @ Slot::Message(_) => Err(at.misfit(&slot, Found::Text(text))),
            slot => json::from_text(slot, text)
                .map_err(|expected| at.mismatch(expected, Found::Text(text))),
        }
    }

    fn visit_string<E: Error>(self, text: String) -> Result<(), E> {
        match self.place {
            Place::Slot(Slot::String(place)) => {
                *place = text;
                Ok(())
            }
            _ => self.visit_str(&text),
        }
    }

    fn visit_bytes<E: Error>(self, _: &[u8]) -> Result<(), E> {
        let at = self.at;
        Err(at.misfit(&self.slot()?, Found::Other("bytes")))
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.null()
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.null()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<(), A::Error> {
        let at = self.at;
        match self.slot()? {
            Slot::List(list) => read_list(list, at, elements),
            Slot::None => Skip::at(at).visit_seq(elements),
            other => Err(at.misfit(&other, Found::List)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<(), A::Error> {
        let at = self.at;
        match self.slot()? {
            Slot::Message(message) => read_message(message, at, members),
            Slot::Map(map) => read_map(map, at, members),
            Slot::None => Skip::at(at).visit_map(members),
            other => Err(at.misfit(&other, Found::Object)),
        }
    }
}

fn read_message<'de, A: MapAccess<'de>>(
    message: &mut dyn Message,
    at: &At<'_>,
    mut members: A,
) -> Result<(), A::Error> {
    at.check_depth()?;
    let of = message.descriptor();
    let mut tracker = FieldTracker::new(of);
    while let Some(field) = members.next_key_seed(FieldKey(&tracker))? {
        let Some(field) = field else {
            members.next_value_seed(Skip::inside(at))?;
            continue;
        };
        let at = at.within(Step::Field { of, field: field.descriptor });
        if !tracker.mark(field) {
            return Err(at.duplicate());
        }
        let place = Place::Field { message: &mut *message, tracker: &mut tracker, field };
        members.next_value_seed(Target { place, at: &at })?;
    }
    Ok(())
}

fn read_list<'de, A: SeqAccess<'de>>(
    list: &mut dyn List,
    at: &At<'_>,
    mut elements: A,
) -> Result<(), A::Error> {
    at.check_depth()?;
    let mut index = 0;
    loop {
        let at = at.within(Step::Index(index));
        let element = ElementSeed { list: &mut *list, at: &at };
        if elements.next_element_seed(element)?.is_none() {
            return Ok(());
        }
        index += 1;
    }
}

/// Appends an element once there is one: the end of a list is seen only when asked for more.
struct ElementSeed<'m, 'p> {
    list: &'m mut dyn List,
    at: &'p At<'p>,
}

impl<'de> DeserializeSeed<'de> for ElementSeed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let place = Place::Slot(self.list.push());
        Target { place, at: self.at }.deserialize(deserializer)
    }
}

fn read_map<'de, A: MapAccess<'de>>(
    map: &mut dyn Map,
    at: &At<'_>,
    mut entries: A,
) -> Result<(), A::Error> {
    at.check_depth()?;
    let mut key = String::new();
    while let Some(slot) = entries.next_key_seed(EntryKey { map: &mut *map, key: &mut key, at })? {
        let at = at.within(Step::Key(&key));
        entries.next_value_seed(Target { place: Place::Slot(slot), at: &at })?;
    }
    Ok(())
}
