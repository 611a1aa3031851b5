//! Connect over `GET`: the query string in both codecs, compressed and not.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD};

use crate::limits::gzip;
use crate::support::{EMMA, GET_BOOK, HttpResponse, Server, bare, echo, header};

/// A message whose base64 differs between the alphabets and between padded and not.
const TITLE: &str = "Emma?>~ÿ";

fn json() -> Vec<u8> {
    format!(r#"{{"title":"{TITLE}"}}"#).into()
}

fn binary() -> Vec<u8> {
    [&[0x0a, 9][..], TITLE.as_bytes()].concat()
}

fn percent(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes {
        write!(text, "%{byte:02X}").unwrap();
    }
    text
}

async fn get(server: &Server, query: &str) -> HttpResponse {
    server.send(bare("GET", &format!("{GET_BOOK}?{query}"))).await
}

#[tokio::test]
async fn an_rpc_without_side_effects_accepts_get_in_both_codecs() {
    let server = Server::start(echo()).await;
    for (encoding, message) in [("json", json()), ("proto", binary())] {
        let packed = gzip(&message);
        for parameters in [
            format!("message={}", percent(&message)),
            format!("base64=1&message={}", URL_SAFE_NO_PAD.encode(&message)),
            format!("base64=1&message={}", URL_SAFE.encode(&message)),
            format!("base64=1&message={}", percent(URL_SAFE.encode(&message).as_bytes())),
            format!("base64=1&compression=identity&message={}", URL_SAFE.encode(&message)),
            format!("base64=1&compression=gzip&message={}", URL_SAFE_NO_PAD.encode(&packed)),
            format!("base64=1&compression=gzip&message={}", URL_SAFE.encode(&packed)),
            format!("compression=gzip&message={}", percent(&packed)),
        ] {
            for query in [
                format!("connect=v1&encoding={encoding}&{parameters}"),
                format!("{parameters}&encoding={encoding}&other=1"),
            ] {
                let response = get(&server, &query).await;
                assert_eq!(response.status, 200, "{query}: {:?}", response.body);
                let content_type = format!("application/{encoding}");
                assert_eq!(response.header("content-type"), Some(&*content_type));
                assert_eq!(response.body, message, "{query}");
            }
        }
    }
    let plus = get(&server, "encoding=json&message=%7B%22title%22%3A%22Emma+1%22%7D").await;
    assert_eq!(plus.text(), r#"{"title":"Emma 1"}"#);
}

#[tokio::test]
async fn an_empty_message_is_the_default_in_binary() {
    let server = Server::start(echo()).await;
    for query in ["message=", "message=&base64=1", "message=&base64=1&compression=gzip"] {
        let response = get(&server, &format!("connect=v1&encoding=proto&{query}")).await;
        assert_eq!((response.status, response.body.len()), (200, 0), "{query}");
        let response = get(&server, &format!("connect=v1&encoding=json&{query}")).await;
        response.assert_error(400, "invalid_argument", &["the end of the input"]);
    }
}

#[tokio::test]
async fn a_response_to_a_get_is_compressed_in_both_codecs() {
    let server = Server::start(echo().compress_from(0)).await;
    for (encoding, message) in [("json", json()), ("proto", binary())] {
        let query = format!("encoding={encoding}&message={}", percent(&message));
        let request = bare("GET", &format!("{GET_BOOK}?{query}"));
        let response = server.send(header(request, "accept-encoding", "gzip")).await;
        assert_eq!(response.header("content-encoding"), Some("gzip"));
        assert_eq!(response.body, gzip(&message), "{encoding}");
    }
}

#[tokio::test]
async fn an_unknown_codec_is_415_with_those_that_are_served() {
    let server = Server::start(echo()).await;
    for codec in ["cbor", "", "JSON", "binary"] {
        let response = get(&server, &format!("connect=v1&encoding={codec}&message=")).await;
        let text =
            format!("encoding={codec} is not supported; use encoding=json or encoding=proto");
        response.assert_error(415, "unknown", &[&text]);
    }
}

#[tokio::test]
async fn parameters_that_are_missing_or_repeated_are_rejected() {
    let server = Server::start(echo()).await;
    for (query, word) in [
        ("message=%7B%7D", "requires the query parameter `encoding`"),
        ("encoding=proto", "requires the query parameter `message`"),
        ("", "requires the query parameter `message`"),
        ("encoding=json&encoding=proto&message=", "`encoding` is given more than once"),
        ("encoding=json&message=%7B%7D&message=%7B%7D", "`message` is given more than once"),
        ("encoding=json&message=%7B%7D&base64=1&base64=0", "`base64` is given more than once"),
        ("encoding=json&message=%7B%7D&connect=v2", "version"),
    ] {
        get(&server, query).await.assert_error(400, "invalid_argument", &[word]);
    }
    server.send(bare("GET", GET_BOOK)).await.assert_error(400, "invalid_argument", &["query"]);
}

#[tokio::test]
async fn malformed_base64_is_rejected() {
    let server = Server::start(echo()).await;
    let standard = percent(STANDARD.encode(binary()).as_bytes());
    for message in ["!", "A", "CgRF%20bW1h", "CgRFbW1h==", "CgRFbW1h=x", "%ff", &standard] {
        let query = format!("connect=v1&encoding=proto&base64=1&message={message}");
        get(&server, &query).await.assert_error(400, "invalid_argument", &["base64"]);
    }
    // Without `base64=1`, the message is what it says.
    let query = format!("encoding=json&message={}", URL_SAFE.encode(EMMA));
    get(&server, &query).await.assert_error(400, "invalid_argument", &["GetBookRequest"]);
}
