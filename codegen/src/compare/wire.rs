//! Whether a reader understands what a writer sends, by their types.
//!
//! The judgement holds for every program that conforms to protobuf's specification: each value that the
//! type of the writer has must be the same value for the reader.

mod scalar;

use super::pairs::Pairs;
use crate::ir::{Api, Enum, Field, FieldType, Message, Presence, Type};
use scalar::scalars;

/// An encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Codec {
    Binary,
    Json,
}

/// The peers of one direction, with their states of the schema.
#[derive(Clone, Copy)]
pub(super) struct Peers<'a> {
    pub(super) writer: &'a Api,
    pub(super) reader: &'a Api,
    /// Whether the writer has the old state, as for requests.
    pub(super) writer_is_old: bool,
    pub(super) pairs: &'a Pairs,
}

impl Peers<'_> {
    /// Whether the reader understands a field, apart from its number, name and oneof.
    pub(super) fn agree_on(self, codec: Codec, writer: &Field, reader: &Field) -> bool {
        self.field_types(codec, writer.ty, reader.ty, &mut Vec::new())
    }

    /// Whether the reader understands a message as another.
    pub(super) fn agree_on_message(self, codec: Codec, writer: &Message, reader: &Message) -> bool {
        self.messages(codec, writer, reader, &mut Vec::new())
    }

    fn field_types(
        self,
        codec: Codec,
        writer: FieldType,
        reader: FieldType,
        assumed: &mut Vec<(Type, Type)>,
    ) -> bool {
        match (writer, reader) {
            (FieldType::Single(writer), FieldType::Single(reader))
            | (FieldType::Repeated(writer), FieldType::Repeated(reader)) => {
                self.types(codec, writer, reader, assumed)
            }
            // A single record is a list of one element.
            (FieldType::Single(writer), FieldType::Repeated(reader)) => {
                codec == Codec::Binary && self.types(codec, writer, reader, assumed)
            }
            // A map is a list of its entries.
            (FieldType::Map(key, value), FieldType::Repeated(Type::Message(entry))) => {
                let entry = &self.reader[entry];
                codec == Codec::Binary
                    && self.reads_member(Type::Scalar(key.scalar()), entry, 1, assumed)
                    && self.reads_member(value, entry, 2, assumed)
            }
            (FieldType::Map(old_key, writer), FieldType::Map(new_key, reader)) => {
                scalars(codec, old_key.scalar(), new_key.scalar())
                    && self.types(codec, writer, reader, assumed)
            }
            _ => false,
        }
    }

    /// Whether the reader understands the key or the value of a map as a field of a message.
    fn reads_member(
        self,
        writer: Type,
        entry: &Message,
        number: u32,
        assumed: &mut Vec<(Type, Type)>,
    ) -> bool {
        entry.fields.iter().find(|field| field.number == number).is_some_and(|field| {
            !matches!(field.presence, Presence::Oneof(_))
                && self.field_types(Codec::Binary, FieldType::Single(writer), field.ty, assumed)
        })
    }

    /// Whether a reader of one type understands all values of another. `assumed` has the pairs of
    /// messages that contain these.
    fn types(
        self,
        codec: Codec,
        writer: Type,
        reader: Type,
        assumed: &mut Vec<(Type, Type)>,
    ) -> bool {
        match (writer, reader) {
            (Type::Scalar(writer), Type::Scalar(reader)) => scalars(codec, writer, reader),
            (Type::Message(_), Type::Message(_)) if self.is_same(writer, reader) => true,
            (Type::Enum(_), Type::Enum(_)) if self.is_same(writer, reader) => true,
            (Type::Enum(a), Type::Enum(b)) => has_all_values(&self.writer[a], &self.reader[b]),
            (Type::Message(a), Type::Message(b)) => {
                if assumed.contains(&(writer, reader)) {
                    return true;
                }
                assumed.push((writer, reader));
                self.messages(codec, &self.writer[a], &self.reader[b], assumed)
            }
            (Type::WellKnown(a), Type::WellKnown(b)) => match (a.wrapped(), b.wrapped()) {
                _ if a == b => true,
                (Some(writer), Some(reader)) => scalars(codec, writer, reader),
                _ => false,
            },
            // In JSON, a wrapper is its scalar.
            (Type::WellKnown(known), Type::Scalar(scalar)) => {
                codec == Codec::Json
                    && known.wrapped().is_some_and(|wrapped| scalars(codec, wrapped, scalar))
            }
            (Type::Scalar(scalar), Type::WellKnown(known)) => {
                codec == Codec::Json
                    && known.wrapped().is_some_and(|wrapped| scalars(codec, scalar, wrapped))
            }
            (Type::Enum(_), Type::Scalar(scalar)) => {
                codec == Codec::Binary && scalar::holds_enums(scalar)
            }
            (Type::Scalar(scalar), Type::Enum(_)) => scalar::is_enum_number(codec, scalar),
            _ => false,
        }
    }

    fn is_same(self, writer: Type, reader: Type) -> bool {
        match self.writer_is_old {
            true => self.pairs.is_same(writer, reader),
            false => self.pairs.is_same(reader, writer),
        }
    }

    /// Whether a message has all fields of another, and understands them.
    fn messages(
        self,
        codec: Codec,
        writer: &Message,
        reader: &Message,
        assumed: &mut Vec<(Type, Type)>,
    ) -> bool {
        writer.fields.iter().all(|field| {
            let same = |other: &&Field| match codec {
                Codec::Binary => other.number == field.number,
                Codec::Json => other.json_name == field.json_name,
            };
            reader.fields.iter().find(same).is_some_and(|other| {
                let one_of = |field: &Field| matches!(field.presence, Presence::Oneof(_));
                one_of(field) == one_of(other)
                    && self.field_types(codec, field.ty, other.ty, assumed)
            })
        })
    }
}

/// Whether an enum has all values of another.
fn has_all_values(writer: &Enum, reader: &Enum) -> bool {
    writer.values.iter().all(|value| {
        let same =
            |other: &crate::ir::EnumValue| other.number == value.number && other.name == value.name;
        reader.values.iter().any(same)
    })
}
