//! Deserialization: one visitor for all types of values, which knows the slot that it sets.

use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::key::{EntryKey, FieldKey};
use super::path::StackPath;
use super::skip::Skip;
use crate::enumeration::Enumeration;
use crate::json::{self, FieldTracker, KnownField};
use crate::message::{List, Map, Message, Slot};
use crate::wire::{PathSegment, Unexpected};

/// Deserializes a ProtoJSON object into a default message.
pub(crate) fn deserialize_into<'de, D: Deserializer<'de>>(
    message: &mut dyn Message,
    deserializer: D,
) -> Result<(), D::Error> {
    let path = StackPath::root(message.descriptor().name());
    Target { destination: Destination::Slot(Slot::Message(message)), path: &path }
        .deserialize(deserializer)
}

/// Deserializes an enum value from its name or number.
pub(crate) fn deserialize_enum_into<'de, D: Deserializer<'de>>(
    value: &mut dyn Enumeration,
    deserializer: D,
) -> Result<(), D::Error> {
    let path = StackPath::root(value.descriptor().name());
    Target { destination: Destination::Slot(Slot::Enum(value)), path: &path }
        .deserialize(deserializer)
}

/// Where a value goes.
enum Destination<'m> {
    /// A field of a message. `null` leaves it unset.
    Field { message: &'m mut dyn Message, tracker: &'m mut FieldTracker, field: KnownField },
    /// A slot that `null` does not fit.
    Slot(Slot<'m>),
}

/// The destination of a value and its path.
struct Target<'m, 'p> {
    destination: Destination<'m>,
    path: &'p StackPath<'p>,
}

impl<'m> Target<'m, '_> {
    /// The slot for a value other than `null`.
    fn slot<E: Error>(self) -> Result<Slot<'m>, E> {
        match self.destination {
            Destination::Slot(slot) => Ok(slot),
            Destination::Field { message, tracker, field } => match tracker.claim(field) {
                Ok(()) => Ok(message.slot(field.index)),
                Err(conflict) => Err(self.path.oneof_conflict(tracker.descriptor(), &conflict)),
            },
        }
    }

    fn null<E: Error>(self) -> Result<(), E> {
        match self.destination {
            Destination::Field { .. } => Ok(()),
            Destination::Slot(slot) => Err(self.path.null(&slot)),
        }
    }

    fn integer<E: Error>(self, value: i128) -> Result<(), E> {
        let path = self.path;
        let result = json::set_from_integer(self.slot()?, value);
        result.map_err(|expected| {
            path.invalid_value(expected, Unexpected::Number(&value.to_string()))
        })
    }

    fn number<E: Error>(self, text: &str) -> Result<(), E> {
        let path = self.path;
        let result = json::set_from_number(self.slot()?, text);
        result.map_err(|expected| path.invalid_value(expected, Unexpected::Number(text)))
    }

    /// A float that is not finite is treated as its name, like `"NaN"`.
    fn float<E: Error>(self, finite: bool, text: &str) -> Result<(), E> {
        if finite { self.number(text) } else { self.visit_str(text) }
    }
}

impl<'de> DeserializeSeed<'de> for Target<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        // Take whatever the format has. If asked for a specific type, it would report mismatches
        // itself, without the path and without redaction.
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Target<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a ProtoJSON value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        let path = self.path;
        let result = json::set_from_bool(self.slot()?, value);
        result.map_err(|expected| path.invalid_value(expected, Unexpected::Bool(value)))
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
        let path = self.path;
        match self.slot()? {
            // The most common case.
            Slot::String(value) => {
                *value = text.to_owned();
                Ok(())
            }
            slot @ Slot::Message(_) => Err(path.invalid_type(&slot, Unexpected::Str(text))),
            slot => json::set_from_str(slot, text)
                .map_err(|expected| path.invalid_value(expected, Unexpected::Str(text))),
        }
    }

    fn visit_string<E: Error>(self, text: String) -> Result<(), E> {
        match self.destination {
            Destination::Slot(Slot::String(value)) => {
                *value = text;
                Ok(())
            }
            _ => self.visit_str(&text),
        }
    }

    fn visit_bytes<E: Error>(self, _: &[u8]) -> Result<(), E> {
        let path = self.path;
        Err(path.invalid_type(&self.slot()?, Unexpected::Other("bytes")))
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
        let path = self.path;
        match self.slot()? {
            Slot::List(list) => read_list(list, path, elements),
            Slot::None => Skip::at(path).visit_seq(elements),
            other => Err(path.invalid_type(&other, Unexpected::Array)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<(), A::Error> {
        let path = self.path;
        match self.slot()? {
            Slot::Message(message) => read_message(message, path, members),
            Slot::Map(map) => read_map(map, path, members),
            Slot::None => Skip::at(path).visit_map(members),
            other => Err(path.invalid_type(&other, Unexpected::Object)),
        }
    }
}

fn read_message<'de, A: MapAccess<'de>>(
    message: &mut dyn Message,
    path: &StackPath<'_>,
    mut members: A,
) -> Result<(), A::Error> {
    path.check_depth()?;
    let of = message.descriptor();
    let mut tracker = FieldTracker::new(of);
    while let Some(field) = members.next_key_seed(FieldKey(&tracker))? {
        let Some(field) = field else {
            members.next_value_seed(Skip::inside(path))?;
            continue;
        };
        let path = path.join(PathSegment::Field { of, field: field.descriptor });
        if !tracker.mark(field) {
            return Err(path.duplicate_field());
        }
        let destination =
            Destination::Field { message: &mut *message, tracker: &mut tracker, field };
        members.next_value_seed(Target { destination, path: &path })?;
    }
    Ok(())
}

fn read_list<'de, A: SeqAccess<'de>>(
    list: &mut dyn List,
    path: &StackPath<'_>,
    mut elements: A,
) -> Result<(), A::Error> {
    path.check_depth()?;
    let mut index = 0;
    loop {
        let path = path.join(PathSegment::Index(index));
        let element = ElementSeed { list: &mut *list, path: &path };
        if elements.next_element_seed(element)?.is_none() {
            return Ok(());
        }
        index += 1;
    }
}

/// Appends an element only once the format has one, because `next_element_seed` may be at the end.
struct ElementSeed<'m, 'p> {
    list: &'m mut dyn List,
    path: &'p StackPath<'p>,
}

impl<'de> DeserializeSeed<'de> for ElementSeed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let destination = Destination::Slot(self.list.push());
        Target { destination, path: self.path }.deserialize(deserializer)
    }
}

fn read_map<'de, A: MapAccess<'de>>(
    map: &mut dyn Map,
    path: &StackPath<'_>,
    mut entries: A,
) -> Result<(), A::Error> {
    path.check_depth()?;
    let mut key = String::new();
    while let Some(slot) =
        entries.next_key_seed(EntryKey { map: &mut *map, key: &mut key, path })?
    {
        let path = path.join(PathSegment::Key(&key));
        entries.next_value_seed(Target { destination: Destination::Slot(slot), path: &path })?;
    }
    Ok(())
}
