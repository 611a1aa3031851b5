//! The contents of errors: message, path, position, and redaction of secrets.

use gitpod_runtime::codec::{Codec, ReadOptions, Unknown};
use gitpod_runtime::{DecodeError, EncodeError, Enumeration, MessageExt};

use crate::records::{bytes, number, tag, varint};
use crate::support::{Choice, Color, Everything, Vault, everything};

fn error(records: Vec<u8>) -> DecodeError {
    Everything::from_binary(records).expect_err("it is invalid")
}

#[test]
fn errors_have_message_path_and_position() {
    let records = [varint(2, 1), bytes(22, ""), bytes(22, bytes(1, b"\xff"))].concat();
    let error = error(records);
    assert_eq!((error.message(), error.owner()), ("test.v1.Everything", "test.v1.Meta"));
    assert_eq!((error.path(), error.offset()), ("metas[1].name", 10));
    assert_eq!((error.line(), error.column()), (None, None));
    assert_eq!(
        error.to_string(),
        "test.v1.Everything: metas[1].name: expected a string in UTF-8, found other bytes at byte 10",
    );
    assert_eq!(format!("{error:?}"), format!("DecodeError({error})"));
}

#[test]
fn errors_at_the_root_have_no_path() {
    let error = error(vec![0]);
    assert_eq!((error.path(), error.owner()), ("", "test.v1.Everything"));
    assert_eq!(
        error.to_string(),
        "test.v1.Everything: expected a field number from 1 to 536870911, found 0 at byte 0",
    );
}

#[test]
fn paths_include_lists_maps_and_boxed_messages() {
    let bad = || bytes(1, b"\xff");
    let table = [
        (bytes(19, bytes(19, bytes(8, b"\xff"))), "child.child.text"),
        (bytes(25, [varint(1, -4_i64 as u64), bytes(2, bad())].concat()), "byNumber[\"-4\"].name"),
        (bytes(24, [bytes(1, "a \"c\""), bytes(2, b"\xff")].concat()), "labels[\"a \\\"c\\\"\"]"),
        (bytes(24, bytes(1, b"\xff")), "labels"),
        (bytes(19, bytes(21, [0, 1, 0x80])), "child.numbers[2]"),
        (bytes(29, bad()), "choiceNested.name"),
        (bytes(18, bytes(2, varint(1, u64::MAX >> 1))), "meta.createdAt"),
        ([bytes(20, ""), bytes(20, b"\xff")].concat(), "texts[1]"),
    ];
    for (records, path) in table {
        assert_eq!(error(records).path(), path);
    }
}

#[test]
fn offsets_are_those_of_the_whole_input() {
    let inner = [varint(2, 1), bytes(18, bytes(1, b"ab\xff"))].concat();
    let records = [bytes(19, &inner), varint(2, 1)].concat();
    let at = records.iter().position(|byte| *byte == b'a').unwrap();
    assert_eq!(error(records).offset(), at);
}

/// Everything that can be wrong with a field or in it.
fn broken(field: u64, secret: &str) -> Vec<Vec<u8>> {
    let secret = secret.as_bytes();
    let bad = [secret, b"\xff"].concat();
    vec![
        bytes(field, &bad),
        [tag(field, 2), number(999), secret.to_vec()].concat(),
        bytes(field, bytes(1, &bad)),
        bytes(field, bytes(2, &bad)),
        bytes(field, [bytes(1, secret), bytes(2, &bad)].concat()),
        bytes(field, [bytes(1, secret), bytes(4, secret), vec![0x0f]].concat()),
    ]
}

#[test]
fn errors_in_sensitive_fields_reveal_nothing() {
    let mut count = 0;
    for field in [31, 33, 34, 35] {
        for records in broken(field, "hunter2") {
            let Err(error) = Everything::from_binary(records) else { continue };
            count += 1;
            for text in [error.to_string(), format!("{error:?}"), error.path().to_owned()] {
                assert!(!text.contains("hunter"), "{text}");
            }
        }
    }
    assert!(count > 15, "{count}");
    let error = error(bytes(33, [bytes(1, "hunter2"), bytes(2, b"\xff")].concat()));
    assert_eq!(error.path(), "secrets[redacted]");
}

#[test]
fn errors_in_truncated_messages_do_not_leak_secrets() {
    let message = Everything { colors: vec![], ..everything() };
    let written = message.to_binary().unwrap();
    for end in 0..written.len() {
        if let Err(error) = Everything::from_binary(&written[..end]) {
            assert!(!error.to_string().contains("hunter"), "{error}");
        }
    }
}

#[test]
fn reports_of_unknown_enum_values_are_redacted() {
    let mut reports = Vec::new();
    let mut observer = |unknown: &Unknown<'_>| reports.push(unknown.to_string());
    let mut options = ReadOptions::new().observe(&mut observer);
    let records = [varint(1, 4711), bytes(2, varint(100, 1))].concat();
    options.decode::<Vault>(Codec::Binary, records).unwrap();
    assert_eq!(
        reports,
        [
            "color: test.v1.Color has no value \"[redacted]\"",
            "meta[redacted]: test.v1.Meta has no such field",
        ],
    );
}

fn encode_error(message: &Everything) -> EncodeError {
    message.to_binary().expect_err("an enum value has no number")
}

#[test]
fn an_enum_value_known_by_name_alone_cannot_be_written() {
    let new = || Color::from_name_or_unknown("COLOR_NEW");
    let table = [
        (Everything { color: new(), ..Default::default() }, "color"),
        (Everything { maybe_color: Some(new()), ..Default::default() }, "maybeColor"),
        (Everything { colors: vec![Color::Red, new()], ..Default::default() }, "colors[1]"),
        (Everything { choice: Some(Choice::Tint(new())), ..Default::default() }, "choiceTint"),
    ];
    for (message, path) in table {
        let error = encode_error(&message);
        assert_eq!((error.message(), error.path()), ("test.v1.Everything", path));
        let child = Everything { child: Some(Box::new(message)), ..Default::default() };
        assert_eq!(encode_error(&child).path(), format!("child.{path}"));
    }
    let error = encode_error(&everything());
    assert_eq!(
        error.to_string(),
        "test.v1.Everything: colors[1]: the binary encoding needs the number of the enum value \
         \"COLOR_NEW\"",
    );
    assert_eq!(error, Codec::Binary.encode(&everything()).unwrap_err());
    Codec::Json.encode(&everything()).unwrap();
}

#[test]
fn a_sensitive_enum_value_is_redacted() {
    let vault = Vault { color: Color::from_name_or_unknown("HUNTER"), ..Vault::default() };
    let error = vault.to_binary().unwrap_err();
    assert_eq!(
        error.to_string(),
        "test.v1.Vault: color: the binary encoding needs the number of the enum value [redacted]"
    );
    assert!(!format!("{error:?}").contains("HUNTER"));
}

#[test]
fn long_names_are_truncated() {
    let color = Color::from_name_or_unknown(&"é".repeat(500));
    let error = encode_error(&Everything { color, ..Default::default() });
    assert!(error.problem().ends_with(&format!("\"{}…\"", "é".repeat(40))), "{error}");
}
