//! Servers that repeat a request: no piece of a secret is in an error or in a log.
//!
//! Every encoding of a secret is put into every place of every kind of response. `leak` looks for the
//! secret independently of how it was encoded, by decoding what is shown.

use std::collections::BTreeSet;
use std::error::Error as _;
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use gitpod_formats::base64;
use gitpod_runtime::MessageExt;
use gitpod_runtime::codec::Codec;
use gitpod_runtime::rpc::{DynamicCall, Error, MessageType, MethodDescriptor, RetryPolicy};
use tracing_core::{Dispatch, dispatcher};

use crate::gzip::gzip;
use crate::leak::leak;
use crate::messages::Everything;
use crate::server::{Answer, Server, json, response};
use crate::support::GetBookRequest;
use crate::{Client, Notes, builder};

static GET_EVERYTHING: MethodDescriptor = MethodDescriptor::new(
    "test.v1.BookService",
    "GetEverything",
    "/test.v1.BookService/GetEverything",
    MessageType::of::<GetBookRequest>("test.v1.GetBookRequest"),
    MessageType::of::<Everything>("test.v1.Everything"),
)
.no_side_effects();

const TOKEN: &str = "gp7Zk3/9+xQ.7vLm2~Wt8";
const PASSWORD: &str = "Pa55/w0rd&of<Emma>";
const NONCE: &str = "n0nce-dcd98b7102dd";
const SESSION: &str = "s3ss10n*C00k1e.ja4r";
const API_KEY: &str = "kEy51H8uaPpLep1eZ";
const TENANT: &str = "tEn4nt Q9-owner!X2y";

/// The secrets in the headers of the requests.
const SECRETS: [&str; 6] = [TOKEN, PASSWORD, NONCE, SESSION, API_KEY, TENANT];

/// A call that sends a secret. Its number tells the server how to answer.
fn call<'a>(client: &'a Client, secret: &str, number: usize) -> DynamicCall<'a> {
    let request = Box::new(GetBookRequest::default());
    let call = DynamicCall::over(client, &GET_EVERYTHING, request)
        .header("cookie", format!("theme=dark; session={SESSION}"))
        .header("x-owner", TENANT)
        .header("x-request-id", number.to_string());
    let basic = || base64::encode(format!("emma:{PASSWORD}").as_bytes());
    match secret {
        PASSWORD => call.header("authorization", format!("Basic {}", basic())),
        NONCE => {
            call.header("authorization", format!("Digest username=\"emma\", nonce=\"{NONCE}\""))
        }
        _ => call,
    }
}

fn escaped(text: &str, escape: impl Fn(u8) -> String) -> String {
    text.bytes().map(escape).collect()
}

/// A secret in the encodings in which servers repeat it.
fn encodings(secret: &str) -> Vec<String> {
    let mut all = vec![
        secret.to_owned(),
        format!("you sent Bearer {secret}, emma"),
        secret.to_lowercase(),
        escaped(secret, |byte| format!("%{byte:02x}")),
        escaped(secret, |byte| format!("%{byte:02X}")),
        escaped(secret, |byte| format!("%25{byte:02X}")),
        secret.replace('/', "%2F").replace('+', "%2B"),
        escaped(secret, |byte| format!("\\u{byte:04x}")),
        escaped(secret, |byte| format!("&#{byte};")),
        secret.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"),
        format!("{}...", &secret[..12]),
        format!("{}...", &secret[..9]),
    ];
    type Encode = fn(&[u8]) -> String;
    let bases: [(&str, Encode); 4] = [
        ("", base64::encode_unpadded),
        ("x", base64::encode_url_safe),
        ("Bearer ", base64::encode),
        ("user:", base64::encode),
    ];
    all.extend(bases.map(|(before, encode)| encode(format!("{before}{secret}\n").as_bytes())));
    all
}

/// Quotes a text as JSON.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A response for every place in which a server can repeat a text.
fn replies(echo: &str) -> Vec<Vec<u8>> {
    const HTML: (&str, &str) = ("content-type", "text/html");
    const JSON: (&str, &str) = ("content-type", "application/json");
    const PROTO: (&str, &str) = ("content-type", "application/proto");
    const GZIP: (&str, &str) = ("content-encoding", "gzip");
    let mut replies = Vec::new();
    for body in &error_bodies(echo) {
        replies.push(json("401 No", body));
        replies.push(json("503 Busy", body));
        // As a page, the value of a detail would be encoded twice.
        if !body.contains(r#""value""#) {
            replies.push(response("400 No", &[HTML], body));
        }
        replies.push(response("500 No", &[JSON, GZIP], gzip(body.as_bytes())));
    }
    for body in &undecodable_messages(echo) {
        replies.push(json("200 OK", body));
        replies.push(response("200 OK", &[JSON, GZIP], gzip(body.as_bytes())));
    }
    for body in &undecodable_binary(echo) {
        replies.push(response("200 OK", &[PROTO], body));
        replies.push(response("500 No", &[PROTO, GZIP], gzip(body)));
    }
    // The end of the text is beyond the part of the body that errors keep.
    for body in [format!("<h1>{echo}</h1>"), format!("{}{echo}{echo}", "x".repeat(490))] {
        replies.push(response("200 OK", &[HTML], &body));
        replies.push(response("404 No", &[HTML], &body));
        replies.push(response("502 No", &[HTML, GZIP], gzip(body.as_bytes())));
        replies.push(response("502 No", &[HTML, GZIP], &body));
        replies.push(response("201 Created", &[JSON], &body));
    }
    for name in ["x-echo", "trailer-x-echo", "content-type", "content-encoding", "server"] {
        replies.push(response("500 No", &[(name, echo)], "no"));
        replies.push(response("200 OK", &[JSON, (name, echo)], "no"));
    }
    let word: String = echo.chars().filter(char::is_ascii_alphanumeric).collect();
    replies.push(response("500 No", &[(&format!("x-{word}"), "1")], ""));
    let path = echo.replace(' ', "%20");
    for location in [format!("/{path}"), format!("/a?{path}"), format!("http://{word}.example/")] {
        replies.push(response("302 Found", &[("location", &location)], ""));
        replies.push(response("307 Moved", &[("location", &location)], ""));
    }
    replies
}

/// Errors with a text in each of their parts.
fn error_bodies(echo: &str) -> Vec<String> {
    let text = quoted(echo);
    let binary = format!("\x0a\x20{echo}");
    let detail = |members: String| format!(r#"{{"code":"aborted","details":[{{{members}}}]}}"#);
    let value = |value: String| detail(format!(r#""type":"a.B","value":"{value}""#));
    vec![
        format!(r#"{{"code":{text}}}"#),
        format!(r#"{{"code":"aborted","message":{text}}}"#),
        detail(format!(r#""type":{text}"#)),
        value(base64::encode(binary.as_bytes())),
        value(base64::encode_url_safe(binary.as_bytes())),
        detail(format!(r#""type":"buf.validate.Violations","value":"{}""#, violation(echo))),
        detail(format!(r#""type":"test.v1.Everything","value":"{}""#, everything(echo))),
        detail(format!(r#""type":"a.B","debug":{text}"#)),
        detail(format!(r#""type":"a.B","debug":[{{"a":[{text}]}},{{{text}:1}}]"#)),
        text,
    ]
}

/// Messages that cannot be decoded because of a text.
fn undecodable_messages(echo: &str) -> Vec<String> {
    let text = quoted(echo);
    vec![
        format!(r#"{{"small":{text}}}"#),
        format!(r#"{{"at":{text}}}"#),
        format!(r#"{{"data":{}}}"#, quoted(&format!("{echo}!"))),
        format!(r#"{{"labels":{{{text}:1}}}}"#),
        format!(r#"{{"labels":{{{text}:"a",{text}:"b"}}}}"#),
        format!(r#"{{"byNumber":{{{text}:{{}}}}}}"#),
        format!(r#"{{"color":{text},"small":{text}}}"#),
        format!(r#"{{"small":{}}}"#, quoted(&format!("{}{echo}", "x".repeat(30)))),
    ]
}

/// Messages in binary that cannot be decoded, with a text at the mistake or before it.
fn undecodable_binary(echo: &str) -> Vec<Vec<u8>> {
    // A varint of one or two bytes.
    let varint = |value: usize| {
        let [low, high] = [value & 0x7f, value >> 7].map(|bits| u8::try_from(bits).unwrap());
        if high == 0 { vec![low] } else { vec![low | 0x80, high] }
    };
    let field = |number: usize, bytes: &[u8]| {
        [&varint(number << 3 | 2), &varint(bytes.len()), bytes].concat()
    };
    let echo = echo.as_bytes();
    let not_utf8 = [echo, b"\xff"].concat();
    let entry = [field(1, echo), field(2, &not_utf8)].concat();
    vec![
        // Strings: alone, in a list, as key and as value of a map.
        field(8, &not_utf8),
        field(20, &not_utf8),
        field(24, &field(1, &not_utf8)),
        field(24, &entry),
        // A message, and a time, that is a text.
        field(18, echo),
        field(16, echo),
        // The end within the field.
        [b"\x42\x7f", echo].concat(),
        [field(8, echo), vec![0x42]].concat(),
        // A field number 0 after it.
        [field(8, echo), vec![0]].concat(),
    ]
}

/// A message with this text in a string, a key, a value and bytes, in base64.
fn everything(text: &str) -> String {
    let text = || text.to_owned();
    let message = Everything {
        text: text(),
        texts: vec![text(), text()],
        labels: [(text(), text())].into(),
        data: text().into_bytes().into(),
        ..Everything::default()
    };
    base64::encode(&message.to_binary().unwrap())
}

/// A `buf.validate.Violations` with this message, in base64.
fn violation(message: &str) -> String {
    let field = |number: u8, bytes: &[u8]| {
        let length = u8::try_from(bytes.len()).unwrap();
        let low = [number << 3 | 2, length | 0x80, 1];
        let head = if length < 0x80 { vec![low[0], length] } else { low.to_vec() };
        [&head, bytes].concat()
    };
    base64::encode(&field(1, &field(3, message.as_bytes())))
}

/// All texts of an error, from every way to show it.
fn shown(error: &Error) -> String {
    let mut out = format!("{error}\n{error:?}\n{error:#?}\n{}\n", error.to_json());
    for text in [error.unrecognized_code(), error.url(), error.body(), error.hint()] {
        writeln!(out, "{}", text.unwrap_or_default()).unwrap();
    }
    writeln!(out, "{}\n{:?}", error.message(), error.violations()).unwrap();
    for detail in error.details() {
        let bytes = String::from_utf8_lossy(detail.value());
        writeln!(out, "{} {bytes} {:?}", detail.type_name(), detail.debug()).unwrap();
        writeln!(out, "{}", base64::encode(detail.value())).unwrap();
    }
    for message in error.details_as::<Everything>() {
        // Redaction keeps the message valid.
        let message = message.unwrap();
        let bytes = String::from_utf8_lossy(&message.data);
        writeln!(out, "{message:?} {bytes} {}", message.to_json()).unwrap();
    }
    for (name, value) in error.metadata().iter() {
        writeln!(out, "{name}: {value}").unwrap();
    }
    let mut source = error.source();
    while let Some(cause) = source {
        writeln!(out, "{cause}\n{cause:?}\n{cause:#?}").unwrap();
        source = cause.source();
    }
    out
}

/// A secret, and a response that repeats it.
type Case = (&'static str, Vec<u8>);

/// Every encoding in every place. The secrets take turns.
fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (turn, secret) in SECRETS.into_iter().enumerate() {
        for (encoding, echo) in encodings(secret).iter().enumerate() {
            let replies = replies(echo).into_iter().enumerate();
            let mine = replies.filter(|(place, _)| (encoding + place) % SECRETS.len() == turn);
            cases.extend(mine.map(|(_, reply)| (secret, reply)));
        }
    }
    cases
}

#[tokio::test]
async fn no_secret_of_a_request_is_shown() {
    let cases = Arc::new(cases());
    let answers = Arc::clone(&cases);
    let server = Server::start(move |_, seen| {
        let number: usize = seen.header("x-request-id").unwrap().parse().unwrap();
        let redirected = !seen.target.ends_with("/GetEverything");
        Answer::Send(match redirected {
            true => response("404 No", &[], "no"),
            false => answers[number].1.clone(),
        })
    })
    .await;
    let client = builder()
        .base_url(server.url())
        .retry(RetryPolicy::default().with_max_attempts(2).with_initial_backoff(Duration::ZERO))
        .token(TOKEN)
        .header("apikey", API_KEY)
        .build()
        .unwrap();
    let notes = Notes::default();
    let guard = dispatcher::set_default(&Dispatch::new(notes.clone()));
    let mut decoded = 0;
    for (number, (secret, reply)) in cases.iter().enumerate() {
        for codec in Codec::ALL {
            let Err(error) = call(&client, secret, number).codec(codec).await else {
                // What is no text of a message may be unknown fields of another one.
                assert_eq!(codec, Codec::Binary);
                decoded += 1;
                continue;
            };
            let shown = shown(&error);
            if let Some(piece) = leak(secret, &shown) {
                panic!("`{piece}` of `{secret}`: {shown}\n{}", String::from_utf8_lossy(reply));
            }
        }
    }
    assert!(decoded < cases.len() / 20, "{decoded} of {}", cases.len());
    drop(guard);
    let log = notes.text.lock().unwrap().clone();
    let lines: BTreeSet<&str> = log.lines().collect();
    let log = Vec::from_iter(lines).join("\n");
    assert!(log.contains("rpc.connect_rpc.error_code"));
    for secret in SECRETS {
        assert_eq!(leak(secret, &log), None);
    }
}
