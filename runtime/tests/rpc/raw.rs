//! Raw calls, with JSON requests and responses.

use std::time::Duration;

use gitpod_runtime::rpc::{Call, Channel, Code, Idempotency, RawCall, Router};

use crate::support::{BookServiceClient, Client, METHODS, Recorder, block_on};
use crate::{Shelf, book, router};

const PATH: &str = "/test.v1.BookService/GetBook";

#[test]
fn json_is_sent_and_returned_unchanged() {
    let recorder = Recorder::answering(r#" {"unheard": "of"}"#);
    let channel = Channel::new(recorder.clone());
    let call = RawCall::over(&channel, "test.v2.New/Method", r#"{ "a" : 1 }"#)
        .header("x-trace", "7")
        .timeout(Duration::from_secs(2));
    let reply = block_on(call.into_future()).unwrap();
    assert_eq!(reply.body, br#" {"unheard": "of"}"#);

    let sent = recorder.sent();
    assert_eq!(sent[0].path(), "/test.v2.New/Method");
    assert!(sent[0].method().is_none());
    assert_eq!(sent[0].idempotency(), Idempotency::Unknown);
    assert_eq!(sent[0].body, br#"{ "a" : 1 }"#);
    assert_eq!(sent[0].metadata.get("x-trace"), Some("7"));
    assert_eq!(sent[0].timeout, Some(Duration::from_secs(2)));
}

#[test]
fn a_router_finds_the_rpc_of_a_path() {
    let channel = Channel::new(router(Shelf));
    let reply = block_on(RawCall::over(&channel, PATH, r#"{"title":"Emma"}"#).into_future());
    assert_eq!(reply.unwrap().body, br#"{"title":"Emma","author":"None"}"#);

    let error = block_on(RawCall::over(&channel, PATH, r#"{"title":"missing"}"#).into_future());
    assert_eq!(error.unwrap_err().method(), Some(PATH));
    let error = block_on(RawCall::over(&channel, "no/Where", "{}").into_future()).unwrap_err();
    assert_eq!(error.code(), Code::Unimplemented);
    assert_eq!(error.method(), Some("/no/Where"));
}

#[test]
fn an_invalid_header_sends_nothing() {
    let recorder = Recorder::answering("{}");
    let channel = Channel::new(recorder.clone());
    let call = RawCall::over(&channel, PATH, "{}").header("two words", "x");
    let error = block_on(call.into_future()).unwrap_err();
    assert_eq!(error.code(), Code::InvalidArgument);
    assert_eq!(error.method(), Some(PATH));
    assert!(recorder.sent().is_empty());
}

#[test]
fn a_typed_call_returns_the_response_unchanged() {
    let recorder = Recorder::answering(r#"{"title": "Emma", "unknown": 1}"#);
    let client = Client::new(recorder);
    let reply = block_on(client.get_book(book("Emma")).raw()).unwrap();
    assert_eq!(reply.body, br#"{"title": "Emma", "unknown": 1}"#);

    let error = block_on(Client::new(router(Shelf)).get_book(book("missing")).raw());
    assert_eq!(error.unwrap_err().method(), Some(PATH));
}

#[test]
fn a_fakes_raw_response_is_its_encoded_message() {
    let answer = crate::support::GetBookResponse { title: "Emma".into(), author: String::new() };
    let reply = block_on(Call::ready(Ok(answer)).raw()).unwrap();
    assert_eq!(reply.body, br#"{"title":"Emma"}"#);
}

#[test]
fn a_router_emits_defaults_if_configured() {
    let plain = router(crate::Nameless);
    let filled = plain.clone().emit_defaults();
    let ask = |router: &Router| {
        let channel = Channel::from(router.clone());
        let call =
            Call::<crate::support::GetBookResponse>::over(&channel, &METHODS[0], book("Emma"));
        String::from_utf8(block_on(call.raw()).unwrap().body).unwrap()
    };
    assert_eq!(ask(&plain), "{}");
    assert_eq!(ask(&filled), r#"{"title":"","author":""}"#);
}
