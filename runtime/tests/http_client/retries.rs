//! Retries: which errors, how often, and after which wait.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use gitpod_runtime::rpc::{
    BoxFuture, Call, Channel, Code, EncodedRequest, EncodedResponse, Error, Idempotency, Metadata,
    Retry, RetryPolicy, Transport,
};
use tokio::net::TcpListener;
use tokio::time::Instant;

use crate::server::{Answer, Server, answer, emma, json, response};
use crate::support::{GetBookRequest, GetBookResponse, METHODS};
use crate::{Client, builder, get_book, list_books, without_backoff};

/// A transport that returns these errors in turn and then succeeds. It records the time of each
/// attempt.
#[derive(Clone, Default)]
struct Flaky {
    errors: Arc<Mutex<VecDeque<Error>>>,
    attempts: Arc<Mutex<Vec<Instant>>>,
}

impl Flaky {
    fn new(errors: impl IntoIterator<Item = Error>) -> Self {
        Self { errors: Arc::new(Mutex::new(errors.into_iter().collect())), ..Self::default() }
    }

    /// The whole seconds between attempts.
    fn waits(&self) -> Vec<u64> {
        let attempts = self.attempts.lock().unwrap();
        attempts.windows(2).map(|pair| (pair[1] - pair[0]).as_secs()).collect()
    }
}

impl Transport for Flaky {
    fn send(&self, _: EncodedRequest) -> BoxFuture<'_, Result<EncodedResponse, Error>> {
        self.attempts.lock().unwrap().push(Instant::now());
        let outcome = match self.errors.lock().unwrap().pop_front() {
            Some(error) => Err(error),
            None => Ok(EncodedResponse::new(br#"{"title":"Emma"}"#.to_vec())),
        };
        Box::pin(std::future::ready(outcome))
    }
}

fn busy() -> Error {
    Error::unavailable("busy")
}

fn with_retry_after(error: Error, retry_after: &str) -> Error {
    let mut metadata = Metadata::new();
    metadata.insert("retry-after", retry_after).unwrap();
    error.with_metadata(metadata)
}

fn over(transport: &Flaky, policy: RetryPolicy) -> Client {
    Channel::new(transport.clone()).intercept(Retry::new(policy))
}

#[tokio::test]
async fn two_failures_are_retried() {
    let failures = [
        response("503 Busy", &[], "later"),
        response("502 Gone", &[], ""),
        response("429 Slow down", &[], ""),
        response("504 Too late", &[], ""),
        json("503 Busy", r#"{"code":"unavailable"}"#),
    ];
    for failure in failures {
        let server = Server::start(move |number, _| match number {
            0 | 1 => Answer::Send(failure.clone()),
            _ => Answer::Send(emma()),
        })
        .await;
        let client = builder().base_url(server.url()).retry(without_backoff()).build().unwrap();
        assert_eq!(get_book(&client, "").await.unwrap().title, "Emma");
        assert_eq!(server.seen().len(), 3);
    }
}

#[tokio::test]
async fn a_failed_connection_is_retried() {
    let server = Server::start(|number, _| match number {
        0 => Answer::Break(Vec::new()),
        1 => Answer::Break(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{".to_vec()),
        _ => Answer::Send(emma()),
    })
    .await;
    let client = builder().base_url(server.url()).retry(without_backoff()).build().unwrap();
    get_book(&client, "").await.unwrap();
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn the_last_error_has_the_number_of_attempts() {
    let server = Server::answering(response("503 Busy", &[], "")).await;
    let client = builder().base_url(server.url()).retry(without_backoff()).build().unwrap();
    let error = get_book(&client, "").await.unwrap_err();
    assert_eq!((error.attempts(), error.http_status()), (Some(3), Some(503)));
    assert!(error.to_string().contains("(after 3 attempts)"), "{error}");
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn calls_that_may_have_side_effects_are_sent_once() {
    let server = Server::answering(response("503 Busy", &[], "")).await;
    let client = builder().base_url(server.url()).retry(without_backoff()).build().unwrap();
    let error = list_books(&client).await.unwrap_err();
    assert_eq!(error.attempts(), Some(1));
    let raw = gitpod_runtime::RawCall::over(&client, METHODS[0].path(), "{}");
    assert_eq!(raw.await.unwrap_err().attempts(), Some(1));
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn any_call_is_retried_if_nothing_was_sent() {
    let port = {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap().port()
    };
    let url = format!("http://127.0.0.1:{port}");
    let client = builder().base_url(url).retry(without_backoff()).build().unwrap();
    assert_eq!(list_books(&client).await.unwrap_err().attempts(), Some(3));
    let raw = gitpod_runtime::RawCall::over(&client, METHODS[0].path(), "{}");
    assert_eq!(raw.await.unwrap_err().attempts(), Some(3));
}

#[tokio::test]
async fn any_call_is_retried_if_its_new_connection_is_closed_at_once() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        // Runs while the client waits for the connection, which has both events when it looks again.
        drop(listener.accept().unwrap());
        listener.set_nonblocking(true).unwrap();
        let (mut stream, _) = TcpListener::from_std(listener).unwrap().accept().await.unwrap();
        answer(&mut stream).await;
    });
    let client = builder().base_url(url).retry(without_backoff()).build().unwrap();
    list_books(&client).await.unwrap();
    server.await.unwrap();
}

#[tokio::test]
async fn the_policy_of_a_call_takes_precedence() {
    let flaky = Flaky::new([busy(), busy(), busy(), busy()]);
    let client = over(&flaky, without_backoff());
    assert_eq!(
        get_book(&client, "").retry(RetryPolicy::none()).await.unwrap_err().attempts(),
        Some(1)
    );
    let nine_attempts = without_backoff().with_max_attempts(9);
    get_book(&client, "").retry(nine_attempts).await.unwrap();
    assert_eq!(flaky.attempts.lock().unwrap().len(), 5);
    let raw = gitpod_runtime::RawCall::over(&client, "a/B", "{}").retry(RetryPolicy::none());
    raw.await.unwrap();
}

#[test]
fn only_transient_errors_are_retried() {
    let policy = RetryPolicy::default();
    let retried = |error: &Error| policy.should_retry(error, Idempotency::NoSideEffects, 1);
    assert!(retried(&busy()));
    assert!(policy.should_retry(&busy(), Idempotency::Idempotent, 1));
    assert!(!policy.should_retry(&busy(), Idempotency::Unknown, 1));
    assert!(policy.should_retry(&busy().with_nothing_sent(), Idempotency::Unknown, 2));
    assert!(!policy.should_retry(&busy(), Idempotency::NoSideEffects, 3));
    assert!(!retried(&Error::resource_exhausted("quota")));
    assert!(retried(&with_retry_after(Error::resource_exhausted("rate"), "1")));
    for code in [
        "canceled",
        "unknown",
        "invalid_argument",
        "deadline_exceeded",
        "not_found",
        "already_exists",
        "permission_denied",
        "failed_precondition",
        "aborted",
        "out_of_range",
        "unimplemented",
        "internal",
        "data_loss",
        "unauthenticated",
    ] {
        let code: Code = code.parse().unwrap();
        assert!(!retried(&Error::new(code, "")), "{code}");
    }
    assert!(!RetryPolicy::none().should_retry(&busy(), Idempotency::NoSideEffects, 1));
    assert_eq!(RetryPolicy::default().with_max_attempts(0).max_attempts(), 1);
}

#[test]
fn waits_double_up_to_a_limit_with_jitter() {
    let policy = RetryPolicy::default()
        .with_initial_backoff(Duration::from_secs(1))
        .with_max_backoff(Duration::from_secs(5))
        .with_max_retry_after(Duration::from_secs(30));
    let longest: Vec<_> =
        (1..=5).map(|attempts| policy.wait(attempts, None, 1.0).as_secs()).collect();
    assert_eq!(longest, [1, 2, 4, 5, 5]);
    assert_eq!(policy.wait(3, None, 0.25), Duration::from_secs(1));
    assert_eq!(policy.wait(u32::MAX, None, 1.0), Duration::from_secs(5));
    assert_eq!(policy.wait(0, None, 0.0), Duration::ZERO);
    let asked = |seconds| policy.wait(1, Some(Duration::from_secs(seconds)), 0.5).as_secs();
    assert_eq!((asked(0), asked(7), asked(31)), (0, 7, 30));
    let endless = policy.with_initial_backoff(Duration::MAX).with_max_backoff(Duration::MAX);
    assert_eq!(endless.wait(9, None, 1.0), Duration::MAX);
}

#[tokio::test(start_paused = true)]
async fn retry_after_determines_the_wait() {
    let flaky = Flaky::new([
        with_retry_after(busy(), "7"),
        with_retry_after(Error::resource_exhausted("slow down"), "3600"),
        with_retry_after(busy(), "Thu, 01 Jan 1970 00:00:00 GMT"),
    ]);
    let policy = RetryPolicy::default().with_max_attempts(4);
    let client = over(&flaky, policy);
    get_book(&client, "").await.unwrap();
    assert_eq!(flaky.waits(), [7, 60, 0]);
}

#[tokio::test(start_paused = true)]
async fn waits_are_random() {
    let flaky = Flaky::new((0..40).map(|_| busy()));
    let policy = RetryPolicy::default()
        .with_max_attempts(41)
        .with_initial_backoff(Duration::from_secs(1_000))
        .with_max_backoff(Duration::from_secs(1_000));
    let client = over(&flaky, policy);
    get_book(&client, "").await.unwrap();
    let waits = flaky.waits();
    assert!(waits.iter().all(|wait| *wait <= 1_000));
    let mut different = waits.clone();
    different.sort_unstable();
    different.dedup();
    assert!(different.len() > 10, "{waits:?}");
}

#[tokio::test(start_paused = true)]
async fn a_wait_beyond_the_deadline_ends_the_call() {
    let flaky = Flaky::new([with_retry_after(busy(), "10")]);
    let client = over(&flaky, RetryPolicy::default());
    let before = Instant::now();
    let error = get_book(&client, "").timeout(Duration::from_secs(10)).await.unwrap_err();
    assert_eq!((error.code(), error.attempts()), (Code::Unavailable, Some(1)));
    assert_eq!(Instant::now(), before);
    let flaky = Flaky::new([with_retry_after(busy(), "10")]);
    let client = over(&flaky, RetryPolicy::default());
    get_book(&client, "").timeout(Duration::from_secs(11)).await.unwrap();
    assert_eq!(flaky.waits(), [10]);
}

#[tokio::test]
async fn a_call_with_a_policy_succeeds_over_any_transport() {
    let flaky = Flaky::default();
    let client = over(&flaky, RetryPolicy::none());
    let call: Call<'_, GetBookResponse> =
        Call::over(&client, &METHODS[0], GetBookRequest::default());
    assert_eq!(call.retry(without_backoff()).await.unwrap().title, "Emma");
}
