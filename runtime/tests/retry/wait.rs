//! Waits, on a paused clock: `Call::wait_until` over a router, without HTTP.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use gitpod_runtime::rpc::{
    AuthToken, Call, Channel, Code, Error, Polled, Request, Response, Retry, RetryPolicy, Router,
    Wait,
};
use tokio::time::{Instant, sleep};

use crate::emma;
use crate::support::{BookService, BookServiceClient, BookServiceServer, Client, GetBookResponse};

/// The tests use the response as the message in it.
impl Polled for GetBookResponse {
    type Item = Self;

    fn item(&self) -> Option<&Self> {
        (self.title != "no item").then_some(self)
    }

    fn into_item(self) -> Option<Self> {
        Some(self)
    }
}

/// Answers the calls with `answers` in turn, and the last one again and again.
struct Script {
    answers: Vec<Result<&'static str, Code>>,
    calls: Arc<AtomicUsize>,
    tokens: Arc<AtomicUsize>,
    duration: Duration,
}

impl Script {
    fn new(answers: &[Result<&'static str, Code>]) -> Self {
        let (calls, tokens) = (Arc::default(), Arc::default());
        Self { answers: answers.into(), calls, tokens, duration: Duration::ZERO }
    }

    /// A client, with retries and a token for each attempt.
    fn into_client(self) -> (Client, Arc<AtomicUsize>, Arc<AtomicUsize>) {
        let (calls, tokens) = (Arc::clone(&self.calls), Arc::clone(&self.tokens));
        let provided = Arc::clone(&tokens);
        let token = AuthToken::provider(move || {
            let number = provided.fetch_add(1, Ordering::Relaxed);
            async move { Ok::<_, Error>(format!("token-{number}")) }
        });
        let channel = Channel::new(Router::new().add(BookServiceServer(self)))
            .intercept(Retry::new(RetryPolicy::default()))
            .intercept(token);
        (Client::new(channel), calls, tokens)
    }
}

impl BookService for Script {
    async fn get_book(
        &self,
        request: Request<crate::GetBookRequest>,
    ) -> Result<Response<GetBookResponse>, Error> {
        let number = self.calls.fetch_add(1, Ordering::Relaxed);
        let token = request.metadata().get("authorization").map(str::to_owned);
        assert_eq!(token, Some(format!("Bearer token-{number}")));
        sleep(self.duration).await;
        let answer = self.answers.get(number).or(self.answers.last()).expect("a script");
        let title = answer.map_err(|code| Error::new(code, "as in the script"))?;
        Ok(GetBookResponse { title: title.into(), ..GetBookResponse::default() }.into())
    }
}

fn until_ready(client: &Client) -> Wait<'_, GetBookResponse> {
    client.get_book(emma()).wait_until(|book| book.title == "ready")
}

#[tokio::test(start_paused = true)]
async fn a_call_is_repeated_until_the_condition_holds() {
    let (client, calls, tokens) =
        Script::new(&[Ok("new"), Ok("new"), Ok("new"), Ok("ready")]).into_client();
    let started = Instant::now();
    let book = until_ready(&client).await.unwrap();
    assert_eq!(book.title, "ready");
    // Each poll asked for its token, which the service checks.
    assert_eq!((calls.load(Ordering::Relaxed), tokens.load(Ordering::Relaxed)), (4, 4));
    // Between half and all of 1 s + 2 s + 4 s.
    let elapsed = started.elapsed();
    assert!(elapsed >= Duration::from_millis(3_500) && elapsed < Duration::from_millis(7_005));
}

#[tokio::test(start_paused = true)]
async fn intervals_grow_up_to_the_longest() {
    let (client, calls, _) = Script::new(&[Ok("new")]).into_client();
    let wait = until_ready(&client)
        .interval(Duration::from_secs(10))
        .max_interval(Duration::from_secs(10))
        .timeout(Duration::from_secs(100));
    wait.await.unwrap_err();
    // Waits of 5 s to 10 s within 100 s.
    let calls = calls.load(Ordering::Relaxed);
    assert!((10..=20).contains(&calls), "{calls}");
}

#[tokio::test(start_paused = true)]
async fn an_interval_of_zero_does_not_flood_the_server() {
    let (client, calls, _) = Script::new(&[Ok("new")]).into_client();
    let wait = until_ready(&client).interval(Duration::ZERO).timeout(Duration::from_secs(1));
    wait.await.unwrap_err();
    let calls = calls.load(Ordering::Relaxed);
    assert!((10..=100).contains(&calls), "{calls}");
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_times_out_says_what_it_saw() {
    let (client, calls, _) = Script::new(&[Ok("new")]).into_client();
    let started = Instant::now();
    let error = until_ready(&client).timeout(Duration::from_secs(60)).await.unwrap_err();
    assert!(started.elapsed() <= Duration::from_secs(60));
    let calls = calls.load(Ordering::Relaxed);
    assert_eq!(error.code(), Code::DeadlineExceeded);
    let waited = error.waited().unwrap();
    assert!(waited.starts_with(&format!("after {calls} polls in ")), "{waited}");
    assert!(waited.ends_with(" s; last response: no enum or flag is set"), "{waited}");
    let start = "test.v1.BookService/GetBook: deadline_exceeded: \
                 the awaited state was not reached within 60 s (after ";
    assert!(error.to_string().starts_with(start), "{error}");
}

#[tokio::test(start_paused = true)]
async fn the_time_limit_ends_a_slow_poll() {
    let duration = Duration::from_secs(90);
    let (client, calls, _) = Script { duration, ..Script::new(&[Ok("ready")]) }.into_client();
    let started = Instant::now();
    let error = until_ready(&client).timeout(Duration::from_secs(60)).await.unwrap_err();
    assert_eq!(error.code(), Code::DeadlineExceeded);
    assert_eq!(started.elapsed(), Duration::from_secs(60));
    assert_eq!(error.waited(), Some("after 1 poll in 60.0 s"));

    // Without a limit, the poll may take as long as it needs; the call's own limit is that of a poll.
    assert_eq!(until_ready(&client).timeout(None).await.unwrap().title, "ready");
    let call = client.get_book(emma()).timeout(Duration::from_secs(5));
    let error = call.wait_until(|_| true).await.unwrap_err();
    assert_eq!((error.code(), error.attempts()), (Code::DeadlineExceeded, Some(1)));
    assert_eq!(calls.load(Ordering::Relaxed), 3);
}

#[tokio::test(start_paused = true)]
async fn not_found_ends_a_wait_unless_it_is_allowed() {
    let script = [Err(Code::NotFound), Ok("new"), Err(Code::NotFound), Ok("ready")];
    let (client, calls, _) = Script::new(&script).into_client();
    let error = until_ready(&client).await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.waited(), Some("after 1 poll in 0.0 s"));
    assert_eq!(calls.load(Ordering::Relaxed), 1);

    let (client, calls, _) = Script::new(&script).into_client();
    assert_eq!(until_ready(&client).allow_not_found().await.unwrap().title, "ready");
    assert_eq!(calls.load(Ordering::Relaxed), 4);

    let (client, ..) = Script::new(&[Err(Code::NotFound)]).into_client();
    let wait = until_ready(&client).allow_not_found().timeout(Duration::from_secs(10));
    let error = wait.await.unwrap_err();
    assert_eq!(error.code(), Code::DeadlineExceeded);
    assert!(error.waited().unwrap().ends_with("last response: not_found"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn transient_failures_are_retried_by_the_policy_of_the_client() {
    let busy = Err(Code::Unavailable);
    let (client, calls, _) =
        Script::new(&[Ok("new"), busy, busy, Ok("new"), busy, Ok("ready")]).into_client();
    assert_eq!(until_ready(&client).await.unwrap().title, "ready");
    assert_eq!(calls.load(Ordering::Relaxed), 6);

    let (client, ..) = Script::new(&[Ok("new"), busy]).into_client();
    let error = until_ready(&client).await.unwrap_err();
    assert_eq!((error.code(), error.attempts()), (Code::Unavailable, Some(3)));
    assert!(error.waited().unwrap().starts_with("after 2 polls in "), "{error}");

    let (client, calls, _) = Script::new(&[Ok("new"), Err(Code::PermissionDenied)]).into_client();
    let error = until_ready(&client).await.unwrap_err();
    assert_eq!(error.code(), Code::PermissionDenied);
    assert_eq!(calls.load(Ordering::Relaxed), 2);
}

#[tokio::test(start_paused = true)]
async fn a_response_without_its_message_ends_the_wait() {
    let (client, ..) = Script::new(&[Ok("no item")]).into_client();
    let error = until_ready(&client).await.unwrap_err();
    assert_eq!(error.code(), Code::Internal);
    assert!(error.message().contains("test.v1.GetBookResponse"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_fixed_response_is_polled_once() {
    let fixed = |title: &str| {
        let response = GetBookResponse { title: title.into(), ..GetBookResponse::default() };
        Call::ready(Ok(response)).wait_until(|book| book.title == "ready")
    };
    assert_eq!(fixed("ready").await.unwrap().title, "ready");
    let error = fixed("new").await.unwrap_err();
    assert_eq!(error.code(), Code::FailedPrecondition);
    assert!(error.hint().unwrap().contains("`Fake`"), "{error}");
}

#[test]
fn calls_and_waits_without_a_tokio_runtime_fail() {
    let (client, calls, _) = Script::new(&[Ok("ready")]).into_client();
    let call = crate::support::block_on(client.get_book(emma())).unwrap_err();
    let wait = crate::support::block_on(until_ready(&client).into_future()).unwrap_err();
    for error in [call, wait] {
        assert_eq!(error.code(), Code::FailedPrecondition);
        assert!(error.nothing_sent());
        let text = error.to_string();
        assert!(text.contains("no tokio runtime") && text.contains("`#[tokio::main]`"), "{text}");
    }
    assert_eq!(calls.load(Ordering::Relaxed), 0);
}
