//! Errors, codes and their JSON.

use gitpod_runtime::message::MissingField;
use gitpod_runtime::rpc::{Code, Error};
use serde_json::json;

use crate::refusal;

#[test]
fn codes_are_read_and_written_by_their_wire_string() {
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
        let code = Code::parse(wire);
        assert!(!matches!(code, Code::Unrecognized(_)), "{wire}");
        assert_eq!(code.to_string(), wire);
    }
    let tomorrow: Code = "too_early".parse().unwrap();
    assert!(matches!(&tomorrow, Code::Unrecognized(code) if code.as_str() == "too_early"));
    assert_eq!(tomorrow.as_str(), "too_early");
}

#[test]
fn an_error_is_one_pointer_wide() {
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
fn a_bare_error_is_a_bare_body() {
    let error = Error::new(Code::Aborted, "");
    assert_eq!(error.to_json(), r#"{"code":"aborted"}"#);
    assert_eq!(error.to_string(), "aborted");
}

#[test]
fn reading_a_body_forgives_what_it_can() {
    let read = |body: &str| Error::from_json(body.as_bytes(), Code::Unavailable);
    for body in ["", "<html>", "[]", "{}", "7", r#"{"error":"x"}"#] {
        assert!(read(body).is_none(), "{body}");
    }
    let error = read(r#"{"code":5,"message":"no code"}"#).unwrap();
    assert_eq!(*error.code(), Code::Unavailable);
    assert_eq!(error.message(), "no code");
    let error = read(r#"{"code":"too_early","details":{}}"#).unwrap();
    assert_eq!(error.code().as_str(), "too_early");

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
fn every_base64_of_a_detail_is_read() {
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
    assert!(format!("{error:?}").contains("refused"));
}

#[test]
fn a_missing_field_becomes_an_error() {
    let error = Error::from(MissingField::new("test.v1.GetBookResponse", "title"));
    assert_eq!(*error.code(), Code::Internal);
    assert!(error.message().contains("`title`"));
}

#[test]
fn debug_shows_what_is_there() {
    assert_eq!(
        format!("{:?}", refusal().with_method("/a.B/C")),
        "Error { method: \"/a.B/C\", code: NotFound, message: \"no such book\", \
         details: [ErrorDetail { type_name: \"test.v1.Hint\", value: 3 bytes, \
         debug: {\"try\":\"Emma\"} }], metadata: {\"retry-after\": \"5\"} }"
    );
}
