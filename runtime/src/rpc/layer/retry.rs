//! [`Retry`]: time limits and retries, on tokio's clock.

use std::time::{Duration, SystemTime};

use tokio::time::{Instant, sleep};

use super::{AnyRequest, AnyResponse, Interceptor, Next, RetryPolicy, deadline, retry_after};
use crate::rpc::{BoxFuture, Error};

/// An interceptor that enforces time limits and retries failed calls.
///
/// The time limit covers all attempts of a call and the waits between them. If the next wait would
/// exceed it, the call fails immediately. [`RetryPolicy`] decides which failures are retried and
/// when; [`AnyRequest::retry`] overrides it for a single call. [`Error::attempts`] returns the
/// number of attempts.
///
/// Inner interceptors run once per attempt. Needs a tokio runtime with time enabled; without a
/// runtime, calls fail with [`Code::FailedPrecondition`](crate::rpc::Code::FailedPrecondition).
///
/// ```
/// use gitpod_runtime::rpc::{Channel, Retry, RetryPolicy, Router};
///
/// let channel = Channel::new(Router::new()).intercept(Retry::new(RetryPolicy::default()));
/// ```
#[derive(Debug, Clone)]
pub struct Retry {
    policy: RetryPolicy,
    timeout: Option<Duration>,
}

impl Retry {
    /// Retries calls by a policy. With [`RetryPolicy::none`], it only enforces time limits.
    #[must_use]
    pub const fn new(policy: RetryPolicy) -> Self {
        Self { policy, timeout: None }
    }

    /// Sets the time limit of calls that do not set one. Defaults to `None`, no limit.
    #[must_use]
    pub const fn with_timeout(mut self, timeout: Option<Duration>) -> Self {
        self.timeout = timeout;
        self
    }

    async fn run<'a>(
        &'a self,
        request: &mut AnyRequest<'a>,
        next: Next<'a>,
    ) -> Result<AnyResponse, Error> {
        deadline::check_runtime()?;
        let policy = request.retry.take().unwrap_or(self.policy);
        let timeout = request.timeout().or(self.timeout);
        let deadline = deadline::after(timeout);
        let (mut attempt, mut failed) = (0, None);
        loop {
            attempt += 1;
            request.set_attempt(attempt);
            // The first attempt starts when the call does.
            let left = if attempt == 1 { timeout } else { deadline.map(deadline::left) };
            let error = match run_once(request, next, deadline, left).await {
                Some(Ok(response)) => return Ok(response),
                Some(Err(error)) => error.with_attempts(attempt),
                None => return Err(exceeded(timeout, attempt, next.url(request.path()), failed)),
            };
            let wait = policy.wait(attempt, requested_wait(&error), fastrand::f64());
            if !policy.should_retry(&error, request.idempotency(), attempt)
                || !deadline::leaves(deadline, wait)
            {
                return Err(error);
            }
            #[cfg(feature = "tracing")]
            super::span::record_retry(&error, attempt, wait);
            failed = Some(error);
            sleep(wait).await;
        }
    }
}

/// Runs an attempt within the remaining time. Returns `None` if it times out.
async fn run_once<'a>(
    request: &AnyRequest<'a>,
    next: Next<'a>,
    deadline: Option<Instant>,
    left: Option<Duration>,
) -> Option<Result<AnyResponse, Error>> {
    let left = left.filter(|_| deadline.is_some());
    deadline::within(deadline, start(request, next, left)?).await
}

/// Starts an attempt with the remaining time. Not async, so that futures do not hold the copied request.
fn start<'a>(
    request: &AnyRequest<'a>,
    next: Next<'a>,
    left: Option<Duration>,
) -> Option<BoxFuture<'a, Result<AnyResponse, Error>>> {
    let mut request = request.clone();
    if left.is_some_and(|left| left.is_zero()) {
        return None;
    }
    if left.is_some() {
        request.set_timeout(left);
    }
    Some(next.run(request))
}

/// The error of a call that timed out. Its source is the error of the last failed attempt.
fn exceeded(
    timeout: Option<Duration>,
    attempts: u32,
    url: Option<String>,
    failed: Option<Error>,
) -> Error {
    let error = deadline::exceeded(timeout.unwrap_or_default()).with_attempts(attempts);
    let error = url.into_iter().fold(error, Error::with_url);
    failed.into_iter().fold(error, Error::with_source)
}

/// The wait that the server requested.
fn requested_wait(error: &Error) -> Option<Duration> {
    retry_after::parse(error.metadata().get("retry-after")?, SystemTime::now())
}

impl Interceptor for Retry {
    fn intercept<'a>(
        &'a self,
        mut request: AnyRequest<'a>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<AnyResponse, Error>> {
        Box::pin(async move { self.run(&mut request, next).await })
    }
}
