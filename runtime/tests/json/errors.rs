//! The contents of errors: message, path, position, and redaction of secrets.

use gitpod_runtime::{DecodeError, MessageExt};

use crate::support::{Color, EVERYTHING_JSON, Everything};

fn error(json: &str) -> DecodeError {
    Everything::from_json(json).expect_err(json)
}

#[test]
fn errors_have_message_path_and_position() {
    let error = error("{\"metas\":[{},\n {\"name\":\"ü\",\"createdAt\":\"yesterday\"}]}");
    assert_eq!(error.message(), "test.v1.Everything");
    assert_eq!(error.owner(), "test.v1.Meta");
    assert_eq!(error.path(), "metas[1].createdAt");
    assert_eq!(error.expected(), "an RFC 3339 timestamp");
    assert_eq!(error.found(), "the string \"yesterday\"");
    assert_eq!((error.offset(), error.line(), error.column()), (40, Some(2), Some(26)));
    assert_eq!(
        error.to_string(),
        "test.v1.Everything: metas[1].createdAt: expected an RFC 3339 timestamp, \
         found the string \"yesterday\" at line 2 column 26",
    );
    assert_eq!(format!("{error:?}"), format!("DecodeError({error})"));
}

#[test]
fn errors_at_the_root_have_no_path() {
    let error = error("[]");
    assert_eq!((error.path(), error.owner()), ("", "test.v1.Everything"));
    assert_eq!((error.offset(), error.line(), error.column()), (0, Some(1), Some(1)));
}

#[test]
fn paths_include_lists_maps_and_boxed_messages() {
    let table = [
        (r#"{"child":{"child":{"small":"x"}}}"#, "child.child.small"),
        (r#"{"byNumber":{"-4":{"name":0}}}"#, "byNumber[\"-4\"].name"),
        (r#"{"labels":{"a.b \"c\"":0}}"#, "labels[\"a.b \\\"c\\\"\"]"),
        (r#"{"child":{"numbers":[0,1,"x"]}}"#, "child.numbers[2]"),
        (r#"{"choice_nested":{"created_at":1}}"#, "choiceNested.createdAt"),
    ];
    for (json, path) in table {
        assert_eq!(error(json).path(), path);
    }
}

#[test]
fn long_values_are_truncated_between_characters() {
    let long = "é".repeat(500);
    let text = error(&format!(r#"{{"small":"{long}"}}"#)).found().to_owned();
    assert_eq!(text, format!("the string \"{}…\"", "é".repeat(40)));
    let text = error(&format!(r#"{{"small":1{}}}"#, "0".repeat(500))).found().to_owned();
    assert_eq!(text, format!("the number 1{}…", "0".repeat(39)));
    let path = error(&format!(r#"{{"labels":{{"{long}":1}}}}"#)).path().to_owned();
    assert_eq!(path, format!("labels[\"{}…\"]", "é".repeat(40)));
}

#[test]
fn quoted_values_are_escaped() {
    assert_eq!(error(r#"{"small":"a\nb\u0007"}"#).found(), r#"the string "a\nb\u{7}""#);
}

#[test]
fn sensitive_values_are_redacted() {
    let table = [
        (r#"{"secretNumber":"hunter"}"#, "secretNumber", "a string (redacted)"),
        (r#"{"secretNumber":4711.5}"#, "secretNumber", "a number (redacted)"),
        (r#"{"secretNumber":true}"#, "secretNumber", "a boolean (redacted)"),
        (r#"{"secret":4711}"#, "secret", "a number (redacted)"),
        (r#"{"secret":["hunter"]}"#, "secret", "an array"),
        (r#"{"secrets":{"hunter":4711}}"#, "secrets[redacted]", "a number (redacted)"),
        (r#"{"secrets":{"hunter":"a","hunter":"b"}}"#, "secrets[redacted]", "a duplicate key"),
        (r#"{"secrets":"hunter"}"#, "secrets", "a string (redacted)"),
        (r#"{"credential":{"token":4711}}"#, "credential.token", "a number (redacted)"),
        (r#"{"credential":"hunter"}"#, "credential", "a string (redacted)"),
        (r#"{"credentials":["hunter"]}"#, "credentials[0]", "a string (redacted)"),
        (r#"{"secret":hunter}"#, "secret", "a character (redacted)"),
        (r#"{"secret":"\h"}"#, "secret", "a character (redacted)"),
        (r#""hunter""#, "", "a string (redacted)"),
    ];
    for (json, path, found) in table {
        let error = error(json);
        assert_eq!((error.path(), error.found()), (path, found), "{json}");
        let through_serde = serde_json::from_str::<Everything>(json).unwrap_err().to_string();
        // The format itself reports syntax errors.
        assert!(found.contains("character") || through_serde.contains(found), "{through_serde}");
        for text in [error.to_string(), format!("{error:?}"), through_serde] {
            assert!(!text.contains("hunter") && !text.contains("4711"), "{text}");
        }
    }
}

#[test]
fn errors_in_truncated_documents_do_not_leak_secrets() {
    for end in 0..EVERYTHING_JSON.len() {
        let Err(error) = Everything::from_json(&EVERYTHING_JSON.as_bytes()[..end]) else {
            panic!("the first {end} bytes were accepted");
        };
        assert!(!error.to_string().contains("hunter"), "{error}");
    }
}

#[test]
fn errors_in_an_enum_outside_a_message_have_its_name() {
    let error = serde_json::from_str::<Color>("null").unwrap_err().to_string();
    assert!(
        error
            .starts_with("test.v1.Color: expected the name or number of an enum value, found null"),
        "{error}",
    );
}
