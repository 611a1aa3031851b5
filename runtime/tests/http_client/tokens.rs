//! Tokens: their sources, the calls that send them, and redaction.

use std::error::Error as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use gitpod_runtime::rpc::{AuthToken, Channel, Code, Fake, RawCall, Request};

use crate::server::{Answer, Server, emma, json, response};
use crate::support::{GetBookRequest, GetBookResponse, METHODS};
use crate::{builder, client, get_book, without_backoff};

#[tokio::test]
async fn every_call_sends_the_token_unless_it_has_its_own() {
    let server = Server::answering(emma()).await;
    let client = builder().base_url(server.url()).token(" first\n").build().unwrap();
    get_book(&client, "").await.unwrap();
    get_book(&client, "").header("Authorization", "Basic second").await.unwrap();
    let seen = server.seen();
    assert_eq!(seen[0].header("authorization"), Some("Bearer first"));
    let all: Vec<_> = seen[1].headers.iter().filter(|(name, _)| name == "authorization").collect();
    assert_eq!(all, [&("authorization".to_owned(), "Basic second".to_owned())]);
}

#[tokio::test]
async fn a_provider_is_called_for_every_attempt() {
    let server = Server::start(|number, _| match number {
        0 => Answer::Send(response("503 Busy", &[], "")),
        _ => Answer::Send(emma()),
    })
    .await;
    let calls = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&calls);
    let client = builder()
        .base_url(server.url())
        .retry(without_backoff())
        .token_provider(move || {
            let number = counter.fetch_add(1, Ordering::Relaxed);
            async move {
                tokio::task::yield_now().await;
                Ok::<_, std::io::Error>(format!("token-{number}"))
            }
        })
        .build()
        .unwrap();
    get_book(&client, "").await.unwrap();
    let sent: Vec<_> =
        server.seen().iter().map(|seen| seen.header("authorization").unwrap().to_owned()).collect();
    assert_eq!(sent, ["Bearer token-0", "Bearer token-1"]);
    assert_eq!(calls.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn the_error_of_a_provider_is_the_source() {
    let server = Server::answering(emma()).await;
    let client = builder()
        .base_url(server.url())
        .token_source(|| Err::<String, _>("the vault is shut"))
        .build()
        .unwrap();
    let error = get_book(&client, "").await.unwrap_err();
    assert_eq!(error.code(), Code::Unauthenticated);
    assert_eq!(error.source().unwrap().to_string(), "the vault is shut");
    assert!(error.to_string().contains("the token provider failed: the vault is shut"));

    let client =
        builder().base_url(server.url()).token_source(|| Ok::<_, String>("a\nb")).build().unwrap();
    let error = get_book(&client, "").await.unwrap_err();
    assert_eq!(error.code(), Code::Unauthenticated);
    assert!(server.seen().is_empty());
}

#[tokio::test(start_paused = true)]
async fn the_deadline_covers_the_token_provider() {
    let never = || std::future::pending::<Result<String, std::io::Error>>();
    let client = builder().transport(Fake::new()).token_provider(never).build().unwrap();
    let error = get_book(&client, "").timeout(Duration::from_secs(5)).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "test.v1.BookService/GetBook: deadline_exceeded: timed out after 5000 ms"
    );
}

#[tokio::test]
async fn tokens_are_redacted_in_errors() {
    // A server that repeats the token in its responses.
    let server = Server::start(|number, seen| {
        let token = seen.header("authorization").unwrap();
        Answer::Send(match number {
            3 => response("500 No", &[("x-echo", token)], ""),
            // The end of the token is beyond the part of the body that errors keep.
            2 => response("500 No", &[], format!("{}{token}", "x".repeat(512 - 14))),
            0 => {
                json("401 No", &format!(r#"{{"code":"unauthenticated","message":"bad {token}"}}"#))
            }
            5 => json(
                "500 No",
                &format!(
                    r#"{{"code":"{token}","details":[{{"type":"a.B","debug":{{"got":["{token}"]}}}}]}}"#
                ),
            ),
            _ => response("500 No", &[], format!("you sent {token}")),
        })
    })
    .await;
    let builder = builder().base_url(server.url()).token("hunter2-hunter2");
    assert!(!format!("{builder:?}").contains("hunter2"));
    let client = builder.build().unwrap();
    for expected in [
        "bad Bearer [redacted]",
        "you sent Bearer [redacted]",
        "xxxBearer [redacted]",
        "\"x-echo\": \"Bearer [redacted]\"",
        "you sent Basic [redacted]",
        "debug: {\"got\":[\"Bearer [redacted]\"]}",
    ] {
        let call = get_book(&client, "");
        let own = expected.contains("Basic");
        let call = if own { call.header("authorization", "Basic hunter2:hunter2") } else { call };
        let error = call.await.unwrap_err();
        let shown = format!("{error} {error:?} {error:#?}");
        assert!(!shown.contains("hunter2"), "{shown}");
        assert!(shown.contains(expected), "{shown}");
    }
}

#[tokio::test]
async fn unauthenticated_errors_name_the_source_of_the_token() {
    let rejection = || json("401 No", r#"{"code":"unauthenticated","message":"who?"}"#);
    let server = Server::answering(rejection()).await;
    let without_token = client(&server.url());
    let error = get_book(&without_token, "").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "test.v1.BookService/GetBook: unauthenticated: who?; \
         no token was sent: set BOOKS_TOKEN or OLD_BOOKS_TOKEN or the client's `token`"
    );
    let variable = builder()
        .base_url(server.url())
        .read_env_with(|name| (name == "OLD_BOOKS_TOKEN").then(|| "old".into()))
        .build()
        .unwrap();
    let error = get_book(&variable, "").await.unwrap_err();
    assert!(error.hint().unwrap().contains("rejected the token of `OLD_BOOKS_TOKEN`"), "{error}");
}

#[tokio::test]
async fn the_interceptor_works_without_a_builder() {
    let fake = Fake::new().on_request(&METHODS[0], |request: Request<GetBookRequest>| async move {
        let author = request.metadata().get("authorization").unwrap_or_default().to_owned();
        Ok(GetBookResponse { author, ..Default::default() }.into())
    });
    let token = AuthToken::provider(|| async { Ok::<_, String>("t") });
    let channel = Channel::new(fake).intercept(token);
    let response = RawCall::of_method(&channel, &METHODS[0], "{}").await.unwrap();
    assert_eq!(response.body, br#"{"author":"Bearer t"}"#);
}
