//! Encoded messages, by the JSON writer and by serde.

use gitpod_runtime::json::{encode_into, encode_to_vec};
use gitpod_runtime::{Bytes, Enumeration, MessageExt, Timestamp};

use crate::support::{Choice, Color, EVERYTHING_JSON, Everything, everything};

#[track_caller]
fn writes(message: &Everything, json: &str) {
    assert_eq!(message.to_json(), json);
    assert_eq!(serde_json::to_string(message).unwrap(), json);
}

#[test]
fn fields_are_written_in_schema_order() {
    writes(&everything(), EVERYTHING_JSON);
}

#[test]
fn a_default_message_is_an_empty_object() {
    writes(&Everything::default(), "{}");
}

#[test]
fn encoding_appends_to_the_output() {
    let mut out = b"data: ".to_vec();
    encode_into(&Everything { small: 1, ..Everything::default() }, &mut out);
    assert_eq!(out, br#"data: {"small":1}"#);
    assert_eq!(encode_to_vec(&Everything::default()), b"{}");
}

#[test]
fn only_required_characters_are_escaped() {
    let all: String = (0..=0x7f_u8).map(char::from).collect();
    let message = Everything { text: all + "é\u{2028}🦀", ..Everything::default() };
    writes(&message, &format!("{{\"text\":{}}}", serde_json::to_string(&message.text).unwrap()));
}

#[test]
fn integers_are_written_up_to_their_limits() {
    for large in [0, 1, -1, 9, 10, 99, 100, 1_234_567_890, i64::MAX, i64::MIN] {
        let message = Everything { numbers: vec![large], ..Everything::default() };
        writes(&message, &format!("{{\"numbers\":[\"{large}\"]}}"));
    }
    let message = Everything { small: i32::MIN, ..Everything::default() };
    writes(&message, r#"{"small":-2147483648}"#);
}

#[test]
fn floats_are_written_short_and_round_trip() {
    let table = [
        (1.0, "1"),
        (-0.0, "-0"),
        (0.1, "0.1"),
        (1e15, "1000000000000000"),
        (1e16, "1e16"),
        (0.00001, "0.00001"),
        (0.000_001, "1e-6"),
        (f64::MAX, "1.7976931348623157e308"),
        (f64::MIN_POSITIVE, "2.2250738585072014e-308"),
        (f64::NAN, "\"NaN\""),
        (f64::INFINITY, "\"Infinity\""),
        (f64::NEG_INFINITY, "\"-Infinity\""),
    ];
    for (double, text) in table {
        let message = Everything { double, ..Everything::default() };
        let json = message.to_json();
        assert_eq!(json, format!("{{\"double\":{text}}}"));
        let back = Everything::from_json(&json).unwrap().double;
        assert!(back.to_bits() == double.to_bits() || (back.is_nan() && double.is_nan()), "{text}");
    }
}

#[test]
fn floats_that_are_not_finite_are_written_as_names() {
    let message =
        Everything { single: f32::NEG_INFINITY, double: f64::NAN, ..Everything::default() };
    writes(&message, r#"{"single":"-Infinity","double":"NaN"}"#);
}

#[test]
fn unknown_enum_values_round_trip() {
    let colors = vec![
        Color::from_number_or_unknown(77),
        Color::from_name_or_unknown("A \"B\""),
        Color::from_number_or_unknown(1),
    ];
    let message = Everything { colors, ..Everything::default() };
    writes(&message, r#"{"colors":[77,"A \"B\"","COLOR_RED"]}"#);
}

#[test]
fn oneof_fields_with_default_values_are_written() {
    let message = Everything { choice: Some(Choice::Number(0)), ..Everything::default() };
    writes(&message, r#"{"choiceNumber":0}"#);
}

#[test]
fn timestamps_durations_and_bytes_are_canonical() {
    let message = Everything {
        data: Bytes::from([0xff]),
        at: Some(Timestamp::MAX),
        took: Some("0.000001s".parse().unwrap()),
        ..Everything::default()
    };
    writes(&message, r#"{"data":"/w==","at":"9999-12-31T23:59:59.999999999Z","took":"0.000001s"}"#);
}
