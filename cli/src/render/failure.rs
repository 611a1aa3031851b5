//! A failed call as JSON.

use gitpod_api::types::message_type;
use gitpod_api::{Bytes, Error, ErrorDetail, Violations};
use serde_json::Value;

use super::object::{Object, write_violation};

/// A failed call as one line of JSON. It holds no part of the request and no headers.
pub(crate) fn to_json(error: &Error) -> String {
    let mut line = Vec::new();
    let mut object = Object::new(&mut line)
        .text("code", error.code().as_str())
        .text_if_any("unrecognizedCode", error.unrecognized_code())
        .text("message", error.message());
    if !error.details().is_empty() {
        object = object.list("details", error.details(), write_detail);
    }
    object
        .text_if_any("method", error.method().map(|path| path.trim_start_matches('/')))
        .number_if_any("httpStatus", error.http_status())
        .text_if_any("url", error.url())
        .number_if_any("attempts", error.attempts())
        .text_if_any("hint", error.hint())
        .text_if_any("body", error.body())
        .end();
    // All parts are UTF-8.
    String::from_utf8_lossy(&line).into_owned()
}

/// Appends a detail: that of a known type decoded, any other in base64.
fn write_detail(detail: &ErrorDetail, out: &mut Vec<u8>) {
    let object = Object::new(out).text("type", detail.type_name());
    if let Some(violations) = Violations::from_detail(detail) {
        return object.list("violations", &violations, write_violation).end();
    }
    if let Some(decoded) = decode(detail) {
        return object.literal("decoded", &decoded).end();
    }
    let object = object.text("value", &Bytes::from(detail.value().to_vec()).to_base64());
    match detail.debug() {
        Some(debug) => object.literal("debug", debug).end(),
        None => object.end(),
    }
}

/// The JSON of a detail of a known type, without its sensitive values. `None` if it cannot be decoded.
fn decode(detail: &ErrorDetail) -> Option<Value> {
    let of = message_type(detail.type_name())?;
    let message = detail.decode_as(of)?.ok()?;
    // The JSON that the server sent need not be that of the value, and has the sensitive values.
    ErrorDetail::of(&*message).ok()?.debug().cloned()
}

#[cfg(test)]
mod tests {
    use gitpod_api::Code;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_minimal_error_is_code_and_message() {
        assert_eq!(
            to_json(&Error::not_found("no \"x\"\n")),
            r#"{"code":"not_found","message":"no \"x\"\n"}"#
        );
        let unknown = Error::from_json(br#"{"code":"on_holiday"}"#, Code::Unavailable).unwrap();
        assert_eq!(
            to_json(&unknown),
            r#"{"code":"unavailable","unrecognizedCode":"on_holiday","message":""}"#
        );
    }

    #[test]
    fn members_are_in_a_fixed_order() {
        let error = Error::unavailable("busy")
            .with_detail(
                ErrorDetail::new("google.rpc.RetryInfo", [1, 2, 3])
                    .with_debug(json!({"retryDelay": "5s"})),
            )
            .with_detail(ErrorDetail::new("acme.Empty", []))
            .with_method("/acme.v1.BookService/GetBook")
            .with_http_status(503)
            .with_url("https://acme.example/api")
            .with_attempts(3)
            .with_hint("wait")
            .with_body(b"<html>");
        let expected = concat!(
            r#"{"code":"unavailable","message":"busy","details":["#,
            r#"{"type":"google.rpc.RetryInfo","value":"AQID","debug":{"retryDelay":"5s"}},"#,
            r#"{"type":"acme.Empty","value":""}],"#,
            r#""method":"acme.v1.BookService/GetBook","httpStatus":503,"#,
            r#""url":"https://acme.example/api","attempts":3,"hint":"wait","body":"<html>"}"#,
        );
        assert_eq!(to_json(&error), expected);
    }
}
