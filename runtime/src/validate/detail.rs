//! Violations in the forms of a `buf.validate.Violations` message: binary protobuf and JSON.
//!
//! [`rpc`](crate::rpc) makes an error detail of them; nothing here knows errors of calls.

use serde_json::{Map, Value};

use super::path::{Element, Key, Subscript};
use super::{Violation, Violations, wire};

impl Violations {
    /// The full protobuf name of the error detail that carries violations.
    pub const TYPE_NAME: &'static str = "buf.validate.Violations";

    /// The message in binary protobuf.
    pub(crate) fn to_protobuf(&self) -> Vec<u8> {
        wire::encode(self.iter())
    }

    /// Reads the message from binary protobuf, up to a maximum number of violations. Returns `None`
    /// for malformed bytes.
    pub(crate) fn from_protobuf(bytes: &[u8]) -> Option<Self> {
        wire::decode(bytes).map(|(violations, truncated)| Self::new(violations, truncated))
    }

    /// The message as ProtoJSON.
    pub(crate) fn to_json_value(&self) -> Value {
        let violations: Vec<Value> = self.iter().map(violation).collect();
        object([("violations", violations.into())])
    }
}

fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// ProtoJSON of a `buf.validate.Violation`.
fn violation(violation: &Violation) -> Value {
    let elements: Vec<Value> = violation.elements().iter().map(element).collect();
    let mut out = Map::new();
    out.insert("field".into(), object([("elements", elements.into())]));
    out.insert("ruleId".into(), violation.rule().into());
    out.insert("message".into(), violation.message().into());
    if violation.for_key() {
        out.insert("forKey".into(), true.into());
    }
    Value::Object(out)
}

/// ProtoJSON of a `buf.validate.FieldPathElement`.
fn element(element: &Element) -> Value {
    let mut out = Map::new();
    let mut add = |name: &str, value: Value| out.insert(name.to_owned(), value);
    add("fieldName", (*element.name).into());
    if let Some((number, field_type)) = element.field {
        add("fieldNumber", number.into());
        add("fieldType", field_type.name().into());
    }
    match &element.subscript {
        None => {}
        // 64-bit integers are text in ProtoJSON.
        Some(Subscript::Index(index)) => {
            add("index", index.to_string().into());
        }
        Some(Subscript::Entry { key, types }) => {
            if let Some((key_type, value_type)) = types {
                add("keyType", key_type.name().into());
                add("valueType", value_type.name().into());
            }
            match key {
                Key::Bool(key) => drop(add("boolKey", (*key).into())),
                Key::Int(key) => drop(add("intKey", key.to_string().into())),
                Key::Uint(key) => drop(add("uintKey", key.to_string().into())),
                Key::Text(key) => drop(add("stringKey", key.as_str().into())),
                Key::Hidden => {}
            }
        }
    }
    Value::Object(out)
}
