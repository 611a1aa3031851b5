//! Violations as a detail of an error.

use serde_json::{Map, Value};

use super::path::{Element, Key, Subscript};
use super::{Violation, Violations, wire};
use crate::rpc::{Error, ErrorDetail};

impl Violations {
    /// The full protobuf name of the detail that carries violations.
    pub const TYPE_NAME: &'static str = "buf.validate.Violations";

    /// The violations as a detail of an error, in binary protobuf and as JSON.
    #[must_use]
    pub fn to_detail(&self) -> ErrorDetail {
        let violations: Vec<Value> = self.iter().map(violation).collect();
        ErrorDetail::new(Self::TYPE_NAME, wire::encode(self.iter()))
            .with_debug(object([("violations", violations.into())]))
    }

    /// Reads a detail, also one of another implementation; `None` where it is none of violations.
    #[must_use]
    pub fn from_detail(detail: &ErrorDetail) -> Option<Self> {
        let named = detail.type_name() == Self::TYPE_NAME;
        named.then(|| wire::decode(detail.value()))?.map(Self::new)
    }

    /// The violations that an error tells of: those of its first detail that has some.
    #[must_use]
    pub fn from_error(error: &Error) -> Option<Self> {
        error.details().iter().find_map(Self::from_detail)
    }
}

/// [`Code::InvalidArgument`](crate::Code::InvalidArgument) with the violations as its message and
/// as a detail.
impl From<Violations> for Error {
    fn from(violations: Violations) -> Self {
        Self::invalid_argument(violations.to_string())
            .with_detail(violations.to_detail())
            .with_source(violations)
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
