//! Hostile input: deep, truncated, mutated and huge documents.

use gitpod_runtime::MessageExt;

use crate::support::{EVERYTHING_JSON, Everything};

/// Wraps a value in `depth` pairs of brackets.
fn nested(open: &str, value: &str, close: &str, depth: usize) -> String {
    format!("{}{value}{}", open.repeat(depth), close.repeat(depth))
}

#[track_caller]
fn accepted(json: &str) {
    Everything::from_json(json).unwrap();
    serde_json::from_str::<Everything>(json).unwrap();
}

#[track_caller]
fn too_deep(json: &str) {
    let error = Everything::from_json(json).unwrap_err();
    assert_eq!(error.expected(), "at most 100 levels of nesting");
    serde_json::from_str::<Everything>(json).unwrap_err();
}

#[test]
fn messages_nest_up_to_100_levels() {
    accepted(&nested("{\"child\":", "{}", "}", 99));
    too_deep(&nested("{\"child\":", "{}", "}", 100));
}

#[test]
fn skipped_values_nest_up_to_100_levels() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let inside = |depth| format!("{{\"new\":{}}}", nested(open, "1", close, depth));
        accepted(&inside(99));
        too_deep(&inside(100));
    }
    accepted(&nested("{\"child\":", "{\"new\":[]}", "}", 98));
    too_deep(&nested("{\"child\":", "{\"new\":[]}", "}", 99));
}

#[test]
fn deep_nesting_does_not_overflow_the_stack() {
    for open in ["[", "{\"a\":", "{\"child\":", "{\"new\":[", "{\"metas\":["] {
        let json = format!("{{\"new\":{}", open.repeat(100_000));
        Everything::from_json(&json).unwrap_err();
        Everything::from_json(open.repeat(100_000)).unwrap_err();
    }
}

#[test]
fn closed_arrays_do_not_count_as_nesting() {
    let json = format!("{{\"metas\":[{}{{}}]}}", "{},".repeat(1000));
    assert_eq!(Everything::from_json(&json).unwrap().metas.len(), 1001);
    accepted(&format!("{{\"new\":[{}0]}}", "[[]],{},{\"a\":[]},".repeat(1000)));
}

#[test]
fn truncated_documents_are_rejected() {
    for end in 0..EVERYTHING_JSON.len() {
        let cut = &EVERYTHING_JSON.as_bytes()[..end];
        Everything::from_json(cut).unwrap_err();
        serde_json::from_slice::<Everything>(cut).unwrap_err();
    }
}

#[test]
fn documents_with_a_replaced_byte_do_not_panic() {
    for index in 0..EVERYTHING_JSON.len() {
        for byte in [0, b'"', b'\\', b'{', b'}', b'[', b',', b':', b'0', b'e', b'n', 0x80, 0xff] {
            let mut json = EVERYTHING_JSON.as_bytes().to_vec();
            json[index] = byte;
            check(&json);
        }
    }
}

#[test]
fn documents_with_a_missing_or_repeated_byte_do_not_panic() {
    let json = EVERYTHING_JSON.as_bytes();
    for index in 0..json.len() {
        check(&[&json[..index], &json[index + 1..]].concat());
        check(&[&json[..=index], &json[index..]].concat());
    }
}

/// Checks that decoding does not panic, and that the JSON reader and serde agree.
#[track_caller]
fn check(json: &[u8]) {
    let shown = String::from_utf8_lossy(json);
    let through_serde = serde_json::from_slice::<Everything>(json);
    match Everything::from_json(json) {
        Ok(message) => {
            let other = through_serde.unwrap_or_else(|error| panic!("{error}: {shown}"));
            assert_eq!(message.to_json(), other.to_json(), "{shown}");
        }
        Err(error) => {
            assert!(error.offset() <= json.len());
            assert!(!error.to_string().is_empty());
            assert!(through_serde.is_err(), "{error}: {shown}");
        }
    }
}

#[test]
fn huge_numbers_are_rejected_quickly() {
    let digits = "9".repeat(1_000_000);
    for json in [
        format!("{{\"small\":{digits}}}"),
        format!("{{\"large\":\"{digits}\"}}"),
        format!("{{\"small\":1e{digits}}}"),
        "{\"small\":1e999999999}".to_owned(),
        format!("{{\"small\":1e-{digits}}}"),
    ] {
        assert!(Everything::from_json(&json).unwrap_err().to_string().len() < 200);
    }
}
