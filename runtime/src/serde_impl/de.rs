//! Deserialization: one visitor for all types of values, which knows the slot that it sets.

use std::fmt;

use serde_core::de::value::MapAccessDeserializer;
use serde_core::de::{
    Deserialize as _, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor,
};

use super::key::{EntryKey, FieldKey};
use super::path::StackPath;
use super::skip::Skip;
use crate::enumeration::Enumeration;
use crate::json::{self, FieldTracker, JsonKind, KnownField, TextError};
use crate::message::{Budget, FieldChunk, LazySlot, List, Map, Message, Presence, Slot, WellKnown};
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
    Field { slot: LazySlot<'m>, field: KnownField },
    /// A field of a oneof. `null` leaves it unset.
    Oneof { message: &'m mut dyn Message, tracker: &'m mut FieldTracker, field: KnownField },
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
            Destination::Field { slot, .. } => Ok(slot.set()),
            Destination::Oneof { message, tracker, field } => match tracker.claim(field) {
                Ok(()) => Ok(message.oneof_slot(field.index)),
                Err(conflict) => Err(self.path.oneof_conflict(tracker.descriptor(), &conflict)),
            },
        }
    }

    /// The slot for a value of this kind, inside of a well-known type with a JSON form of its own.
    fn slot_for<E: Error>(self, kind: JsonKind) -> Result<Slot<'m>, E> {
        Ok(match self.slot()? {
            Slot::Message(message) => match message.descriptor().well_known_type() {
                Some(known) if known != WellKnown::Any && !json::is_text(known) => {
                    json::target(message, known, kind)
                }
                _ => Slot::Message(message),
            },
            slot => slot,
        })
    }

    fn null<E: Error>(self) -> Result<(), E> {
        match &self.destination {
            Destination::Field { field, .. } | Destination::Oneof { field, .. }
                if !field.descriptor.is_nullable() =>
            {
                return Ok(());
            }
            Destination::Slot(slot) if !json::is_nullable(slot) => {
                return Err(self.path.null(slot));
            }
            Destination::Field { .. } | Destination::Oneof { .. } | Destination::Slot(_) => {}
        }
        if let Slot::Enum(value) = self.slot_for(JsonKind::Null)? {
            value.set_number(0);
        }
        Ok(())
    }

    fn integer<E: Error>(self, value: i128) -> Result<(), E> {
        let path = self.path;
        let result = json::set_from_integer(&mut self.slot_for(JsonKind::Number)?, value);
        result.map_err(|expected| {
            path.invalid_value(expected, Unexpected::Number(&value.to_string()))
        })
    }

    fn number<E: Error>(self, text: &str) -> Result<(), E> {
        let path = self.path;
        let result = json::set_from_number(&mut self.slot_for(JsonKind::Number)?, text);
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
        let result = json::set_from_bool(&mut self.slot_for(JsonKind::Bool)?, value);
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
        match self.slot_for(JsonKind::String)? {
            // The most common case.
            Slot::String(value) => {
                *value = text.to_owned();
                Ok(())
            }
            Slot::Message(message) => read_text(message, path, text),
            mut slot => json::set_from_str(&mut slot, text)
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
        match self.slot_for(JsonKind::Array)? {
            Slot::List(list) => read_list(list, path, elements),
            Slot::None => Skip::at(path).visit_seq(elements),
            other => Err(path.invalid_type(&other, Unexpected::Array)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<(), A::Error> {
        let path = self.path;
        match self.slot_for(JsonKind::Object)? {
            Slot::Message(message) => match message.descriptor().well_known_type() {
                None => read_message(message, path, members),
                Some(WellKnown::Any) => read_any(message, path, members),
                Some(known) => {
                    Err(path.invalid_value(json::expected_text(known), Unexpected::Object))
                }
            },
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
    let (mut chunk, mut slots) = (0, message.slots(0));
    while let Some(field) = members.next_key_seed(FieldKey(&tracker))? {
        let Some(field) = field else {
            members.next_value_seed(Skip::inside(path))?;
            continue;
        };
        let path = path.join(PathSegment::Field { of, field: field.descriptor });
        if !tracker.mark(field) {
            return Err(path.duplicate_field());
        }
        if let Presence::Oneof(_) = field.descriptor.presence() {
            let destination =
                Destination::Oneof { message: &mut *message, tracker: &mut tracker, field };
            members.next_value_seed(Target { destination, path: &path })?;
            slots = message.slots(chunk);
            continue;
        }
        if field.index / FieldChunk::LEN != chunk {
            chunk = field.index / FieldChunk::LEN;
            slots = message.slots(chunk);
        }
        // A field is read once, because duplicates are errors.
        let slot = slots.take(field.index % FieldChunk::LEN);
        let destination = Destination::Field { slot, field };
        members.next_value_seed(Target { destination, path: &path })?;
    }
    Ok(())
}

/// Reads a message whose JSON form is a string.
fn read_text<E: Error>(
    message: &mut dyn Message,
    path: &StackPath<'_>,
    text: &str,
) -> Result<(), E> {
    let Some(known) = message.descriptor().well_known_type().filter(|of| json::is_text(*of)) else {
        return Err(path.invalid_type(&Slot::Message(message), Unexpected::Str(text)));
    };
    match json::set_text(message, known, text, &mut Budget::new(None)) {
        // There is no budget to exceed.
        Ok(()) | Err(TextError::OverBudget) => Ok(()),
        Err(TextError::Expected(expected)) => {
            Err(path.invalid_value(expected, Unexpected::Str(text)))
        }
    }
}

/// Reads the message in an `Any`. Its members are collected first, because the one that names the type
/// may be the last.
fn read_any<'de, A: MapAccess<'de>>(
    any: &mut dyn Message,
    path: &StackPath<'_>,
    members: A,
) -> Result<(), A::Error> {
    path.check_depth()?;
    let tree = serde_json::Value::deserialize(MapAccessDeserializer::new(members))?;
    let read = json::read_any(&tree.to_string(), any, path.types(), path.depth);
    read.map_err(|error| path.error(error.expected().to_owned(), |_| error.found().to_owned()))
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
            list.shrink_within(index, &mut Budget::new(None));
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
