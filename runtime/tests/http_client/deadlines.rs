//! Deadlines and cancelled calls.

use std::time::Duration;

use gitpod_runtime::rpc::{Code, RetryPolicy};

use crate::server::{Answer, Server};
use crate::{builder, client, get_book};

const SOON: Duration = Duration::from_millis(40);
const HEAD: &str =
    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{";

#[tokio::test]
async fn a_silent_or_slow_server_exceeds_the_deadline() {
    for sent in ["", HEAD] {
        let mut server = Server::start(|_, _| Answer::Stall(sent.into())).await;
        let client = client(&server.url());
        let error = get_book(&client, "").timeout(SOON).await.unwrap_err();
        assert_eq!(error.code(), Code::DeadlineExceeded);
        assert_eq!(
            error.to_string(),
            "test.v1.BookService/GetBook: deadline_exceeded: timed out after 40 ms"
        );
        assert!(error.url().unwrap().ends_with("/api/test.v1.BookService/GetBook"));
        assert_eq!(error.attempts(), Some(1));
        server.gone.recv().await.unwrap();
    }
}

#[tokio::test]
async fn the_timeout_of_the_client_is_the_default() {
    let server = Server::start(|_, _| Answer::Stall(Vec::new())).await;
    let client = builder().base_url(server.url()).timeout(SOON).build().unwrap();
    let error = get_book(&client, "").await.unwrap_err();
    assert_eq!(error.code(), Code::DeadlineExceeded);
}

#[tokio::test]
async fn a_timeout_of_zero_sends_nothing() {
    let server = Server::start(|_, _| Answer::Stall(Vec::new())).await;
    let client = client(&server.url());
    let error = get_book(&client, "").timeout(Duration::ZERO).await.unwrap_err();
    assert_eq!(error.code(), Code::DeadlineExceeded);
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn the_deadline_covers_all_attempts() {
    let server = Server::start(|number, _| match number {
        0 => Answer::Break(Vec::new()),
        _ => Answer::Stall(Vec::new()),
    })
    .await;
    let policy = RetryPolicy::default().with_initial_backoff(Duration::ZERO);
    let client = builder().base_url(server.url()).retry(policy).build().unwrap();
    let error = get_book(&client, "").timeout(SOON).await.unwrap_err();
    assert_eq!(error.code(), Code::DeadlineExceeded);
    assert_eq!(error.attempts(), Some(2));
    let left = |index: usize| {
        server.seen()[index].header("connect-timeout-ms").unwrap().parse::<u32>().unwrap()
    };
    assert!(left(1) <= left(0));
    let before = std::error::Error::source(&error).unwrap().to_string();
    assert!(before.contains("failed before the response"), "{before}");
}

#[tokio::test]
async fn a_dropped_call_closes_its_connection() {
    let (arrived, mut arrivals) = tokio::sync::mpsc::unbounded_channel();
    let mut server = Server::start(move |_, _| {
        arrived.send(()).unwrap();
        Answer::Stall(HEAD.into())
    })
    .await;
    let client = client(&server.url());
    let call = tokio::spawn(async move { get_book(&client, "").await });
    arrivals.recv().await.unwrap();
    assert!(server.gone.try_recv().is_err(), "the call is still running");
    call.abort();
    server.gone.recv().await.unwrap();
}
