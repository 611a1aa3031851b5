//! Messages inside types with derived serde traits.

use std::collections::BTreeMap;

use gitpod_runtime::{Enumeration, MessageExt};
use serde::de::IntoDeserializer;
use serde::de::value::{Error as PlainError, MapDeserializer};
use serde::{Deserialize, Serialize};

use crate::support::{Color, EVERYTHING_JSON, Everything, Meta, everything};

/// Messages as fields.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Report {
    title: String,
    latest: Option<Everything>,
    history: Vec<Meta>,
    colors: BTreeMap<String, Color>,
}

/// A flattened message.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Flat {
    title: String,
    #[serde(flatten)]
    message: Everything,
}

/// An untagged enum: serde tries each variant on a buffered value.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Either {
    Message(Box<Everything>),
    Text(String),
}

/// An internally tagged enum: the tag may come before or after any field of the message.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
enum Tagged {
    Full(Box<Everything>),
    Small(Meta),
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Wrapper(Everything);

/// Deserializes from a string, from a reader, which cannot lend strings, and from a JSON value.
#[track_caller]
fn read<T>(json: &str) -> T
where
    T: serde::de::DeserializeOwned + std::fmt::Debug + PartialEq,
{
    let value: T = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::from_reader::<_, T>(json.as_bytes()).unwrap(), value);
    let tree: serde_json::Value = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::from_value::<T>(tree).unwrap(), value);
    value
}

/// The error, without its position. It must be the same from a string, a reader and a JSON value.
#[track_caller]
fn rejected<T>(json: &str) -> String
where
    T: serde::de::DeserializeOwned + std::fmt::Debug,
{
    let error = serde_json::from_str::<T>(json).unwrap_err().to_string();
    let message = error.split(" at line ").next().unwrap().to_owned();
    let error = serde_json::from_reader::<_, T>(json.as_bytes()).unwrap_err().to_string();
    assert_eq!(error.split(" at line ").next(), Some(message.as_str()));
    let tree: serde_json::Value = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::from_value::<T>(tree).unwrap_err().to_string(), message);
    message
}

#[test]
fn messages_are_fields_elements_and_map_values() {
    let json = format!(
        r#"{{"title":"t","latest":{EVERYTHING_JSON},"history":[{{"name":"a"}},{{}}],"colors":{{"x":"COLOR_RED","y":9}}}}"#,
    );
    let report = read::<Report>(&json);
    assert_eq!(report.latest, Some(everything()));
    assert_eq!(report.colors["y"], Color::from_number_or_unknown(9));
    assert_eq!(serde_json::to_string(&report).unwrap(), json);
    let none = r#"{"title":"t","latest":null,"history":[],"colors":{}}"#;
    assert_eq!(read::<Report>(none).latest, None);
}

#[test]
fn all_protojson_notations_are_read() {
    let json = r#"{"title":"","history":[],"colors":{"x":"-7","y":-7},"latest":{
        "large":1e3,"small":"5","text":null,"maybe_text":"\u00fc\n","at":"2024-01-01T01:30:00+01:30",
        "data":"-_8","new":[{"a":null}],"choice_number":2,"double":"-Infinity"}}"#;
    let report = read::<Report>(json);
    assert_eq!(
        report.latest.unwrap().to_json(),
        r#"{"small":5,"large":"1000","double":"-Infinity","data":"+/8=","maybeText":"ü\n","at":"2024-01-01T00:00:00Z","choiceNumber":2}"#,
    );
    // A string is always a name, even if it looks like a number.
    assert_eq!(report.colors["x"], Color::from_name_or_unknown("-7"));
    assert_eq!(report.colors["y"], Color::Blue);
}

#[test]
fn messages_can_be_flattened() {
    let json = format!(r#"{{"title":"t",{}"#, &EVERYTHING_JSON[1..]);
    let flat = read::<Flat>(&json);
    assert_eq!(flat.message, everything());
    assert_eq!(serde_json::to_string(&flat).unwrap(), json);
    let flat = read::<Flat>(r#"{"small":1.0,"title":"t","new":{},"maybeText":null}"#);
    assert_eq!(flat.message, Everything { small: 1, ..Everything::default() });
}

#[test]
fn buffered_values_are_read() {
    assert_eq!(read::<Either>(EVERYTHING_JSON), Either::Message(Box::new(everything())));
    assert_eq!(read::<Either>("\"x\""), Either::Text("x".to_owned()));
    let json = format!(r#"{{{},"kind":"full"}}"#, &EVERYTHING_JSON[1..EVERYTHING_JSON.len() - 1]);
    assert_eq!(read::<Tagged>(&json), Tagged::Full(Box::new(everything())));
    let json = r#"{"kind":"small","name":"n"}"#;
    let small = read::<Tagged>(json);
    assert_eq!(small, Tagged::Small(Meta { name: "n".to_owned(), ..Meta::default() }));
    assert_eq!(serde_json::to_string(&small).unwrap(), json);
    assert_eq!(read::<Wrapper>(EVERYTHING_JSON), Wrapper(everything()));
}

#[test]
fn errors_have_the_path_inside_the_message() {
    let broken = r#"{"metas":[{},{"createdAt":"yesterday"}]}"#;
    let expected = "test.v1.Everything: metas[1].createdAt: \
                expected an RFC 3339 timestamp, found the string \"yesterday\"";
    let rest = r#""title":"","history":[],"colors":{}"#;
    assert_eq!(rejected::<Report>(&format!(r#"{{"latest":{broken},{rest}}}"#)), expected);
    assert_eq!(rejected::<Flat>(&format!(r#"{{"title":"",{}"#, &broken[1..])), expected);
    assert_eq!(rejected::<Wrapper>(broken), expected);
    assert_eq!(rejected::<Tagged>(&format!(r#"{{"kind":"full",{}"#, &broken[1..])), expected);
    for (latest, expected) in [
        (
            r#"{"small":1,"small":2}"#,
            "small: expected each field at most once, found a duplicate field",
        ),
        (
            r#"{"labels":{"a":"1","a":"2"}}"#,
            "labels[\"a\"]: expected each map key at most once, found a duplicate key",
        ),
    ] {
        let json = format!(r#"{{"latest":{latest},{rest}}}"#);
        let error = serde_json::from_str::<Report>(&json).unwrap_err().to_string();
        assert!(error.starts_with(&format!("test.v1.Everything: {expected}")), "{error}");
    }
}

#[test]
fn errors_redact_secrets() {
    for secret in [
        r#"{"secretNumber":"hunter"}"#,
        r#"{"secrets":{"hunter":4711}}"#,
        r#"{"credential":"hunter"}"#,
        r#"{"credential":{"token":4711}}"#,
    ] {
        for error in [
            rejected::<Flat>(&format!(r#"{{"title":"",{}"#, &secret[1..])),
            rejected::<Tagged>(&format!(r#"{{"kind":"full",{}"#, &secret[1..])),
            rejected::<Wrapper>(secret),
            rejected::<Either>(secret),
        ] {
            assert!(!error.contains("hunter") && !error.contains("4711"), "{error}");
        }
    }
}

/// Deserializes a message with one field from a value of any serde type.
fn one_field<'de, V>(key: &'de str, value: V) -> Result<Everything, PlainError>
where
    V: IntoDeserializer<'de, PlainError>,
{
    Everything::deserialize(MapDeserializer::new([(key, value)].into_iter()))
}

#[test]
fn numbers_of_every_width_are_exact() {
    assert_eq!(one_field("large", i128::from(i64::MIN)).unwrap().large, i64::MIN);
    assert_eq!(one_field("largeUnsigned", u128::from(u64::MAX)).unwrap().large_unsigned, u64::MAX);
    assert_eq!(one_field("small", -5_i8).unwrap().small, -5);
    assert_eq!(one_field("smallUnsigned", 5_u8).unwrap().small_unsigned, 5);
    assert_eq!(one_field("small", 5.0_f32).unwrap().small, 5);
    assert_eq!(one_field("color", -7_i16).unwrap().color, Color::Blue);
    assert_eq!(one_field("single", 0.1_f32).unwrap().single, 0.1);
    assert_eq!(one_field("single", 16_777_217_i64).unwrap().single, 16_777_216.0);
    assert_eq!(one_field("double", u64::MAX).unwrap().double, 18_446_744_073_709_551_615.0);
    assert_eq!(one_field("double", f64::NEG_INFINITY).unwrap().double, f64::NEG_INFINITY);
}

#[test]
fn errors_quote_numbers_in_full() {
    let table: [(Result<Everything, PlainError>, &str); 7] = [
        (
            one_field("small", 2_147_483_648_i64),
            "small: expected an int32, found the number 2147483648",
        ),
        (one_field("smallUnsigned", -1), "smallUnsigned: expected a uint32, found the number -1"),
        (
            one_field("largeUnsigned", -1),
            "largeUnsigned: expected a uint64, as a string or a number, found the number -1",
        ),
        (
            one_field("large", i128::MIN),
            "large: expected an int64, as a string or a number, \
             found the number -170141183460469231731687303715884105728",
        ),
        (
            one_field("largeUnsigned", u128::MAX),
            "largeUnsigned: expected a uint64, as a string or a number, \
             found the number 340282366920938463463374607431768211455",
        ),
        (
            one_field("color", 1_u64 << 40),
            "color: expected the name or number of an enum value, found the number 1099511627776",
        ),
        (one_field("text", 5_u64), "text: expected a string, found the number 5"),
    ];
    for (result, expected) in table {
        assert_eq!(result.unwrap_err().to_string(), format!("test.v1.Everything: {expected}"));
    }
}

#[test]
fn types_that_json_lacks_are_rejected_or_converted() {
    let error = one_field("data", &b"\xfb\xff"[..]).unwrap_err().to_string();
    assert_eq!(error, "test.v1.Everything: data: expected base64, found bytes");
    assert_eq!(one_field("text", 'x').unwrap().text, "x");
    assert_eq!(one_field("text", String::from("owned")).unwrap().text, "owned");
    assert_eq!(one_field("maybeText", ()).unwrap(), Everything::default());
}
