//! Typed calls, from the caller's side.

use std::future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use gitpod_runtime::rpc::Code;

use crate::support::{BookServiceClient, Client, Recorder, block_on};
use crate::{Shelf, book, router};

#[test]
fn awaiting_a_call_returns_the_message() {
    let client = Client::new(router(Shelf));
    let response = block_on(async { client.get_book(book("Emma")).await }).unwrap();
    assert_eq!(response.title, "Emma");
    assert_eq!(response.author, "None");
}

#[test]
fn sending_a_call_returns_headers_and_trailers() {
    let client = Client::new(router(Shelf));
    let call = client.get_book(book("Emma")).header("X-Trace", "7").timeout(Duration::from_secs(2));
    let response = block_on(call.send()).unwrap();
    assert_eq!(response.headers.get("x-trace"), Some("7"));
    assert_eq!(response.trailers.get("x-took"), Some("3ms"));
    assert_eq!(response.into_inner().author, "Some(2s)");
}

#[test]
fn the_transport_sees_path_json_headers_and_timeout() {
    let recorder = Recorder::answering(r#"{"title":"Emma"}"#);
    let client = Client::new(recorder.clone());
    let call = client
        .get_book(book("Emma"))
        .header("a", "1")
        .header("A", "2")
        .timeout(Duration::from_millis(5));
    assert_eq!(block_on(call.into_future()).unwrap().title, "Emma");

    let sent = recorder.sent();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].path(), "/test.v1.BookService/GetBook");
    assert_eq!(sent[0].body, br#"{"title":"Emma"}"#);
    assert_eq!(sent[0].metadata.get_all("a").collect::<Vec<_>>(), ["1", "2"]);
    assert_eq!(sent[0].timeout, Some(Duration::from_millis(5)));
}

#[test]
fn a_call_that_is_not_awaited_sends_nothing() {
    let recorder = Recorder::answering("{}");
    let client = Client::new(recorder.clone());
    drop(client.get_book(book("Emma")));
    drop(client.get_book(book("Emma")).send());
    drop(client.get_book(book("Emma")).into_future());
    assert!(recorder.sent().is_empty());
}

#[test]
fn a_call_is_a_future() {
    let client = Client::new(router(Shelf));
    let (mut first, mut second) = (client.get_book(book("Emma")), client.get_book(book("missing")));
    let mut polled = 0;
    let both = future::poll_fn(|context| {
        polled += 1;
        let outcomes = (Pin::new(&mut first).poll(context), Pin::new(&mut second).poll(context));
        match outcomes {
            (Poll::Ready(first), Poll::Ready(second)) => Poll::Ready((first, second)),
            _ => Poll::Pending,
        }
    });
    let (found, missing) = block_on(both);
    assert_eq!(found.unwrap().title, "Emma");
    assert_eq!(missing.unwrap_err().code(), Code::NotFound);
    assert_eq!(polled, 2);
    // Polling a call again is an error instead of a panic, and so is sending it again.
    let error = block_on(&mut first).unwrap_err();
    assert_eq!(error.code(), Code::Internal);
    assert!(block_on(second.send()).unwrap_err().message().contains("polled after"));
}

#[test]
fn a_call_that_was_polled_can_still_be_sent() {
    let client = Client::new(router(Shelf));
    let mut call = client.get_book(book("Emma")).header("x-trace", "7");
    let mut context = Context::from_waker(Waker::noop());
    assert!(Pin::new(&mut call).poll(&mut context).is_pending());
    let response = block_on(call.send()).unwrap();
    assert_eq!(response.headers.get("x-trace"), Some("7"));
}

#[test]
fn an_invalid_header_fails_the_call_before_anything_is_sent() {
    let recorder = Recorder::answering("{}");
    let client = Client::new(recorder.clone());
    let call = client
        .get_book(book("Emma"))
        .header("authorization", "Bearer hidden\n")
        .header("two words", "x");
    let error = block_on(call.into_future()).unwrap_err();
    assert_eq!(error.code(), Code::InvalidArgument);
    assert_eq!(
        error.to_string(),
        "test.v1.BookService/GetBook: invalid_argument: \
         invalid value of header `authorization`: byte 13 is not printable ASCII"
    );
    assert!(recorder.sent().is_empty());
}

#[test]
fn an_undecodable_response_is_internal_and_names_the_rpc() {
    let client = Client::new(Recorder::answering("<html>"));
    let error = block_on(client.get_book(book("Emma")).into_future()).unwrap_err();
    assert_eq!(error.code(), Code::Internal);
    assert_eq!(error.method(), Some("/test.v1.BookService/GetBook"));
    assert!(error.message().contains("test.v1.GetBookResponse"));
}

#[test]
fn calls_and_their_futures_are_send() {
    fn is_send<T: Send>(value: T) -> T {
        value
    }
    let client = Client::new(router(Shelf));
    let call = is_send(client.get_book(book("Emma")));
    let future = is_send(call.into_future());
    std::thread::scope(|scope| {
        let response = scope.spawn(|| block_on(future)).join().unwrap();
        assert_eq!(response.unwrap().title, "Emma");
    });
}

#[test]
fn debug_shows_the_method_and_redacts_credentials() {
    let client = Client::new(Recorder::default());
    let call = client.get_book(book("Emma")).header("Authorization", "Bearer hidden");
    let debug = format!("{call:?}");
    assert!(debug.contains("/test.v1.BookService/GetBook"), "{debug}");
    assert!(!debug.contains("hidden"), "{debug}");
}
