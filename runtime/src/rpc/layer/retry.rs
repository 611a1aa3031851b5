//! Time limits and retries.

use std::time::{Duration, SystemTime};

use tokio::time::{Instant, sleep};

use super::{AnyRequest, AnyResponse, Interceptor, Next, RetryPolicy, deadline, retry_after};
use crate::rpc::{BoxFuture, Error};

/// An interceptor that enforces time limits and retries failed calls.
///
/// The limit covers all attempts of a call and the waits between them; a wait that would outlast it
/// is not begun. [`RetryPolicy`] decides which failures are retried and when;
/// [`AnyRequest::retry`] overrides it for one call. [`Error::attempts`] has the number of attempts.
///
/// Interceptors further in run once for each attempt. Timeouts and waits need tokio's clock.
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
    /// Retries calls by a policy. [`RetryPolicy::none`] only enforces time limits.
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
        mut request: AnyRequest<'a>,
        next: Next<'a>,
    ) -> Result<AnyResponse, Error> {
        let policy = request.retry.take().unwrap_or(self.policy);
        let timeout = request.timeout().or(self.timeout);
        let deadline = deadline::after(timeout);
        let (mut attempt, mut failed) = (0, None);
        loop {
            attempt += 1;
            request.set_attempt(attempt);
            let error = match run_once(request.clone(), next, deadline).await {
                Some(Ok(response)) => return Ok(response),
                Some(Err(error)) => error.with_attempts(attempt),
                None => return Err(exceeded(timeout, attempt, next.url(request.path()), failed)),
            };
            let wait = policy.wait(attempt, requested_wait(&error), fastrand::f64());
            if !policy.repeats(&error, request.idempotency(), attempt) || !leaves(deadline, wait) {
                return Err(error);
            }
            #[cfg(feature = "tracing")]
            super::span::record_retry(&error, attempt, wait);
            failed = Some(error);
            sleep(wait).await;
        }
    }
}

/// Runs one attempt within the time that is left. Returns `None` once the time is over.
async fn run_once<'a>(
    mut request: AnyRequest<'a>,
    next: Next<'a>,
    deadline: Option<Instant>,
) -> Option<Result<AnyResponse, Error>> {
    if let Some(deadline) = deadline {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return None;
        }
        request.set_timeout(Some(left));
    }
    deadline::within(deadline, next.run(request)).await
}

/// The error of a call whose time is over, caused by the last attempt that failed.
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

/// The wait that the server asked for.
fn requested_wait(error: &Error) -> Option<Duration> {
    retry_after::parse(error.metadata().get("retry-after")?, SystemTime::now())
}

/// Whether a wait leaves time for another attempt.
fn leaves(deadline: Option<Instant>, wait: Duration) -> bool {
    deadline.is_none_or(|deadline| deadline.saturating_duration_since(Instant::now()) > wait)
}

impl Interceptor for Retry {
    fn intercept<'a>(
        &'a self,
        request: AnyRequest<'a>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<AnyResponse, Error>> {
        Box::pin(self.run(request, next))
    }
}
