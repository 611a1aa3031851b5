//! Serialization: the same fields in the same order as the JSON writer.

use gitpod_formats::base64;
use serde_core::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::enumeration::{self, EnumValueDescriptor, Enumeration};
use crate::json::{self, Types, float_text};
use crate::message::{List, Map, Message, Value, WellKnown, content, visit_fields};

/// Serializes a message as a ProtoJSON object.
pub(crate) fn serialize<S: Serializer>(
    message: &dyn Message,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serialize_message(message, Types::new(&[]), serializer)
}

/// Serializes a message. `types` are the types that an `Any` in it may hold.
fn serialize_message<S: Serializer>(
    message: &dyn Message,
    types: Types,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let first = message.chunk(0);
    let of = first.descriptor();
    if let Some(known) = of.well_known_type() {
        return serialize_well_known(message, known, types, serializer);
    }
    let types = types.inside(of);
    let mut members = serializer.serialize_map(None)?;
    visit_fields(message, &first, |field, value| -> Result<(), S::Error> {
        if !field.is_written(value) {
            return Ok(());
        }
        members.serialize_key(field.json_name())?;
        match *value {
            // The most common types, without another match.
            Value::String(text) => members.serialize_value(text),
            Value::Bool(value) => members.serialize_value(&value),
            Value::I32(value) => members.serialize_value(&value),
            ref value => members.serialize_value(&SerializeValue { value, types }),
        }
    })?;
    members.end()
}

/// Serializes a well-known type with a JSON form of its own.
fn serialize_well_known<S: Serializer>(
    message: &dyn Message,
    known: WellKnown,
    types: Types,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match known {
        WellKnown::Any => {
            // Formats get a tree, because the message in an `Any` is read from bytes.
            let json = json::write_any(message, types).map_err(S::Error::custom)?;
            let tree: serde_json::Value =
                serde_json::from_slice(&json).map_err(S::Error::custom)?;
            tree.serialize(serializer)
        }
        WellKnown::FieldMask | WellKnown::Timestamp | WellKnown::Duration => {
            match json::text(message, known) {
                Ok(text) => serializer.serialize_str(&text),
                Err(fault) => Err(S::Error::custom(fault.into_error(message.descriptor()))),
            }
        }
        WellKnown::Struct | WellKnown::ListValue | WellKnown::Wrapper => {
            SerializeValue { value: &message.get(0), types }.serialize(serializer)
        }
        WellKnown::Value => match content(message) {
            Value::Absent | Value::Enum(_) => serializer.serialize_unit(),
            Value::F64(number) if !number.is_finite() => {
                Err(S::Error::custom(format_args!("{} {number}", json::NOT_FINITE)))
            }
            set => SerializeValue { value: &set, types }.serialize(serializer),
        },
    }
}

/// Serializes an enum value as its name, or as its number if the name is unknown.
pub(crate) fn serialize_enum<S: Serializer>(
    value: &dyn Enumeration,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let known = enumeration::known(value).map(EnumValueDescriptor::name);
    if known.is_some() && value.descriptor().is_null() {
        return serializer.serialize_unit();
    }
    match known.or_else(|| value.name()) {
        Some(name) => serializer.serialize_str(name),
        None => serializer.serialize_i32(value.number().unwrap_or_default()),
    }
}

/// A borrowed value: copies are slow, as `json::encode` explains.
struct SerializeValue<'v> {
    value: &'v Value<'v>,
    types: Types,
}

impl Serialize for SerializeValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let types = self.types;
        match *self.value {
            Value::Absent => serializer.serialize_unit(),
            Value::Bool(value) => serializer.serialize_bool(value),
            Value::I32(value) => serializer.serialize_i32(value),
            Value::U32(value) => serializer.serialize_u32(value),
            Value::I64(value) => serializer.collect_str(&value),
            Value::U64(value) => serializer.collect_str(&value),
            Value::F32(value) if value.is_finite() => serializer.serialize_f32(value),
            Value::F64(value) if value.is_finite() => serializer.serialize_f64(value),
            Value::F32(value) => serializer.serialize_str(&float_text(value)),
            Value::F64(value) => serializer.serialize_str(&float_text(value)),
            Value::String(value) => serializer.serialize_str(value),
            Value::Bytes(value) => serializer.serialize_str(&base64::encode(value)),
            Value::Timestamp(value) => serializer.serialize_str(value.text().as_str()),
            Value::Duration(value) => serializer.serialize_str(value.text().as_str()),
            Value::Enum(value) => serialize_enum(value, serializer),
            Value::Message(value) => serialize_message(value, types, serializer),
            Value::List(value) => serialize_list(value, types, serializer),
            Value::Map(value) => serialize_map(value, types, serializer),
        }
    }
}

fn serialize_list<S: Serializer>(
    list: &dyn List,
    types: Types,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let len = list.len();
    let mut elements = serializer.serialize_seq(Some(len))?;
    for index in 0..len {
        elements.serialize_element(&SerializeValue { value: &list.get(index), types })?;
    }
    elements.end()
}

fn serialize_map<S: Serializer>(
    map: &dyn Map,
    types: Types,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut entries = serializer.serialize_map(Some(map.len()))?;
    // `visit` cannot stop early: keep the first error and ignore the remaining entries.
    let mut result = Ok(());
    map.visit(&mut |key, value| {
        if result.is_ok() {
            result = entries.serialize_entry(key, &SerializeValue { value: &value, types });
        }
    });
    result.and_then(|()| entries.end())
}
