//! The JSON forms of the well-known types.

use gitpod_runtime::codec::ReadOptions;
use gitpod_runtime::json::WriteOptions;
use gitpod_runtime::message::MessageType;
use gitpod_runtime::well_known::{
    Any, BoolValue, BytesValue, DoubleValue, Empty, FieldMask, FloatValue, Int64Value, ListValue,
    NullValue, StringValue, Struct, UInt32Value, Value, ValueKind,
};
use gitpod_runtime::{Codec, Duration, Message, MessageExt, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::support::Everything;

/// Reads and writes a document in both ways, which must agree.
#[track_caller]
fn round_trip<M>(json: &str, written: &str)
where
    M: Message + Default + PartialEq + Serialize + DeserializeOwned,
{
    let message = M::from_json(json).unwrap_or_else(|error| panic!("{json}: {error}"));
    assert_eq!(message.to_json(), written);
    assert_eq!(Codec::Json.encode(&message).unwrap(), written.as_bytes());
    assert_eq!(serde_json::from_str::<M>(json).unwrap(), message, "{json}");
    let tree: serde_json::Value = serde_json::from_str(written).unwrap();
    assert_eq!(serde_json::to_value(&message).unwrap(), tree);
    assert_eq!(M::from_binary(message.to_binary().unwrap()).unwrap(), message);
}

/// Checks that both readers reject a document.
#[track_caller]
fn rejected<M: Message + Default + DeserializeOwned>(json: &str) -> String {
    assert!(serde_json::from_str::<M>(json).is_err(), "{json}");
    M::from_json(json).err().unwrap_or_else(|| panic!("{json} is accepted")).to_string()
}

#[test]
fn wrappers_are_their_scalars() {
    round_trip::<StringValue>(r#""a""#, r#""a""#);
    round_trip::<StringValue>(r#""""#, r#""""#);
    round_trip::<Int64Value>("1", r#""1""#);
    round_trip::<UInt32Value>(r#""7""#, "7");
    round_trip::<BoolValue>("true", "true");
    round_trip::<BytesValue>(r#""AQI=""#, r#""AQI=""#);
    round_trip::<DoubleValue>(r#""-Infinity""#, r#""-Infinity""#);
    round_trip::<FloatValue>("1.5", "1.5");
    for json in ["null", "1", "{}", "[]", r#"{"value":"a"}"#] {
        rejected::<StringValue>(json);
    }
    rejected::<UInt32Value>("-1");
}

#[test]
fn values_are_any_json() {
    for json in ["null", "1.5", r#""NaN""#, "false", r#"{"a":[null,{}]}"#, "[[],null]"] {
        round_trip::<Value>(json, json);
    }
    round_trip::<Struct>(r#"{"b":null,"a":1.5}"#, r#"{"a":1.5,"b":null}"#);
    round_trip::<ListValue>("[1.5,null]", "[1.5,null]");
    assert_eq!(
        Value::from_json("null").unwrap().kind,
        Some(ValueKind::NullValue(NullValue::NullValue)),
    );
    assert_eq!(Value::default().to_json(), "null");
    rejected::<Struct>("[]");
    rejected::<ListValue>("{}");
    rejected::<Struct>(r#"{"a":1,"a":2}"#);
    assert!(Value::from_json("1e999").is_err());
}

#[test]
fn what_is_no_json_is_no_value() {
    for json in ["[NaN]", "[nil]", "[]x", "[,]"] {
        rejected::<ListValue>(json);
    }
    let error = ListValue::from_json("[NaN]").unwrap_err().to_string();
    assert!(error.contains("[0]: expected a value, found the character `N`"), "{error}");
}

#[test]
fn numbers_of_values_are_finite() {
    let value = ListValue::from_iter([f64::NAN]);
    assert_eq!(value.to_json(), "[null]");
    let error = Codec::Json.encode(&value).unwrap_err();
    assert_eq!(
        error.to_string(),
        "google.protobuf.ListValue: [0]: JSON has no form for the number \"NaN\""
    );
    assert!(serde_json::to_string(&value).is_err());
}

#[test]
fn field_masks_are_one_string() {
    round_trip::<FieldMask>(r#""a,fooBar.bazQux""#, r#""a,fooBar.bazQux""#);
    round_trip::<FieldMask>(r#""""#, r#""""#);
    assert_eq!(FieldMask::from_json(r#""fooBar""#).unwrap(), FieldMask::from(["foo_bar"]));
    for json in [r#""foo_bar""#, r#"["a"]"#, "null", "{}"] {
        rejected::<FieldMask>(json);
    }
    for path in ["fooBar", "foo_3_bar", "foo__bar", "foo_", "a,b", ""] {
        let mask = FieldMask::from([path]);
        assert!(Codec::Json.encode(&mask).is_err(), "{path}");
        assert_eq!(mask.to_json(), "null");
    }
}

#[test]
fn any_shows_its_message() {
    let time = r#"{"@type":"type.googleapis.com/google.protobuf.Timestamp","value":"1970-01-01T00:00:00Z"}"#;
    round_trip::<Any>(time, time);
    assert_eq!(Any::from_json(time).unwrap(), Timestamp::EPOCH.into());
    let duration = r#"{"value":"-1.500s","@type":"x/google.protobuf.Duration"}"#;
    round_trip::<Any>(duration, r#"{"@type":"x/google.protobuf.Duration","value":"-1.500s"}"#);
    let nested = format!(r#"{{"@type":"type.googleapis.com/google.protobuf.Any","value":{time}}}"#);
    round_trip::<Any>(&nested, &nested);
    for value in [r#""a""#, "null"] {
        let json =
            format!(r#"{{"@type":"type.googleapis.com/google.protobuf.Value","value":{value}}}"#);
        round_trip::<Any>(&json, &json);
    }
    let empty = r#"{"@type":"type.googleapis.com/google.protobuf.Empty"}"#;
    round_trip::<Any>(empty, empty);
    round_trip::<Any>("{}", "{}");
    let packed = Any::pack(&StringValue::from("a")).unwrap();
    assert_eq!(packed.unpack::<StringValue>().unwrap(), Some(StringValue::from("a")));
    assert_eq!(packed.unpack::<Empty>().unwrap(), None);
    assert!(Any::from(Duration::ZERO).unpack::<Empty>().unwrap().is_none());
}

#[test]
fn any_needs_its_type() {
    for json in [
        r#"{"value":1}"#,
        r#"{"@type":"type.googleapis.com/test.v1.Everything"}"#,
        r#"{"@type":"google.protobuf.Empty"}"#,
        r#"{"@type":"x/"}"#,
        r#"{"@type":1}"#,
        r#"{"@type":"x/google.protobuf.Duration"}"#,
        r#"{"@type":"x/google.protobuf.Duration","value":1}"#,
        r#""x""#,
    ] {
        rejected::<Any>(json);
    }
    let twice = r#"{"@type":"x/google.protobuf.Empty","@type":"x/google.protobuf.Empty"}"#;
    assert!(Any::from_json(twice).is_err());
    let unknown = Any::new("x/test.v1.Nothing", b"".to_vec());
    assert_eq!(unknown.to_json(), "null");
    let error = Codec::Json.encode(&unknown).unwrap_err();
    assert_eq!(
        error.problem(),
        "JSON has no form for a message of the unknown type \"x/test.v1.Nothing\"",
    );
    let broken = Any::new("x/google.protobuf.Empty", b"\xff".to_vec());
    assert!(Codec::Json.encode(&broken).is_err());
}

#[test]
fn any_holds_types_that_are_passed() {
    static TYPES: &[MessageType] = &[MessageType::of::<Everything>("test.v1.Everything")];
    let json = r#"{"text":"a","@type":"x/test.v1.Everything","color":"COLOR_RED"}"#;
    let any: Any = ReadOptions::new().types(TYPES).decode(Codec::Json, json).unwrap();
    let everything = any.unpack::<Everything>().unwrap().unwrap();
    assert_eq!(everything.text, "a");
    let written = WriteOptions::new().types(TYPES).encode(Codec::Json, &any).unwrap();
    let expected = r#"{"@type":"x/test.v1.Everything","text":"a","color":"COLOR_RED"}"#;
    assert_eq!(String::from_utf8(written).unwrap(), expected);
    let wrong = r#"{"@type":"x/test.v1.Everything","text":1}"#;
    let error = ReadOptions::new().types(TYPES).decode::<Any>(Codec::Json, wrong).unwrap_err();
    assert_eq!(error.path(), "text");
}

#[test]
fn nesting_and_memory_are_limited() {
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    assert!(Value::from_json(nested(100)).is_ok());
    assert!(Value::from_json(nested(101)).is_err());
    // serde_json has a limit of its own, above ours.
    assert!(serde_json::from_str::<Value>(&nested(101)).is_err());
    let wide = format!("[{}null]", "null,".repeat(1000));
    let mut options = ReadOptions::new().memory_limit(Some(10_000));
    assert!(options.decode::<Value>(Codec::Json, &wide).is_err());
    let mask = format!("\"{}a\"", "a,".repeat(1000));
    assert!(options.decode::<FieldMask>(Codec::Json, &mask).is_err());
    let any = format!(r#"{{"@type":"x/google.protobuf.ListValue","value":{wide}}}"#);
    assert!(options.decode::<Any>(Codec::Json, &any).is_err());
    // Each level of an `Any` in an `Any` is a level in JSON, also when it is written.
    let mut any = Any::from(Duration::ZERO);
    for _ in 0..200 {
        any = Any::pack(&any).unwrap();
    }
    assert!(Codec::Json.encode(&any).is_err());
    let json =
        "{\"@type\":\"x/google.protobuf.Any\",\"value\":".repeat(101) + "{}" + &"}".repeat(101);
    assert!(Any::from_json(&json).is_err());
}

#[test]
fn values_convert_from_and_to_serde_json() {
    let json = serde_json::json!({"a": [1.0, null, {"b": "c"}], "d": true});
    let value = Value::from(json.clone());
    assert_eq!(serde_json::Value::from(value.clone()), json);
    assert_eq!(value.to_json(), r#"{"a":[1,null,{"b":"c"}],"d":true}"#);
    let built = Struct::from([("a", Value::from(1.0)), ("b", "c".into())]);
    assert_eq!(built.to_json(), r#"{"a":1,"b":"c"}"#);
    assert_eq!(
        format!("{:?}", Value::from(json)),
        r#"Value { struct_value: {"a": [1.0, NullValue, {"b": "c"}], "d": true} }"#
    );
}
