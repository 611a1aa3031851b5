//! Decoding and encoding with options.

use gitpod_runtime::codec::{Codec, ReadOptions, Unknown, UnknownKind};
use gitpod_runtime::json::WriteOptions;
use gitpod_runtime::{DecodeError, Enumeration, MessageExt};

use crate::support::{Choice, Color, EVERYTHING_JSON, Everything, Meta, Vault, everything};

/// Decodes with an observer and returns what was reported.
fn observed(json: &str) -> (Result<Everything, DecodeError>, Vec<String>) {
    let mut reports = Vec::new();
    let mut observer = |unknown: &Unknown<'_>| reports.push(unknown.to_string());
    let result = ReadOptions::new().observe(&mut observer).decode(Codec::Json, json);
    (result, reports)
}

#[track_caller]
fn reported(json: &str, expected: &[&str]) {
    let (result, reports) = observed(json);
    assert_eq!(reports, expected, "{json}");
    // Observing does not change the result.
    assert_eq!(result.expect(json), Everything::from_json(json).expect(json), "{json}");
}

#[track_caller]
fn rejected(json: &str, path: &str, owner: &str) {
    Everything::from_json(json).expect(json);
    let mut strict = ReadOptions::new().deny_unknown_fields(true);
    let error = strict.decode::<Everything>(Codec::Json, json).expect_err(json);
    assert_eq!((error.path(), error.owner()), (path, owner), "{json}");
    assert_eq!(error.expected(), format!("a field of {owner}"));
    assert_eq!(error.found(), "an unknown field");
}

#[test]
fn default_options_change_nothing() {
    let read: Everything = ReadOptions::new().decode(Codec::Json, EVERYTHING_JSON).unwrap();
    assert_eq!(read, everything());
    assert_eq!(WriteOptions::new().encode_to_string(&read), EVERYTHING_JSON);
    let json = r#"{"new":{"a":[1]},"small":1}"#;
    let read: Everything = ReadOptions::default().decode(Codec::Json, json).unwrap();
    assert_eq!(read.small, 1);
    let lenient = ReadOptions::new().deny_unknown_fields(true).deny_unknown_fields(false);
    assert_eq!({ lenient }.decode::<Everything>(Codec::Json, json).unwrap(), read);
}

#[test]
fn unknown_enum_names_are_rejected_at_any_depth() {
    let decode = |json: &str| {
        ReadOptions::new().deny_unknown_enum_names(true).decode::<Everything>(Codec::Json, json)
    };
    for (json, path) in [
        (r#"{"color":"COLOR_NEW"}"#, "color"),
        (r#"{"colors":["COLOR_RED","COLOR_NEW"]}"#, "colors[1]"),
        (r#"{"child":{"color":"COLOR_NEW"}}"#, "child.color"),
    ] {
        Everything::from_json(json).expect(json);
        let error = decode(json).expect_err(json);
        assert_eq!(error.path(), path);
        assert_eq!(error.expected(), "a value of test.v1.Color");
        assert_eq!(error.found(), "the string \"COLOR_NEW\"");
    }
    // Numbers and fields are not names.
    let json = r#"{"color":77,"colors":["COLOR_RED",-1],"new":1}"#;
    assert_eq!(decode(json).expect(json), Everything::from_json(json).expect(json));
}

#[test]
fn unknown_fields_are_rejected_at_any_depth() {
    let everything = "test.v1.Everything";
    rejected(r#"{"new":1}"#, "new", everything);
    rejected(r#"{"small":1,"new":{"a":[]}}"#, "new", everything);
    rejected(r#"{"new":null}"#, "new", everything);
    rejected(r#"{"Small":1}"#, "Small", everything);
    rejected(r#"{"smallUNSIGNED":1}"#, "smallUNSIGNED", everything);
    rejected(r#"{"child":{"child":{"new":1}}}"#, "child.child.new", everything);
    rejected(r#"{"meta":{"new":1}}"#, "meta.new", "test.v1.Meta");
    rejected(r#"{"metas":[{},{"new":1}]}"#, "metas[1].new", "test.v1.Meta");
    rejected(r#"{"byNumber":{"-1":{"new":1}}}"#, "byNumber[\"-1\"].new", "test.v1.Meta");
    rejected(r#"{"choice_nested":{"new":1}}"#, "choiceNested.new", "test.v1.Meta");
    rejected(r#"{"":1}"#, "[\"\"]", everything);
    rejected(r#"{"meta":{"a b\n":1}}"#, "meta[\"a b\\n\"]", "test.v1.Meta");
    rejected(r#"{"n\u00e9":1}"#, "[\"né\"]", everything);
}

#[test]
fn the_position_of_an_unknown_field_is_that_of_its_key() {
    let mut strict = ReadOptions::new().deny_unknown_fields(true);
    let error = strict.decode::<Everything>(Codec::Json, "{\"meta\":\n {\"nmae\":1}}").unwrap_err();
    assert_eq!(
        error.to_string(),
        "test.v1.Everything: meta.nmae: expected a field of test.v1.Meta, found an unknown field \
         at line 2 column 3",
    );
}

#[test]
fn known_fields_and_unknown_enum_values_are_accepted() {
    let mut strict = ReadOptions::new().deny_unknown_fields(true);
    let read: Everything = strict.decode(Codec::Json, EVERYTHING_JSON).unwrap();
    assert_eq!(read, everything());
    let json = r#"{"small_unsigned":1,"labels":{"new":"1"},"color":"COLOR_NEW"}"#;
    let read: Everything = strict.decode(Codec::Json, json).unwrap();
    assert_eq!(read, Everything::from_json(json).unwrap());
}

#[test]
fn options_do_not_change_other_errors() {
    for json in ["", "[]", r#"{"small":"x"}"#, r#"{"metas":[{"name":1}]}"#, r#"{"text":"a"} x"#] {
        let expected = Everything::from_json(json).unwrap_err();
        let mut strict = ReadOptions::new().deny_unknown_fields(true);
        assert_eq!(strict.decode::<Everything>(Codec::Json, json).unwrap_err(), expected, "{json}");
        assert_eq!(observed(json).0.unwrap_err(), expected, "{json}");
    }
}

#[test]
fn unknown_fields_are_reported() {
    reported(EVERYTHING_JSON, &["colors[1]: test.v1.Color has no value \"COLOR_NEW\"", NINE]);
    reported("{}", &[]);
    reported(r#"{"new":{"newer":{"small":1}}}"#, &["new: test.v1.Everything has no such field"]);
    reported(
        r#"{"a":1,"meta":{"b":[],"name":"n","c":null},"metas":[{"d":1},{"e":1}],"f":{}}"#,
        &[
            "a: test.v1.Everything has no such field",
            "meta.b: test.v1.Meta has no such field",
            "meta.c: test.v1.Meta has no such field",
            "metas[0].d: test.v1.Meta has no such field",
            "metas[1].e: test.v1.Meta has no such field",
            "f: test.v1.Everything has no such field",
        ],
    );
    reported(
        r#"{"child":{"byNumber":{"7":{"g":1}},"choiceNested":{"h":1}},"i":2}"#,
        &[
            "child.byNumber[\"7\"].g: test.v1.Meta has no such field",
            "child.choiceNested.h: test.v1.Meta has no such field",
            "i: test.v1.Everything has no such field",
        ],
    );
}

const NINE: &str = "colors[2]: test.v1.Color has no value \"9\"";

#[test]
fn unknown_enum_values_are_reported() {
    reported(r#"{"color":"COLOR_RED","colors":["COLOR_BLUE",1,0],"maybeColor":-7}"#, &[]);
    reported(r#"{"color":null}"#, &[]);
    reported(
        r#"{"color":"red","maybeColor":2,"colors":[1,"",9],"choice_tint":"T\"","child":{"color":3}}"#,
        &[
            "color: test.v1.Color has no value \"red\"",
            "maybeColor: test.v1.Color has no value \"2\"",
            "colors[1]: test.v1.Color has no value \"\"",
            NINE,
            "choiceTint: test.v1.Color has no value \"T\\\"\"",
            "child.color: test.v1.Color has no value \"3\"",
        ],
    );
}

#[test]
fn reports_have_kind_path_and_message() {
    let mut seen = 0;
    let mut observer = |unknown: &Unknown<'_>| {
        seen += 1;
        match unknown.kind() {
            UnknownKind::Field => {
                assert_eq!((unknown.path(), unknown.message()), ("meta.new", "test.v1.Meta"));
            }
            UnknownKind::EnumValue { enumeration, value } => {
                assert_eq!((enumeration, value), ("test.v1.Color", "COLOR_NEW"));
                assert_eq!(unknown.message(), "test.v1.Everything");
                assert_eq!(unknown.path(), "child.colors[0]");
            }
            other => panic!("{other:?}"),
        }
    };
    let json = r#"{"meta":{"new":1},"child":{"colors":["COLOR_NEW"]}}"#;
    ReadOptions::new().observe(&mut observer).decode::<Everything>(Codec::Json, json).unwrap();
    assert_eq!(seen, 2);
}

#[test]
fn rejected_fields_are_reported() {
    let mut reports = Vec::new();
    let mut observer = |unknown: &Unknown<'_>| reports.push(unknown.path().to_owned());
    let mut options = ReadOptions::new().deny_unknown_fields(true).observe(&mut observer);
    options.decode::<Everything>(Codec::Json, r#"{"color":"NEW","a":1,"b":2}"#).unwrap_err();
    // The same options decode another document, with a new path.
    options.decode::<Everything>(Codec::Json, r#"{"meta":{"c":1}}"#).unwrap_err();
    assert_eq!(reports, ["color", "a", "meta.c"]);
}

#[test]
fn unknown_fields_before_an_error_are_reported() {
    let (result, reports) = observed(r#"{"a":1,"metas":[{"b":1},{"name":1}],"c":1}"#);
    assert_eq!(result.unwrap_err().path(), "metas[1].name");
    assert_eq!(reports.len(), 2, "{reports:?}");
}

#[test]
fn reports_truncate_long_keys_and_values() {
    let long = "é".repeat(10_000);
    let (_, reports) = observed(&format!(r#"{{"{long}":1,"color":"{long}"}}"#));
    assert_eq!(reports.len(), 2);
    assert!(reports.iter().all(|line| line.len() < 200), "{reports:?}");
}

#[test]
fn reports_and_errors_redact_secrets() {
    let json = r#"{"secrets":{"hunter":"hunter"},"credential":{"token":"hunter","a":"hunter"}}"#;
    reported(json, &["credential.a: test.v1.Credential has no such field"]);
    let mut strict = ReadOptions::new().deny_unknown_fields(true);
    let error = strict.decode::<Everything>(Codec::Json, json).unwrap_err().to_string();
    assert!(!error.contains("hunter"), "{error}");
    let json = r#"{"color":"HUNTER","meta":{"hunter":1}}"#;
    let mut reports = Vec::new();
    let mut observer = |unknown: &Unknown<'_>| reports.push(unknown.to_string());
    let mut options = ReadOptions::new().deny_unknown_fields(true).observe(&mut observer);
    let error = options.decode::<Vault>(Codec::Json, json).unwrap_err();
    assert_eq!(error.path(), "meta[redacted]");
    assert_eq!(
        reports,
        [
            "color: test.v1.Color has no value \"[redacted]\"",
            "meta[redacted]: test.v1.Meta has no such field",
        ],
    );
}

#[test]
fn defaults_of_fields_without_presence_are_written() {
    assert_eq!(
        defaults(&Everything::default()),
        concat!(
            r#"{"yes":false,"small":0,"smallUnsigned":0,"large":"0","largeUnsigned":"0","#,
            r#""single":0,"double":0,"text":"","data":"","color":"COLOR_UNSPECIFIED","#,
            r#""texts":[],"numbers":[],"metas":[],"colors":[],"labels":{},"byNumber":{},"#,
            r#""byFlag":{},"secret":"","secretNumber":0,"secrets":{},"credentials":[]}"#,
        ),
    );
}

#[test]
fn defaults_are_written_in_nested_messages() {
    let message = Everything {
        meta: Some(Meta::default()),
        metas: vec![Meta::default()],
        by_number: [(1, Meta::default())].into(),
        choice: Some(Choice::Nested(Meta::default())),
        maybe_text: Some(String::new()),
        ..Everything::default()
    };
    let json = defaults(&message);
    for part in [
        r#""meta":{"name":""}"#,
        r#""metas":[{"name":""}]"#,
        r#""byNumber":{"1":{"name":""}}"#,
        r#""choiceNested":{"name":""}"#,
        r#""maybeText":"""#,
    ] {
        assert!(json.contains(part), "{part} in {json}");
    }
    for absent in ["createdAt", "child", "maybeSmall", "choiceText", "took", "credential\""] {
        assert!(!json.contains(absent), "{absent} in {json}");
    }
}

#[test]
fn messages_with_defaults_round_trip() {
    let colors = vec![Color::from_number_or_unknown(9)];
    for message in [everything(), Everything::default(), Everything { colors, ..everything() }] {
        assert_eq!(Everything::from_json(defaults(&message)).unwrap(), message);
        let mut out = b"data: ".to_vec();
        WriteOptions::new().emit_defaults(true).encode_into(&message, &mut out);
        assert_eq!(out.strip_prefix(b"data: ").unwrap(), defaults(&message).as_bytes());
    }
    let off = WriteOptions::new().emit_defaults(true).emit_defaults(false);
    assert_eq!(off.encode_to_vec(&everything()), EVERYTHING_JSON.as_bytes());
}

fn defaults(message: &Everything) -> String {
    WriteOptions::new().emit_defaults(true).encode_to_string(message)
}
