//! The memory that bodies of errors take, for the worst shapes.

use std::future::{self, Future};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use gitpod_runtime::rpc::{
    BoxFuture, Channel, Code, EncodedRequest, EncodedResponse, Error, Transport,
};

use crate::allocations::peak_during;

/// The maximum size of an error body, which the HTTP client passes on.
const MAX_SIZE: usize = 1 << 20;

/// A body of the maximum size: the start, as many repetitions as fit, and the end.
fn filled(start: &str, repeated: &str, end: &str) -> String {
    filled_to(MAX_SIZE, start, repeated, end)
}

fn filled_to(size: usize, start: &str, repeated: &str, end: &str) -> String {
    let times = (size - start.len() - end.len()) / repeated.len();
    format!("{start}{}{end}", repeated.repeat(times))
}

/// Bodies of the maximum size that take the most memory for each byte.
fn hostile_bodies() -> Vec<(&'static str, String)> {
    let debug = r#"{"code":"internal","details":[{"type":"a.B","debug":"#;
    let details = r#"{"code":"internal","details":["#;
    let half = MAX_SIZE / 2 - 100;
    let nested = format!("{}{}", "[".repeat(half), "]".repeat(half));
    vec![
        ("a long message", filled(r#"{"message":""#, "x", r#""}"#)),
        ("an escaped message", filled(r#"{"message":""#, r"\n", r#""}"#)),
        ("an open list", filled("", "[", "")),
        ("a nested unknown field", format!(r#"{{"code":"internal","x":{nested}}}"#)),
        ("a nested code", format!(r#"{{"message":"m","code":{nested}}}"#)),
        ("a nested debug", format!("{debug}{nested}}}]}}")),
        ("numbers in debug", filled(&format!("{debug}[0"), ",0", "]}]}")),
        ("objects in debug", filled(&format!("{debug}[0"), r#",{"":0}"#, "]}]}")),
        ("lists in debug", filled(&format!("{debug}[0"), ",[0]", "]}]}")),
        ("fields in debug", filled(&format!(r#"{debug}{{"":0"#), r#","k":0"#, "}}]}")),
        ("a long text in debug", filled(&format!(r#"{debug}""#), "x", r#""}]}"#)),
        ("numbers as details", filled(&format!("{details}0"), ",0", "]}")),
        ("empty details", filled(&format!("{details}0"), r#",{"type":""}"#, "]}")),
        ("details with debug", filled(&format!("{details}0"), r#",{"type":"","debug":[0]}"#, "]}")),
        ("many lists of details", filled(r#"{"code":"""#, r#","details":[{"type":""}]"#, "}")),
        ("a long value", filled(r#"{"code":"","details":[{"type":"","value":""#, "A", r#""}]}"#)),
        ("a long type", filled(r#"{"code":"","details":[{"type":""#, "x", r#""}]}"#)),
        ("an open string", filled("\"", "x", "")),
    ]
}

#[test]
fn an_error_takes_a_small_multiple_of_its_body() {
    for (name, body) in hostile_bodies() {
        let (_, peak) = peak_during(|| Error::from_json(body.as_bytes(), Code::Unknown));
        assert!(peak <= 3 * MAX_SIZE, "{name}: {peak} bytes");
    }
}

#[test]
fn what_an_error_does_not_hold_needs_no_memory() {
    let skipped = filled(r#"{"code":"internal","x":[0"#, ",0", "]}");
    let (error, peak) = peak_during(|| Error::from_json(skipped.as_bytes(), Code::Unknown));
    assert!(error.unwrap().is_internal());
    assert!(peak < 4_096, "{peak}");
}

/// Answers every call with an error body.
struct Failing(String);

impl Transport for Failing {
    fn send(&self, _: EncodedRequest) -> BoxFuture<'_, Result<EncodedResponse, Error>> {
        let error = Error::from_json(self.0.as_bytes(), Code::Unknown);
        Box::pin(future::ready(Err(error.unwrap_or_else(|| Error::unknown("no error")))))
    }
}

#[test]
fn redacting_an_error_takes_a_small_multiple_of_its_body() {
    // The search takes seconds of an unoptimized build for the maximum size.
    const SIZE: usize = MAX_SIZE / 8;
    for (name, repeated) in [
        ("tokens", "hunter2-hunter2"),
        ("pieces of a token", "hunter2-."),
        ("cut off tokens", "hunter2-..."),
        ("starts of tokens", "hunt…"),
        ("dots", "."),
        ("ellipses", "…"),
        ("escapes", "%68"),
        ("open escapes", "%"),
        ("open entities", "&#"),
        ("nested escapes", "%25"),
        ("escaped backslashes", "\\\\"),
        ("words", "words of a "),
    ] {
        let body = filled_to(SIZE, r#"{"message":""#, repeated, r#""}"#);
        let channel = Channel::new(Failing(body));
        let call = channel.raw("a.B/C", "{}").header("authorization", "Bearer hunter2-hunter2");
        let call = call.header("x-owner", "words of a tenant").into_future();
        let (outcome, peak) = peak_during(|| {
            let mut context = Context::from_waker(Waker::noop());
            pin!(call).poll(&mut context)
        });
        assert!(matches!(outcome, Poll::Ready(Err(_))), "{name}");
        assert!(peak <= 10 * SIZE, "{name}: {peak} bytes");
    }
}
