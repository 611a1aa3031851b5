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
        let mut out = Value::Object(Map::new());
        out["violations"] = violations.into();
        out
    }
}

/// ProtoJSON of a `buf.validate.Violation`.
fn violation(violation: &Violation) -> Value {
    let elements: Vec<Value> = violation.elements().iter().map(element).collect();
    let mut out = Value::Object(Map::new());
    out["field"]["elements"] = elements.into();
    out["ruleId"] = violation.rule().into();
    out["message"] = violation.message().into();
    if violation.for_key() {
        out["forKey"] = true.into();
    }
    out
}

/// ProtoJSON of a `buf.validate.FieldPathElement`.
fn element(element: &Element) -> Value {
    let mut out = Value::Object(Map::new());
    out["fieldName"] = (*element.name).into();
    if let Some((number, field_type)) = element.field {
        out["fieldNumber"] = number.into();
        out["fieldType"] = field_type.name().into();
    }
    match &element.subscript {
        None => {}
        // 64-bit integers are text in ProtoJSON.
        Some(Subscript::Index(index)) => out["index"] = index.to_string().into(),
        Some(Subscript::Entry { key, types }) => {
            if let Some((key_type, value_type)) = types {
                out["keyType"] = key_type.name().into();
                out["valueType"] = value_type.name().into();
            }
            match key {
                Key::Bool(key) => out["boolKey"] = (*key).into(),
                Key::Int(key) => out["intKey"] = key.to_string().into(),
                Key::Uint(key) => out["uintKey"] = key.to_string().into(),
                Key::Text(key) => out["stringKey"] = key.as_str().into(),
                Key::Hidden => {}
            }
        }
    }
    out
}
