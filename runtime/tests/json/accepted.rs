//! Accepted documents and their canonical form.

use gitpod_runtime::{Enumeration, MessageExt};

use crate::support::{Choice, Color, EVERYTHING_JSON, Everything, Meta, Wide, everything};

/// Decodes with the JSON reader and with serde, and compares the canonical form of both results.
#[track_caller]
fn becomes(json: &str, canonical: &str) {
    let message = Everything::from_json(json).unwrap_or_else(|error| panic!("{json}: {error}"));
    assert_eq!(message.to_json(), canonical, "{json} through the reader");
    let message: Everything =
        serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"));
    assert_eq!(message.to_json(), canonical, "{json} through serde");
}

#[track_caller]
fn all_become(table: &[(&str, &str)]) {
    for (json, canonical) in table {
        becomes(json, canonical);
    }
}

#[test]
fn a_message_with_all_fields_round_trips() {
    assert_eq!(Everything::from_json(EVERYTHING_JSON).unwrap(), everything());
    assert_eq!(serde_json::from_str::<Everything>(EVERYTHING_JSON).unwrap(), everything());
}

#[test]
fn absent_null_and_default_values_are_the_default() {
    all_become(&[
        ("{}", "{}"),
        (" \t\r\n{ \n} ", "{}"),
        (r#"{"yes":false,"small":0,"large":"0","double":0,"text":"","data":""}"#, "{}"),
        (r#"{"color":"COLOR_UNSPECIFIED","texts":[],"labels":{}}"#, "{}"),
        (r#"{"yes":null,"small":null,"large":null,"single":null,"text":null}"#, "{}"),
        (r#"{"data":null,"color":null,"maybeText":null,"maybeColor":null}"#, "{}"),
        (r#"{"at":null,"took":null,"meta":null,"child":null,"texts":null,"labels":null}"#, "{}"),
        (r#"{"choiceText":null,"choiceNested":null,"credential":null}"#, "{}"),
    ]);
}

#[test]
fn presence_is_preserved() {
    all_become(&[
        (r#"{"maybeText":""}"#, r#"{"maybeText":""}"#),
        (r#"{"maybeSmall":0,"maybeYes":false}"#, r#"{"maybeSmall":0,"maybeYes":false}"#),
        (r#"{"maybeColor":0}"#, r#"{"maybeColor":"COLOR_UNSPECIFIED"}"#),
        (r#"{"meta":{},"child":{"child":{}}}"#, r#"{"meta":{},"child":{"child":{}}}"#),
        (r#"{"took":"0s"}"#, r#"{"took":"0s"}"#),
    ]);
}

#[test]
fn fields_are_read_by_either_name_and_in_any_order() {
    all_become(&[
        (r#"{"small_unsigned":1}"#, r#"{"smallUnsigned":1}"#),
        (
            r#"{"meta":{"created_at":"1970-01-01T00:00:00Z"}}"#,
            r#"{"meta":{"createdAt":"1970-01-01T00:00:00Z"}}"#,
        ),
        (r#"{"text":"b","small":2,"yes":true}"#, r#"{"yes":true,"small":2,"text":"b"}"#),
        (r#"{"sm\u0061ll":3}"#, r#"{"small":3}"#),
    ]);
}

/// Each pair of fields in either order, so that each key follows each other one, at any distance from the end
/// of the document.
#[test]
fn keys_are_found_after_any_other() {
    let members = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>;
    let members = members(EVERYTHING_JSON).unwrap();
    for (first, first_value) in &members {
        for (second, second_value) in &members {
            for [open, colon, comma, close] in [
                ["{", ":", ",", "}"],
                ["{ ", ": ", ", ", " }"],
                ["{\n  ", " : ", " ,\n  ", "\n}\n"],
            ] {
                let json = format!(
                    r#"{open}"{first}"{colon}{first_value}{comma}"{second}"{colon}{second_value}{close}"#
                );
                let message = Everything::from_json(&json).ok();
                assert_eq!(message, serde_json::from_str(&json).ok(), "{json}");
                assert!(first != second || message.is_none(), "{json}");
            }
        }
    }
}

#[test]
fn unknown_fields_are_skipped() {
    all_become(&[
        (r#"{"new":{"a":[1,{"b":"\u00e9\n"},[],{}],"c":null},"small":1}"#, r#"{"small":1}"#),
        (
            r#"{"a":true,"b":false,"c":null,"d":-1.5e-3,"e":"x","small":1,"f":[[]]}"#,
            r#"{"small":1}"#,
        ),
        (r#"{"Small":1,"SMALL":2,"":3,"smal":4,"smallx":5}"#, "{}"),
        (r#"{"meta":{"other":1,"name":"n"}}"#, r#"{"meta":{"name":"n"}}"#),
    ]);
}

#[test]
fn integers_are_read_in_every_notation() {
    all_become(&[
        (r#"{"small":1e3}"#, r#"{"small":1000}"#),
        (r#"{"small":1.0}"#, r#"{"small":1}"#),
        (r#"{"small":"-12"}"#, r#"{"small":-12}"#),
        (r#"{"small":"1.5e1"}"#, r#"{"small":15}"#),
        (r#"{"small":-0}"#, "{}"),
        (r#"{"small":-0.0}"#, "{}"),
        (r#"{"small":999999999}"#, r#"{"small":999999999}"#),
        (r#"{"small":1000000000}"#, r#"{"small":1000000000}"#),
        (r#"{"small":2147483647}"#, r#"{"small":2147483647}"#),
        (r#"{"small":-2147483648}"#, r#"{"small":-2147483648}"#),
        (r#"{"smallUnsigned":4294967295}"#, r#"{"smallUnsigned":4294967295}"#),
        (r#"{"large":5}"#, r#"{"large":"5"}"#),
        (r#"{"large":-9223372036854775808}"#, r#"{"large":"-9223372036854775808"}"#),
        (r#"{"large":"9223372036854775807"}"#, r#"{"large":"9223372036854775807"}"#),
        (r#"{"large":"9.223372036854775807E+18"}"#, r#"{"large":"9223372036854775807"}"#),
        (
            r#"{"largeUnsigned":18446744073709551615}"#,
            r#"{"largeUnsigned":"18446744073709551615"}"#,
        ),
        (
            r#"{"largeUnsigned":"184467440737095516150e-1"}"#,
            r#"{"largeUnsigned":"18446744073709551615"}"#,
        ),
        (r#"{"largeUnsigned":"0.00000000000000000000000000001e29"}"#, r#"{"largeUnsigned":"1"}"#),
        (r#"{"largeUnsigned":"0e99999999999999999999"}"#, "{}"),
        (r#"{"largeUnsigned":"-0"}"#, "{}"),
        (r#"{"numbers":[1,"2",3.0,"4e0"]}"#, r#"{"numbers":["1","2","3","4"]}"#),
    ]);
}

#[test]
fn integers_with_a_fraction_are_exact() {
    let message = Everything::from_json(r#"{"large":9007199254740993.0}"#).unwrap();
    assert_eq!(message.large, 9_007_199_254_740_993);
}

#[test]
fn floats_are_read_from_numbers_strings_and_names() {
    all_become(&[
        (r#"{"double":1.5}"#, r#"{"double":1.5}"#),
        (r#"{"double":"1.5"}"#, r#"{"double":1.5}"#),
        (r#"{"double":3}"#, r#"{"double":3}"#),
        (r#"{"double":123456789,"single":16777217}"#, r#"{"single":16777216,"double":123456789}"#),
        (r#"{"double":-0.0}"#, r#"{"double":-0}"#),
        (r#"{"double":"NaN","single":"NaN"}"#, r#"{"single":"NaN","double":"NaN"}"#),
        (r#"{"double":"Infinity"}"#, r#"{"double":"Infinity"}"#),
        (r#"{"single":"-Infinity"}"#, r#"{"single":"-Infinity"}"#),
        (r#"{"double":1.7976931348623157e308}"#, r#"{"double":1.7976931348623157e308}"#),
        (r#"{"double":5e-324}"#, r#"{"double":5e-324}"#),
        (r#"{"double":1e-400}"#, "{}"),
        (r#"{"single":3.4028235e38}"#, r#"{"single":3.4028235e38}"#),
        (r#"{"single":0.1}"#, r#"{"single":0.1}"#),
    ]);
}

#[test]
fn all_escapes_are_read() {
    all_become(&[
        (r#"{"text":"\"\\\/\b\f\n\r\t"}"#, r#"{"text":"\"\\/\b\f\n\r\t"}"#),
        (r#"{"text":"\u0041\u00e9\u20AC\ud83e\udd80"}"#, r#"{"text":"Aé€🦀"}"#),
        (r#"{"text":"\u0000\u001f\u007f"}"#, "{\"text\":\"\\u0000\\u001f\u{7f}\"}"),
        ("{\"text\":\"\u{2028}é🦀\u{feff}\"}", "{\"text\":\"\u{2028}é🦀\u{feff}\"}"),
        (r#"{"texts":["","\n","a\nb\nc"]}"#, r#"{"texts":["","\n","a\nb\nc"]}"#),
    ]);
}

#[test]
fn bytes_are_read_in_both_alphabets_with_and_without_padding() {
    all_become(&[
        (r#"{"data":"+/8="}"#, r#"{"data":"+/8="}"#),
        (r#"{"data":"+/8"}"#, r#"{"data":"+/8="}"#),
        (r#"{"data":"-_8="}"#, r#"{"data":"+/8="}"#),
        (r#"{"data":"-_8"}"#, r#"{"data":"+/8="}"#),
        (r#"{"data":"\u002b/8="}"#, r#"{"data":"+/8="}"#),
        (r#"{"data":"-_"}"#, r#"{"data":"+w=="}"#),
    ]);
}

#[test]
fn enums_are_read_by_name_and_number_and_unknown_values_are_kept() {
    all_become(&[
        (r#"{"color":"COLOR_RED"}"#, r#"{"color":"COLOR_RED"}"#),
        (r#"{"color":1}"#, r#"{"color":"COLOR_RED"}"#),
        (r#"{"color":-7}"#, r#"{"color":"COLOR_BLUE"}"#),
        (r#"{"color":1.0}"#, r#"{"color":"COLOR_RED"}"#),
        (r#"{"color":0}"#, "{}"),
        (r#"{"color":12}"#, r#"{"color":12}"#),
        (r#"{"color":-2147483648}"#, r#"{"color":-2147483648}"#),
        (r#"{"color":"COLOR_\"NEW\""}"#, r#"{"color":"COLOR_\"NEW\""}"#),
        (r#"{"color":""}"#, r#"{"color":""}"#),
        (r#"{"colors":["COLOR_RED",5,"X"]}"#, r#"{"colors":["COLOR_RED",5,"X"]}"#),
    ]);
    assert_eq!(serde_json::from_str::<Color>("-7").unwrap(), Color::Blue);
    assert_eq!(serde_json::from_str::<Color>(r#""X""#).unwrap(), Color::from_name_or_unknown("X"));
}

#[test]
fn timestamps_are_read_with_offsets_and_durations_with_signs() {
    all_become(&[
        (r#"{"at":"2024-01-01T01:30:00+01:30"}"#, r#"{"at":"2024-01-01T00:00:00Z"}"#),
        (r#"{"at":"2024-01-01T00:00:00.123456Z"}"#, r#"{"at":"2024-01-01T00:00:00.123456Z"}"#),
        (r#"{"took":"+9125115.360s"}"#, r#"{"took":"9125115.360s"}"#),
        (r#"{"took":"-0.5s"}"#, r#"{"took":"-0.500s"}"#),
    ]);
}

#[test]
fn oneof_fields_are_set_to_default_values() {
    all_become(&[
        (r#"{"choiceText":""}"#, r#"{"choiceText":""}"#),
        (r#"{"choiceNumber":0}"#, r#"{"choiceNumber":0}"#),
        (r#"{"choice_nested":{}}"#, r#"{"choiceNested":{}}"#),
        (r#"{"choiceTint":0}"#, r#"{"choiceTint":"COLOR_UNSPECIFIED"}"#),
        (r#"{"choiceText":null,"choiceNumber":5,"choiceNested":null}"#, r#"{"choiceNumber":5}"#),
    ]);
    let message = Everything::from_json(r#"{"choiceNested":{"name":"n"}}"#).unwrap();
    let nested = Meta { name: "n".to_owned(), ..Meta::default() };
    assert_eq!(message.choice, Some(Choice::Nested(nested)));
}

#[test]
fn map_keys_are_read_by_their_type() {
    all_become(&[
        (r#"{"labels":{"":"e","b":"2","a\n":""}}"#, r#"{"labels":{"":"e","a\n":"","b":"2"}}"#),
        (r#"{"byNumber":{"10":{},"-1":{}}}"#, r#"{"byNumber":{"-1":{},"10":{}}}"#),
        (r#"{"byFlag":{"true":1.5,"false":"2.5"}}"#, r#"{"byFlag":{"false":2.5,"true":1.5}}"#),
    ]);
}

#[test]
fn messages_with_more_than_64_fields_are_tracked() {
    let json = r#"{"f149":1,"f0":2,"f64":3,"f63":4,"f148":null}"#;
    let expected = r#"{"f0":2,"f63":4,"f64":3,"f149":1}"#;
    assert_eq!(Wide::from_json(json).unwrap().to_json(), expected);
    assert_eq!(serde_json::from_str::<Wide>(json).unwrap().to_json(), expected);
    for json in [r#"{"f100":1,"f100":1}"#, r#"{"f148":1,"f149":1}"#] {
        Wide::from_json(json).unwrap_err();
        serde_json::from_str::<Wide>(json).unwrap_err();
    }
}

#[test]
fn serde_reads_from_a_json_value() {
    let tree: serde_json::Value = serde_json::from_str(EVERYTHING_JSON).unwrap();
    assert_eq!(serde_json::from_value::<Everything>(tree).unwrap(), everything());
}

#[test]
fn strings_with_escapes_have_no_spare_capacity() {
    for text in [r"\n", r"a\tb\\\\", r"\u0041", r"\u20ac and \ud83e\udd80", r"é\u00e9\/"] {
        let message = Everything::from_json(format!(r#"{{"text":"{text}"}}"#)).unwrap();
        assert_eq!(message.text.capacity(), message.text.len(), "{text}");
    }
}
