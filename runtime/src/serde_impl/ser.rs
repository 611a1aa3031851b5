//! Serialization: the same fields in the same order as the JSON writer.

use gitpod_formats::base64;
use serde_core::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::enumeration::{self, EnumValueDescriptor, Enumeration};
use crate::json::float_text;
use crate::message::{List, Map, Message, Value};

/// Serializes a message as a ProtoJSON object.
pub(crate) fn serialize<S: Serializer>(
    message: &dyn Message,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut members = serializer.serialize_map(None)?;
    for (index, field) in message.descriptor().fields().iter().enumerate() {
        let value = message.get(index);
        if !field.is_written(&value) {
            continue;
        }
        members.serialize_key(field.json_name())?;
        match value {
            // The most common types, without another match.
            Value::String(text) => members.serialize_value(text)?,
            Value::Bool(value) => members.serialize_value(&value)?,
            Value::I32(value) => members.serialize_value(&value)?,
            ref value => members.serialize_value(&SerializeValue(value))?,
        }
    }
    members.end()
}

/// Serializes an enum value as its name, or as its number if the name is unknown.
pub(crate) fn serialize_enum<S: Serializer>(
    value: &dyn Enumeration,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let known = enumeration::known(value).map(EnumValueDescriptor::name);
    match known.or_else(|| value.name()) {
        Some(name) => serializer.serialize_str(name),
        None => serializer.serialize_i32(value.number().unwrap_or_default()),
    }
}

/// A borrowed value: copies are slow, as `json::encode` explains.
struct SerializeValue<'v>(&'v Value<'v>);

impl Serialize for SerializeValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self.0 {
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
            Value::Message(value) => serialize(value, serializer),
            Value::List(value) => serialize_list(value, serializer),
            Value::Map(value) => serialize_map(value, serializer),
        }
    }
}

fn serialize_list<S: Serializer>(list: &dyn List, serializer: S) -> Result<S::Ok, S::Error> {
    let len = list.len();
    let mut elements = serializer.serialize_seq(Some(len))?;
    for index in 0..len {
        elements.serialize_element(&SerializeValue(&list.get(index)))?;
    }
    elements.end()
}

fn serialize_map<S: Serializer>(map: &dyn Map, serializer: S) -> Result<S::Ok, S::Error> {
    let mut entries = serializer.serialize_map(Some(map.len()))?;
    // `visit` cannot stop early: keep the first error and ignore the remaining entries.
    let mut result = Ok(());
    map.visit(&mut |key, value| {
        if result.is_ok() {
            result = entries.serialize_entry(key, &SerializeValue(&value));
        }
    });
    result.and_then(|()| entries.end())
}
