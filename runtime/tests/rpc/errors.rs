//! Errors, codes and their JSON form.

use std::collections::HashSet;

use gitpod_runtime::message::MissingField;
use gitpod_runtime::rpc::{Code, Error};
use serde_json::json;

use crate::refusal;

#[test]
fn codes_round_trip_through_wire_strings() {
    for wire in [
        "canceled",
        "unknown",
        "invalid_argument",
        "deadline_exceeded",
        "not_found",
        "already_exists",
        "permission_denied",
        "resource_exhausted",
        "failed_precondition",
        "aborted",
        "out_of_range",
        "unimplemented",
        "internal",
        "unavailable",
        "data_loss",
        "unauthenticated",
    ] {
        let code: Code = wire.parse().unwrap();
        assert_eq!(code.to_string(), wire);
    }
    for unknown in ["too_early", "", "NOT_FOUND", "cancelled"] {
        assert_eq!(Code::parse(unknown), None);
        assert!(unknown.parse::<Code>().unwrap_err().to_string().contains("`not_found`"));
    }
}

#[test]
fn each_code_has_a_constructor_and_a_test() {
    let (code, set) =
        (Code::NotFound, HashSet::from(Code::ALL.first_chunk::<16>().copied().unwrap()));
    assert_eq!(set.len(), Code::ALL.len());
    let error = Error::new(code, "");
    assert!(error.is_not_found() && matches!(error.code(), Code::NotFound));
    assert_eq!(Error::not_found("").code(), code);
    for (code, is) in [
        (Code::Canceled, Error::is_canceled as fn(&Error) -> bool),
        (Code::AlreadyExists, Error::is_already_exists),
        (Code::Unauthenticated, Error::is_unauthenticated),
    ] {
        let matching: Vec<_> =
            Code::ALL.iter().filter(|code| is(&Error::new(**code, ""))).collect();
        assert_eq!(matching, [&code]);
    }
}

#[test]
fn an_error_has_the_size_of_a_pointer() {
    assert_eq!(size_of::<Error>(), size_of::<usize>());
    assert_eq!(size_of::<Result<(), Error>>(), size_of::<usize>());
}

#[test]
fn the_json_body_survives_a_round_trip() {
    let error = refusal();
    let body: serde_json::Value = serde_json::from_str(&error.to_json()).unwrap();
    assert_eq!(
        body,
        json!({
            "code": "not_found",
            "message": "no such book",
            "details": [
                {"type": "test.v1.Hint", "value": "AQL6", "debug": {"try": "Emma"}},
            ],
        })
    );
    let read = Error::from_json(error.to_json().as_bytes(), Code::Unknown).unwrap();
    assert_eq!(read.code(), error.code());
    assert_eq!(read.message(), error.message());
    assert_eq!(read.details(), error.details());
}

#[test]
fn an_error_without_message_has_only_a_code() {
    let error = Error::new(Code::Aborted, "");
    assert_eq!(error.to_json(), r#"{"code":"aborted"}"#);
    assert_eq!(error.to_string(), "aborted");
}

#[test]
fn decoding_a_body_is_lenient() {
    let read = |body: &str| Error::from_json(body.as_bytes(), Code::Unavailable);
    for body in ["", "<html>", "[]", "{}", "7", r#"{"error":"x"}"#] {
        assert!(read(body).is_none(), "{body}");
    }
    let error = read(r#"{"code":5,"message":"no code"}"#).unwrap();
    assert_eq!(error.code(), Code::Unavailable);
    assert_eq!(error.message(), "no code");
    let error = read(r#"{"code":"too_early","details":{}}"#).unwrap();
    assert_eq!(error.code(), Code::Unavailable);
    assert_eq!(error.unrecognized_code(), Some("too_early"));
    assert!(format!("{error:#?}").contains("unrecognized_code: \"too_early\""));

    let body = r#"{"code":"internal","details":[
        7, {"value":"AQI"},
        {"type":"type.googleapis.com/a.B","value":"-_8=","debug":null},
        {"type":"a.C","value":"?"}, {"type":"a.D"}
    ]}"#;
    let error = read(body).unwrap();
    let details: Vec<_> = error.details().iter().collect();
    assert_eq!(details.len(), 3);
    assert_eq!((details[0].type_name(), details[0].value()), ("a.B", &[0xfb, 0xff][..]));
    assert_eq!(details[0].debug(), None);
    assert_eq!((details[1].type_name(), details[1].value().len()), ("a.C", 0));
    assert_eq!(details[2].type_name(), "a.D");
}

#[test]
fn repeated_keys_and_wrong_types_of_a_body() {
    let read = |body: &str| Error::from_json(body.as_bytes(), Code::Unavailable);
    let error = read(r#"{"code":"aborted","code":"internal","message":"a","message":{"b":[1]}}"#);
    let error = error.unwrap();
    assert_eq!((error.code(), error.message()), (Code::Internal, ""));
    for other in ["null", "true", "-1", "2", "1.5", "[[]]", r#"{"a":{}}"#] {
        let body = format!(
            r#"{{"message":"m","code":{other},"details":[
                {{"type":{other}}}, {{"type":"a","value":{other},"debug":{other}}}
            ]}}"#
        );
        let error = read(&body).unwrap();
        assert_eq!((error.code(), error.message()), (Code::Unavailable, "m"), "{other}");
        let [detail] = error.details() else { panic!("{other}: {error:#?}") };
        assert_eq!(detail.value(), b"", "{other}");
        let debug = detail.debug().map_or_else(|| "null".to_owned(), ToString::to_string);
        assert_eq!(debug, other);
        assert!(
            read(&format!(r#"{{"message":"m","details":{other}}}"#)).unwrap().details().is_empty()
        );
        assert!(read(other).is_none());
    }
}

#[test]
fn the_json_of_details_is_kept_up_to_a_size() {
    let debug_of = |debug: &str| {
        let body = format!(
            r#"{{"code":"aborted","details":[{{"debug":{debug},"type":"a"}},{{"type":"b","debug":7}}]}}"#
        );
        let error = Error::from_json(body.as_bytes(), Code::Unknown).unwrap();
        assert_eq!(error.details()[1].type_name(), "b");
        let debug = |index: usize| error.details()[index].debug().map(ToString::to_string);
        (debug(0), debug(1))
    };
    let list = |length: usize| format!("[{}]", vec!["0"; length].join(","));
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let seven = || Some("7".to_owned());
    assert_eq!(debug_of(&list(4_094)), (Some(list(4_094)), seven()));
    assert_eq!(debug_of(&list(4_095)), (Some(list(4_095)), None));
    assert_eq!(debug_of(&list(4_096)), (None, None));
    assert_eq!(debug_of(&nested(64)), (Some(nested(64)), seven()));
    for deep in [nested(65), nested(100_000), format!(r#"{{"a":{},"b":{{"c":1}}}}"#, nested(64))] {
        assert_eq!(debug_of(&deep), (None, seven()));
    }
}

#[test]
fn an_error_has_at_most_100_details() {
    for (sent, kept) in [(99, 99), (100, 100), (101, 100), (5_000, 100)] {
        let details = vec![r#"{"type":"a"}"#; sent].join(",");
        let body = format!(r#"{{"details":[{details}],"code":"aborted"}}"#);
        let error = Error::from_json(body.as_bytes(), Code::Unknown).unwrap();
        assert_eq!((error.details().len(), error.code()), (kept, Code::Aborted));
    }
}

#[test]
fn all_base64_variants_of_a_detail_are_decoded() {
    for value in ["+/8=", "+/8", "-_8=", "-_8"] {
        let body = format!(r#"{{"code":"aborted","details":[{{"type":"a","value":"{value}"}}]}}"#);
        let error = Error::from_json(body.as_bytes(), Code::Unknown).unwrap();
        assert_eq!(error.details()[0].value(), [0xfb, 0xff], "{value}");
    }
}

#[test]
fn a_source_is_kept_and_not_sent() {
    use std::error::Error as _;
    let error = Error::unavailable("no connection").with_source("refused");
    assert_eq!(error.source().unwrap().to_string(), "refused");
    assert!(!error.to_json().contains("refused"));
    assert!(error.clone().source().is_some());
    assert!(format!("{error:#?}").contains("refused"));
}

#[test]
fn a_missing_field_becomes_an_error() {
    let error = Error::from(MissingField::new("test.v1.GetBookResponse", "title"));
    assert_eq!(error.code(), Code::Internal);
    assert!(error.message().contains("`title`"));
}

#[test]
fn debug_is_the_line_of_display() {
    let error = refusal().with_method("/a.B/C").with_hint("try again").with_source("a cause");
    assert_eq!(format!("{error:?}"), "a.B/C: not_found: no such book; try again");
    assert_eq!(format!("{error:?}"), error.to_string());
}

#[test]
fn pretty_debug_shows_fields_that_are_set() {
    let expected = r#"
Error {
    method: "/a.B/C",
    code: NotFound,
    message: "no such book",
    details: [
        ErrorDetail {
            type_name: "test.v1.Hint",
            value: 3 bytes,
            debug: {"try":"Emma"},
        },
    ],
    metadata: {
        "retry-after": "5",
    },
}"#;
    assert_eq!(format!("{:#?}", refusal().with_method("/a.B/C")), expected.trim_start());
}

#[test]
fn transport_information_is_added_to_the_server_error() {
    let error = Error::unavailable("busy\nnow")
        .with_method("/a.B/C")
        .with_http_status(503)
        .with_url("https://a.example/a.B/C")
        .with_attempts(3)
        .with_body(b"<p>\xff\x00</p>\n")
        .with_hint("come back later");
    assert_eq!(error.http_status(), Some(503));
    assert_eq!(error.url(), Some("https://a.example/a.B/C"));
    assert_eq!(error.attempts(), Some(3));
    assert_eq!(error.body(), Some("<p>\u{fffd} </p>"));
    assert!(!error.nothing_sent() && error.clone().with_nothing_sent().nothing_sent());
    assert_eq!(error.message(), "busy\nnow");
    assert_eq!(
        error.to_string(),
        "a.B/C: unavailable: busy now (after 3 attempts); come back later"
    );
    let shown = format!("{error:#?}");
    for part in ["http_status: 503", "attempts: 3", "body: \"<p>", "hint: "] {
        assert!(shown.contains(part), "{shown}");
    }
    assert_eq!(error.to_json(), r#"{"code":"unavailable","message":"busy\nnow"}"#);
}

#[test]
fn a_body_is_truncated_between_characters() {
    let body = Error::unknown("").with_body("\u{1f600}".repeat(600).as_bytes());
    assert_eq!(body.body().unwrap().chars().count(), 512);
    assert!(body.body().unwrap().chars().all(|char| char == '\u{1f600}'));
    assert_eq!(Error::unknown("").with_body(b"").body(), Some(""));
}
