//! A layer that keeps deadlines and repeats calls.

use std::time::{Duration, SystemTime};

use tokio::time::{Instant, sleep};

use super::{deadline, retry_after};
use crate::message::Message;
use crate::rpc::{
    BoxFuture, EncodedRequest, EncodedResponse, Error, MethodDescriptor, RetryPolicy, Transport,
};

/// A transport that keeps the time that callers allow and repeats calls that failed.
///
/// The time is that of the call with all of its attempts and waits; a wait that would outlast it
/// is not begun. [`RetryPolicy`] says what is repeated and when; [`EncodedRequest::retry`] overrules it
/// for one call. [`Error::attempts`] tells how often a call was tried.
///
/// It needs tokio's clock wherever there is a timeout or something to wait for.
#[derive(Debug, Clone)]
pub struct Retrying<T> {
    transport: T,
    policy: RetryPolicy,
    timeout: Option<Duration>,
}

impl<T: Transport> Retrying<T> {
    /// Repeats the calls over a transport.
    #[must_use]
    pub const fn new(transport: T, policy: RetryPolicy) -> Self {
        Self { transport, policy, timeout: None }
    }

    /// Sets the time for calls that do not set one.
    #[must_use]
    pub const fn with_timeout(mut self, timeout: Option<Duration>) -> Self {
        self.timeout = timeout;
        self
    }

    async fn run(&self, mut exchange: EncodedRequest) -> Result<EncodedResponse, Error> {
        let path = exchange.to_path();
        let idempotency = exchange.idempotency();
        let policy = exchange.retry.take().unwrap_or(self.policy);
        let timeout = exchange.timeout.or(self.timeout);
        let deadline = deadline::after(timeout);
        let (mut attempt, mut failed) = (0, None);
        loop {
            attempt += 1;
            let error = match self.attempt(exchange.clone(), deadline).await {
                Some(Ok(reply)) => return Ok(reply),
                Some(Err(error)) => error.with_attempts(attempt),
                None => return Err(self.too_late(&path, timeout, attempt, failed)),
            };
            let wait = policy.wait(attempt, asked_for(&error), fastrand::f64());
            if !policy.repeats(&error, idempotency, attempt) || !leaves(deadline, wait) {
                return Err(error);
            }
            #[cfg(feature = "tracing")]
            super::traced::repeating(&error, attempt, wait);
            failed = Some(error);
            sleep(wait).await;
        }
    }

    /// One attempt in the time that is left; `None` if that does not do.
    async fn attempt(
        &self,
        mut exchange: EncodedRequest,
        deadline: Option<Instant>,
    ) -> Option<Result<EncodedResponse, Error>> {
        if let Some(deadline) = deadline {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return None;
            }
            exchange.timeout = Some(left);
        }
        deadline::within(deadline, self.transport.send(exchange)).await
    }

    fn too_late(
        &self,
        path: &str,
        timeout: Option<Duration>,
        attempts: u32,
        failed: Option<Error>,
    ) -> Error {
        let mut error = deadline::exceeded(timeout.unwrap_or_default()).with_attempts(attempts);
        if let Some(url) = self.transport.url(path) {
            error = error.with_url(url);
        }
        match failed {
            Some(failed) => error.with_source(failed),
            None => error,
        }
    }
}

/// How long the server asked to wait.
fn asked_for(error: &Error) -> Option<Duration> {
    retry_after::parse(error.metadata().get("retry-after")?, SystemTime::now())
}

/// Whether a wait leaves time for another attempt.
fn leaves(deadline: Option<Instant>, wait: Duration) -> bool {
    deadline.is_none_or(|deadline| deadline.saturating_duration_since(Instant::now()) > wait)
}

impl<T: Transport> Transport for Retrying<T> {
    fn send(&self, exchange: EncodedRequest) -> BoxFuture<'_, Result<EncodedResponse, Error>> {
        Box::pin(self.run(exchange))
    }

    fn admit(&self, method: &'static MethodDescriptor, request: &dyn Message) -> Result<(), Error> {
        self.transport.admit(method, request)
    }

    fn url(&self, path: &str) -> Option<String> {
        self.transport.url(path)
    }
}
