//! Violations as an error detail.

use gitpod_runtime::message::rules::{Kind, Rule, Rules};
use gitpod_runtime::message::{FieldDescriptor, MessageDescriptor, Presence};
use gitpod_runtime::rpc::{Code, Error, ErrorDetail};
use gitpod_runtime::validate::{Violations, validate};
use serde_json::json;

use crate::sample::{Entries, Many, Sample, leak};

/// A violation for each kind of path.
fn violations() -> Violations {
    static SHORT: Rules = Rules::new(Kind::String, &[Rule::MinLen(1)]);
    let item = || {
        let name = FieldDescriptor::new(1, "name", "name", Presence::Implicit).rules(&SHORT);
        Sample::new(vec![name], vec![Box::new(String::new())])
    };
    let field = |number, name| FieldDescriptor::new(number, name, name, Presence::Implicit);
    let of_keys = Rules::new(Kind::Message, leak([Rule::Keys(&SHORT)]));
    let fields = vec![
        field(300, "list"),
        field(2, "by_text").rules(leak(of_keys)),
        field(3, "by_int"),
        field(4, "by_uint"),
        field(5, "by_flag"),
    ];
    let table = MessageDescriptor::new("test.v1.All", leak(fields), &["choice"]);
    let message = Sample::of(
        table.require_oneofs(&[0]),
        vec![
            Box::new(Many(vec![Sample::default(), item()])),
            Box::new(Entries::from([(String::new(), Sample::default())])),
            Box::new(Entries::from([(-1_i32, item())])),
            Box::new(Entries::from([(u64::MAX, item())])),
            Box::new(Entries::from([(true, item())])),
        ],
    );
    validate(&message).unwrap_err()
}

#[test]
fn a_detail_round_trips() {
    let violations = violations();
    assert_eq!(violations.len(), 6);
    let detail = violations.to_detail();
    assert_eq!(detail.type_name(), "buf.validate.Violations");
    assert_eq!(Violations::from_detail(&detail), Some(violations.clone()));
    let fields: Vec<_> = violations.iter().map(|violation| violation.field()).collect();
    assert_eq!(
        fields,
        [
            "choice",
            "list[1].name",
            r#"by_text[""]"#,
            "by_int[-1].name",
            "by_uint[18446744073709551615].name",
            "by_flag[true].name",
        ]
    );
    let for_key: Vec<_> = violations.iter().filter(|violation| violation.for_key()).collect();
    assert_eq!(for_key.len(), 1);
    assert_eq!(for_key[0].rule(), "string.min_len");
    assert_eq!(for_key[0].message(), "must be at least 1 characters");
}

/// The bytes that `protovalidate` for Python writes for the same message, without rule paths.
#[test]
fn the_encoding_matches_protovalidate() {
    static UUID: Rules = Rules::new(Kind::String, &[Rule::Uuid]);
    let id = FieldDescriptor::new(1, "id", "id", Presence::Implicit).rules(&UUID);
    let message = Sample::new(vec![id], vec![Box::new("x".to_owned())]);
    let detail = validate(&message).unwrap_err().to_detail();
    let mut expected = vec![0x0a, 47, 0x12, 11];
    expected.extend(b"string.uuid");
    expected.extend([0x1a, 20]);
    expected.extend(b"must be a valid UUID");
    expected.extend([0x2a, 10, 0x0a, 8, 0x08, 1, 0x12, 2, b'i', b'd', 0x18, 9]);
    assert_eq!(detail.value(), expected);
}

#[test]
fn the_detail_has_debug_json() {
    let detail = violations().to_detail();
    let debug = detail.debug().unwrap();
    assert_eq!(
        debug["violations"][0],
        json!({
            "field": {"elements": [{"fieldName": "choice"}]},
            "ruleId": "required",
            "message": "exactly one field is required in oneof",
        })
    );
    let key = json!({
        "fieldNumber": 2, "fieldName": "by_text", "fieldType": "TYPE_MESSAGE",
        "keyType": "TYPE_STRING", "valueType": "TYPE_MESSAGE", "stringKey": "",
    });
    assert_eq!(debug["violations"][2]["field"]["elements"], json!([key]));
    assert_eq!(debug["violations"][2]["forKey"], true);
    let elements = |index: usize| debug["violations"][index]["field"]["elements"][0].clone();
    assert_eq!(elements(1)["index"], "1");
    assert_eq!(elements(1)["fieldNumber"], 300);
    assert_eq!(elements(3)["intKey"], "-1");
    assert_eq!(elements(4)["uintKey"], "18446744073709551615");
    assert_eq!(elements(5)["boolKey"], true);
}

#[test]
fn an_error_carries_violations_over_the_wire() {
    let violations = violations();
    let error = Error::from(violations.clone());
    assert_eq!(error.code(), Code::InvalidArgument);
    assert_eq!(error.message(), violations.to_string());
    assert!(std::error::Error::source(&error).is_some_and(|source| source.is::<Violations>()));
    let read = Error::from_json(error.to_json().as_bytes(), Code::Unknown).unwrap();
    assert_eq!(read.violations(), Some(violations));
    assert_eq!(Error::internal("no details").violations(), None);
}

#[test]
fn malformed_details_are_rejected() {
    let detail = |bytes: &[u8]| ErrorDetail::new(Violations::TYPE_NAME, bytes);
    assert!(Violations::from_detail(&detail(&[])).is_some_and(|violations| violations.is_empty()));
    assert!(Violations::from_detail(&ErrorDetail::new("google.rpc.Help", [])).is_none());
    for broken in [
        &[0x0a][..],
        &[0x0a, 5, 0],
        &[0x0b],
        &[0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
        &[0x80; 11],
        &[0x0a, 3, 0x12, 1, 0xff],
        &[0x0a, 2, 0x2a, 9],
        // Field number 0, and groups that do not end, end as another or begin with their end.
        &[0x00, 1],
        &[0x4b, 0x50, 1],
        &[0x4b, 0x54],
        &[0x4c],
    ] {
        assert_eq!(Violations::from_detail(&detail(broken)), None, "{broken:?}");
    }
    // Unknown fields of each wire type are skipped.
    let unknown = [0x0a, 19, 0x48, 1, 0x51, 1, 2, 3, 4, 5, 6, 7, 8, 0x5d, 1, 2, 3, 4, 0x62, 1, 0];
    let group = [0x4b, 0x50, 1, 0x53, 0x54, 0x4c];
    let unknown = [&group[..], &unknown, &group].concat();
    let read = Violations::from_detail(&detail(&unknown)).unwrap();
    assert_eq!(read.iter().map(ToString::to_string).collect::<Vec<_>>(), [" []"]);
}

/// Truncated and corrupted details are read or rejected, and never panic.
#[test]
fn corrupted_details_do_not_panic() {
    let bytes = violations().to_detail().value().to_vec();
    for index in 0..bytes.len() {
        let _ = Violations::from_detail(&ErrorDetail::new(Violations::TYPE_NAME, &bytes[..index]));
        for change in [1, 0x80, 0xff] {
            let mut bytes = bytes.clone();
            bytes[index] ^= change;
            let _ = Violations::from_detail(&ErrorDetail::new(Violations::TYPE_NAME, bytes));
        }
    }
}
