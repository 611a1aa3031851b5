//! [`RetryPolicy`]: which failures are retried, and when. It only computes; `Retry` waits.

use std::time::Duration;

use crate::rpc::{Code, Error, Idempotency};

/// The number of attempts of a failed call and the waits between them.
///
/// The backoff is exponential with full jitter: the upper bound doubles from
/// [`initial_backoff`](Self::with_initial_backoff) to [`max_backoff`](Self::with_max_backoff), and
/// each wait is a random part of it. A `Retry-After` header takes precedence, up to
/// [`max_retry_after`](Self::with_max_retry_after).
///
/// Transient failures are retried: [`Code::Unavailable`], and [`Code::ResourceExhausted`] with a
/// `Retry-After` header. Calls are only retried if that is safe: the RPC has no side effects or is
/// idempotent, or no part of the request was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    max_attempts: u32,
    initial_backoff: Duration,
    max_backoff: Duration,
    max_retry_after: Duration,
}

impl Default for RetryPolicy {
    /// Three attempts, an initial backoff of 500 ms, a maximum backoff of 8 s, and up to 60 s for
    /// `Retry-After`.
    fn default() -> Self {
        Self {
            max_attempts: 3,
            initial_backoff: Duration::from_millis(500),
            max_backoff: Duration::from_secs(8),
            max_retry_after: Duration::from_secs(60),
        }
    }
}

impl RetryPolicy {
    /// One attempt, no retries.
    #[must_use]
    pub fn none() -> Self {
        Self::default().with_max_attempts(1)
    }

    /// Sets the maximum number of attempts, including the first. 0 counts as 1. Defaults to 3.
    #[must_use]
    pub const fn with_max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = if attempts == 0 { 1 } else { attempts };
        self
    }

    /// Sets the maximum wait before the second attempt. Defaults to 500 ms.
    #[must_use]
    pub const fn with_initial_backoff(mut self, wait: Duration) -> Self {
        self.initial_backoff = wait;
        self
    }

    /// Sets the maximum wait before any later attempt. Defaults to 8 s.
    #[must_use]
    pub const fn with_max_backoff(mut self, wait: Duration) -> Self {
        self.max_backoff = wait;
        self
    }

    /// Sets the maximum wait for `Retry-After`. Longer waits are reduced to it. Defaults to 60 s.
    #[must_use]
    pub const fn with_max_retry_after(mut self, wait: Duration) -> Self {
        self.max_retry_after = wait;
        self
    }

    /// The maximum number of attempts, including the first.
    #[must_use]
    pub const fn max_attempts(&self) -> u32 {
        self.max_attempts
    }

    /// Whether a call that failed after `attempts` attempts is retried.
    #[must_use]
    pub fn should_retry(&self, error: &Error, idempotency: Idempotency, attempts: u32) -> bool {
        attempts < self.max_attempts && is_safe_to_retry(error, idempotency) && is_transient(error)
    }

    /// The wait after `attempts` attempts, which is at least 1.
    ///
    /// `retry_after` is the wait that the server requested. `random`, from 0 to 1, is the jitter:
    /// the part of the maximum wait to use.
    #[must_use]
    pub fn wait(&self, attempts: u32, retry_after: Option<Duration>, random: f64) -> Duration {
        if let Some(asked) = retry_after {
            return asked.min(self.max_retry_after);
        }
        let doublings = attempts.saturating_sub(1).min(31);
        let longest = self.initial_backoff.saturating_mul(1 << doublings).min(self.max_backoff);
        // Out of range only if `random` is.
        Duration::try_from_secs_f64(longest.as_secs_f64() * random).unwrap_or(longest)
    }
}

fn is_safe_to_retry(error: &Error, idempotency: Idempotency) -> bool {
    match idempotency {
        Idempotency::NoSideEffects | Idempotency::Idempotent => true,
        Idempotency::Unknown => error.nothing_sent(),
    }
}

/// An exhausted quota is only transient if the server says when to retry.
fn is_transient(error: &Error) -> bool {
    match error.code() {
        Code::Unavailable => true,
        Code::ResourceExhausted => error.metadata().get("retry-after").is_some(),
        _ => false,
    }
}
