//! Calls that are tried again, and those that must not be.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use gitpod_runtime::rpc::{
    BoxFuture, Call, Channel, Code, EncodedRequest, EncodedResponse, Error, Idempotency, Metadata,
    Retry, RetryPolicy, Transport,
};
use tokio::net::TcpListener;
use tokio::time::Instant;

use crate::server::{Answer, Server, emma, json, response};
use crate::support::{GetBookRequest, GetBookResponse, METHODS};
use crate::{Client, at_once, builder, get_book, list_books};

/// A transport that fails with these errors in turn and then answers; it notes when it was asked.
#[derive(Clone, Default)]
struct Flaky {
    errors: Arc<Mutex<VecDeque<Error>>>,
    asked: Arc<Mutex<Vec<Instant>>>,
}

impl Flaky {
    fn new(errors: impl IntoIterator<Item = Error>) -> Self {
        Self { errors: Arc::new(Mutex::new(errors.into_iter().collect())), ..Self::default() }
    }

    /// The whole seconds between attempts.
    fn waits(&self) -> Vec<u64> {
        let asked = self.asked.lock().unwrap();
        asked.windows(2).map(|pair| (pair[1] - pair[0]).as_secs()).collect()
    }
}

impl Transport for Flaky {
    fn send(&self, _: EncodedRequest) -> BoxFuture<'_, Result<EncodedResponse, Error>> {
        self.asked.lock().unwrap().push(Instant::now());
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

fn asking_for(error: Error, retry_after: &str) -> Error {
    let mut metadata = Metadata::new();
    metadata.insert("retry-after", retry_after).unwrap();
    error.with_metadata(metadata)
}

fn over(transport: &Flaky, policy: RetryPolicy) -> Client {
    Channel::new(transport.clone()).intercept(Retry::new(policy))
}

#[tokio::test]
async fn a_server_that_fails_twice() {
    let failures = [
        response("503 Busy", &[], "later"),
        response("502 Gone", &[], ""),
        response("429 Slow down", &[], ""),
        response("504 Too late", &[], ""),
        json("503 Busy", r#"{"code":"unavailable"}"#),
    ];
    for failure in failures {
        let answer = failure.clone();
        let server = Server::start(move |number, _| match number {
            0 | 1 => Answer::Send(answer.clone()),
            _ => Answer::Send(emma()),
        })
        .await;
        let client = builder().base_url(server.url()).retry(at_once()).build().unwrap();
        assert_eq!(get_book(&client, "").await.unwrap().title, "Emma");
        assert_eq!(server.seen().len(), 3);
    }
}

#[tokio::test]
async fn a_connection_that_breaks_is_tried_again() {
    let server = Server::start(|number, _| match number {
        0 => Answer::Break(Vec::new()),
        1 => Answer::Break(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{".to_vec()),
        _ => Answer::Send(emma()),
    })
    .await;
    let client = builder().base_url(server.url()).retry(at_once()).build().unwrap();
    get_book(&client, "").await.unwrap();
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn one_that_keeps_failing_tells_how_often() {
    let server = Server::answering(response("503 Busy", &[], "")).await;
    let client = builder().base_url(server.url()).retry(at_once()).build().unwrap();
    let error = get_book(&client, "").await.unwrap_err();
    assert_eq!((error.attempts(), error.http_status()), (Some(3), Some(503)));
    assert!(error.to_string().contains("(after 3 attempts)"), "{error}");
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn what_may_have_side_effects_is_sent_once() {
    let server = Server::answering(response("503 Busy", &[], "")).await;
    let client = builder().base_url(server.url()).retry(at_once()).build().unwrap();
    let error = list_books(&client).await.unwrap_err();
    assert_eq!(error.attempts(), Some(1));
    let raw = gitpod_runtime::RawCall::over(&client, METHODS[0].path(), "{}");
    assert_eq!(raw.await.unwrap_err().attempts(), Some(1));
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn but_again_if_nothing_was_sent() {
    let port = {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap().port()
    };
    let url = format!("http://127.0.0.1:{port}");
    let client = builder().base_url(url).retry(at_once()).build().unwrap();
    assert_eq!(list_books(&client).await.unwrap_err().attempts(), Some(3));
    let raw = gitpod_runtime::RawCall::over(&client, METHODS[0].path(), "{}");
    assert_eq!(raw.await.unwrap_err().attempts(), Some(3));
}

#[tokio::test]
async fn a_call_overrules_its_client() {
    let flaky = Flaky::new([busy(), busy(), busy(), busy()]);
    let client = over(&flaky, at_once());
    assert_eq!(
        get_book(&client, "").retry(RetryPolicy::none()).await.unwrap_err().attempts(),
        Some(1)
    );
    let patient = at_once().with_max_attempts(9);
    get_book(&client, "").retry(patient).await.unwrap();
    assert_eq!(flaky.asked.lock().unwrap().len(), 5);
    let raw = gitpod_runtime::RawCall::over(&client, "a/B", "{}").retry(RetryPolicy::none());
    raw.await.unwrap();
}

#[test]
fn only_what_may_pass_is_repeated() {
    let policy = RetryPolicy::default();
    let reads = |error: &Error| policy.repeats(error, Idempotency::NoSideEffects, 1);
    assert!(reads(&busy()));
    assert!(policy.repeats(&busy(), Idempotency::Idempotent, 1));
    assert!(!policy.repeats(&busy(), Idempotency::Unknown, 1));
    assert!(policy.repeats(&busy().with_nothing_sent(), Idempotency::Unknown, 2));
    assert!(!policy.repeats(&busy(), Idempotency::NoSideEffects, 3));
    assert!(!reads(&Error::resource_exhausted("quota")));
    assert!(reads(&asking_for(Error::resource_exhausted("rate"), "1")));
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
        "too_early",
    ] {
        assert!(!reads(&Error::new(Code::parse(code), "")), "{code}");
    }
    assert!(!RetryPolicy::none().repeats(&busy(), Idempotency::NoSideEffects, 1));
    assert_eq!(RetryPolicy::default().with_max_attempts(0).max_attempts(), 1);
}

#[test]
fn waits_double_up_to_a_limit_and_are_a_part_of_that() {
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
async fn a_server_that_says_when_is_waited_for() {
    let flaky = Flaky::new([
        asking_for(busy(), "7"),
        asking_for(Error::resource_exhausted("slow down"), "3600"),
        asking_for(busy(), "Thu, 01 Jan 1970 00:00:00 GMT"),
    ]);
    let policy = RetryPolicy::default().with_max_attempts(4);
    let client = over(&flaky, policy);
    get_book(&client, "").await.unwrap();
    assert_eq!(flaky.waits(), [7, 60, 0]);
}

#[tokio::test(start_paused = true)]
async fn waits_are_random_parts_of_the_longest() {
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
async fn a_wait_that_outlasts_the_deadline_is_not_begun() {
    let flaky = Flaky::new([asking_for(busy(), "10")]);
    let client = over(&flaky, RetryPolicy::default());
    let before = Instant::now();
    let error = get_book(&client, "").timeout(Duration::from_secs(10)).await.unwrap_err();
    assert_eq!((error.code(), error.attempts()), (&Code::Unavailable, Some(1)));
    assert_eq!(Instant::now(), before);
    let flaky = Flaky::new([asking_for(busy(), "10")]);
    let client = over(&flaky, RetryPolicy::default());
    get_book(&client, "").timeout(Duration::from_secs(11)).await.unwrap();
    assert_eq!(flaky.waits(), [10]);
}

#[tokio::test]
async fn a_policy_reaches_the_exchange_and_stops_there() {
    let flaky = Flaky::default();
    let client = over(&flaky, RetryPolicy::none());
    let call: Call<'_, GetBookResponse> =
        Call::over(&client, &METHODS[0], GetBookRequest::default());
    assert_eq!(call.retry(at_once()).await.unwrap().title, "Emma");
}
