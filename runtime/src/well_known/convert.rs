//! Conversions of [`Struct`], [`Value`] and [`ListValue`] from and to Rust values and `serde_json`.

use serde_json::Value as Json;

use super::{ListValue, NullValue, Struct, Value, ValueKind};

impl From<ValueKind> for Value {
    fn from(kind: ValueKind) -> Self {
        let mut value = Self::default();
        value.kind = Some(kind);
        value
    }
}

macro_rules! kinds {
    ($( $type:ty => $kind:ident, )+) => { $(
        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                ValueKind::$kind(value.into()).into()
            }
        }
    )+ };
}

kinds! {
    NullValue => NullValue,
    f64 => NumberValue,
    i32 => NumberValue,
    u32 => NumberValue,
    String => StringValue,
    &str => StringValue,
    bool => BoolValue,
    Struct => StructValue,
    ListValue => ListValue,
    Vec<Value> => ListValue,
}

impl From<Vec<Value>> for ListValue {
    fn from(values: Vec<Value>) -> Self {
        let mut list = Self::default();
        list.values = values;
        list
    }
}

impl<V: Into<Value>> FromIterator<V> for ListValue {
    fn from_iter<I: IntoIterator<Item = V>>(values: I) -> Self {
        values.into_iter().map(Into::into).collect::<Vec<Value>>().into()
    }
}

impl<K: Into<String>, V: Into<Value>> FromIterator<(K, V)> for Struct {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(fields: I) -> Self {
        let mut of = Self::default();
        for (key, value) in fields {
            of.fields.insert(key.into(), value.into());
        }
        of
    }
}

impl<K: Into<String>, V: Into<Value>, const N: usize> From<[(K, V); N]> for Struct {
    fn from(fields: [(K, V); N]) -> Self {
        fields.into_iter().collect()
    }
}

impl From<serde_json::Map<String, Json>> for Struct {
    fn from(fields: serde_json::Map<String, Json>) -> Self {
        fields.into_iter().collect()
    }
}

impl From<Struct> for serde_json::Map<String, Json> {
    fn from(of: Struct) -> Self {
        let mut fields = Self::new();
        for (key, value) in of.fields {
            // Indexing does the same, so the map is compiled for this alone.
            fields.entry(key).or_insert(value.into());
        }
        fields
    }
}

/// Numbers become the nearest double.
impl From<Json> for Value {
    fn from(json: Json) -> Self {
        match json {
            Json::Null => NullValue::NullValue.into(),
            Json::Bool(value) => value.into(),
            Json::Number(value) => value.as_f64().unwrap_or(f64::NAN).into(),
            Json::String(value) => value.into(),
            Json::Array(values) => values.into_iter().collect::<ListValue>().into(),
            Json::Object(fields) => Struct::from(fields).into(),
        }
    }
}

/// NaN, infinite numbers and values without a kind become `null`.
impl From<Value> for Json {
    fn from(value: Value) -> Self {
        match value.kind {
            None | Some(ValueKind::NullValue(_)) => Self::Null,
            Some(ValueKind::NumberValue(value)) => value.into(),
            Some(ValueKind::StringValue(value)) => value.into(),
            Some(ValueKind::BoolValue(value)) => value.into(),
            Some(ValueKind::StructValue(of)) => Self::Object(of.into()),
            Some(ValueKind::ListValue(list)) => list.values.into_iter().map(Self::from).collect(),
        }
    }
}
