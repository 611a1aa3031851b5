//! Retries and time limits over a router, without HTTP: with only the feature `retry`.

#[expect(dead_code, reason = "shared with the tests of calls, which need more of it")]
#[path = "../rpc/support.rs"]
mod support;
mod wait;

use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;
use std::time::Duration;

use gitpod_runtime::rpc::{
    AnyRequest, AnyResponse, BoxFuture, Channel, Code, Error, Interceptor, Next, Request, Response,
    Retry, RetryPolicy, Router,
};
use tokio::time::Instant;

use support::{
    BookService, BookServiceClient, BookServiceServer, Client, GetBookRequest, GetBookResponse,
    ListBooksRequest,
};

/// Fails `failures` times, then returns the remaining time of the call.
#[derive(Default)]
struct Flaky {
    failures: usize,
    calls: Arc<AtomicUsize>,
}

impl BookService for Flaky {
    async fn get_book(
        &self,
        request: Request<GetBookRequest>,
    ) -> Result<Response<GetBookResponse>, Error> {
        if self.calls.fetch_add(1, Ordering::Relaxed) < self.failures {
            return Err(Error::unavailable("busy"));
        }
        let (message, context) = request.into_parts();
        if message.title == "slow" {
            tokio::time::sleep(Duration::from_secs(60)).await;
        }
        if message.title == "busy" {
            // Passes time within one poll, as decoding a large message does.
            let time = tokio::time::advance(Duration::from_secs(60));
            let mut time = std::pin::pin!(time);
            poll_fn(|context| Poll::Ready(time.as_mut().poll(context).is_ready())).await;
        }
        let author = format!("{:?}", context.timeout());
        Ok(GetBookResponse { title: message.title, author }.into())
    }
}

fn retrying(failures: usize, retry: Retry) -> (Client, Arc<AtomicUsize>) {
    let service = Flaky { failures, ..Flaky::default() };
    let calls = Arc::clone(&service.calls);
    let channel = Channel::new(Router::new().add(BookServiceServer(service))).intercept(retry);
    (Client::new(channel), calls)
}

fn emma() -> GetBookRequest {
    GetBookRequest { title: "Emma".into() }
}

#[tokio::test(start_paused = true)]
async fn a_handler_that_fails_twice_is_called_three_times() {
    let (client, calls) = retrying(2, Retry::new(RetryPolicy::default()));
    let started = Instant::now();
    assert_eq!(client.get_book(emma()).await.unwrap().title, "Emma");
    assert_eq!(calls.load(Ordering::Relaxed), 3);
    // At most 500 ms and then 1 s.
    assert!(started.elapsed() < Duration::from_millis(1_501), "{:?}", started.elapsed());

    let (client, calls) = retrying(3, Retry::new(RetryPolicy::default()));
    let error = client.get_book(emma()).await.unwrap_err();
    assert_eq!((error.code(), error.attempts()), (Code::Unavailable, Some(3)));
    assert_eq!(calls.load(Ordering::Relaxed), 3);
}

#[tokio::test(start_paused = true)]
async fn a_call_has_its_own_policy_and_an_unsafe_one_is_not_repeated() {
    let (client, calls) = retrying(9, Retry::new(RetryPolicy::default()));
    client.get_book(emma()).retry(RetryPolicy::none()).await.unwrap_err();
    assert_eq!(calls.load(Ordering::Relaxed), 1);
    let error = client.list_books(ListBooksRequest::default()).await.unwrap_err();
    assert_eq!((error.code(), error.attempts()), (Code::Unimplemented, Some(1)));
}

#[tokio::test(start_paused = true)]
async fn the_time_limit_is_that_of_all_attempts() {
    let limit = Some(Duration::from_secs(5));
    let (client, _) = retrying(1, Retry::new(RetryPolicy::default()).with_timeout(limit));
    let started = Instant::now();
    let slow = GetBookRequest { title: "slow".into() };
    let error = client.get_book(slow).await.unwrap_err();
    assert_eq!(started.elapsed(), Duration::from_secs(5));
    assert_eq!((error.code(), error.attempts()), (Code::DeadlineExceeded, Some(2)));

    let (client, _) = retrying(0, Retry::new(RetryPolicy::none()).with_timeout(limit));
    assert_eq!(client.get_book(emma()).await.unwrap().author, "Some(5s)");
    let call = client.get_book(emma()).timeout(Duration::from_secs(2));
    assert_eq!(call.await.unwrap().author, "Some(2s)");
    let call = client.get_book(emma()).timeout(gitpod_runtime::Duration::from_secs(3));
    assert_eq!(call.await.unwrap().author, "Some(3s)");
    // A negative limit has expired.
    let negative: gitpod_runtime::Duration = "-1s".parse().unwrap();
    let error = client.get_book(emma()).timeout(negative).await.unwrap_err();
    assert_eq!(error.code(), Code::DeadlineExceeded);
    // No limit takes precedence over that of the client.
    let slow = GetBookRequest { title: "slow".into() };
    client.get_book(slow).timeout(None).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_response_that_takes_too_long_to_decode_is_late() {
    let (client, calls) = retrying(0, Retry::new(RetryPolicy::default()));
    let busy = || client.get_book(GetBookRequest { title: "busy".into() });
    let error = busy().timeout(Duration::from_secs(60)).await.unwrap_err();
    assert_eq!((error.code(), error.attempts()), (Code::DeadlineExceeded, Some(1)));
    assert_eq!(calls.load(Ordering::Relaxed), 1);
    busy().timeout(Duration::from_secs(61)).await.unwrap();
}

/// Counts attempts.
struct Attempts(Arc<AtomicUsize>);

impl Interceptor for Attempts {
    fn intercept<'a>(
        &'a self,
        request: AnyRequest<'a>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<AnyResponse, Error>> {
        let attempt = usize::try_from(request.attempt()).unwrap();
        assert_eq!(attempt, self.0.fetch_add(1, Ordering::Relaxed) + 1);
        next.run(request)
    }
}

#[tokio::test(start_paused = true)]
async fn interceptors_inside_of_retries_see_each_attempt() {
    let service = Flaky { failures: 2, ..Flaky::default() };
    let (outside, inside) = (Arc::default(), Arc::default());
    let channel = Channel::new(Router::new().add(BookServiceServer(service)))
        .intercept(Attempts(Arc::clone(&outside)))
        .intercept(Retry::new(RetryPolicy::default()))
        .intercept(Attempts(Arc::clone(&inside)));
    Client::new(channel).get_book(emma()).await.unwrap();
    assert_eq!(outside.load(Ordering::Relaxed), 1);
    assert_eq!(inside.load(Ordering::Relaxed), 3);
}

#[tokio::test(start_paused = true)]
async fn a_server_may_retry_its_handlers_too() {
    let service = Flaky { failures: 1, ..Flaky::default() };
    let router = Router::new().add(BookServiceServer(service));
    let client = Client::new(router.intercept(Retry::new(RetryPolicy::default())));
    assert_eq!(client.get_book(emma()).await.unwrap().title, "Emma");
}
