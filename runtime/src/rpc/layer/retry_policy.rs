//! How often, and after what wait, a failed call is repeated. Plain numbers: who waits is a
//! transport's affair.

use std::time::Duration;

use crate::rpc::{Code, Error, Idempotency};

/// How often a failed call is repeated, and how long to wait before that.
///
/// Waits grow twofold from [`initial_backoff`](Self::with_initial_backoff) up to
/// [`max_backoff`](Self::with_max_backoff), and each is a random part of that, so that clients
/// that failed together do not come back together. A server that says `Retry-After` is waited for
/// as long as it says, up to [`max_retry_after`](Self::with_max_retry_after).
///
/// Repeated are failures that may pass, [`Code::Unavailable`] and a [`Code::ResourceExhausted`]
/// that says `Retry-After`, and only where a repetition does no harm: the RPC has no side effects
/// or is idempotent, or nothing of the request was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    max_attempts: u32,
    initial_backoff: Duration,
    max_backoff: Duration,
    max_retry_after: Duration,
}

impl Default for RetryPolicy {
    /// Three attempts, waits of up to half a second and up to 8 seconds, and at most a minute for
    /// a server that says when to come back.
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
    /// One attempt and no repetition.
    #[must_use]
    pub fn none() -> Self {
        Self::default().with_max_attempts(1)
    }

    /// Sets how often a call is tried at most, the first time included; 0 counts as 1.
    #[must_use]
    pub const fn with_max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = if attempts == 0 { 1 } else { attempts };
        self
    }

    /// Sets the longest wait before the second attempt.
    #[must_use]
    pub const fn with_initial_backoff(mut self, wait: Duration) -> Self {
        self.initial_backoff = wait;
        self
    }

    /// Sets the longest wait before any later attempt.
    #[must_use]
    pub const fn with_max_backoff(mut self, wait: Duration) -> Self {
        self.max_backoff = wait;
        self
    }

    /// Sets the longest wait that a server may ask for; one that asks for more is tried after
    /// this.
    #[must_use]
    pub const fn with_max_retry_after(mut self, wait: Duration) -> Self {
        self.max_retry_after = wait;
        self
    }

    /// How often a call is tried at most, the first time included.
    #[must_use]
    pub const fn max_attempts(&self) -> u32 {
        self.max_attempts
    }

    /// Whether a call that failed after `attempts` attempts is tried once more.
    #[must_use]
    pub fn repeats(&self, error: &Error, idempotency: Idempotency, attempts: u32) -> bool {
        attempts < self.max_attempts && is_harmless(error, idempotency) && may_pass(error)
    }

    /// How long to wait after `attempts` attempts, of which there is at least one.
    ///
    /// `retry_after` is what the server said; `random` is from 0 to 1 and says which part of the
    /// longest wait is taken.
    #[must_use]
    pub fn wait(&self, attempts: u32, retry_after: Option<Duration>, random: f64) -> Duration {
        if let Some(asked) = retry_after {
            return asked.min(self.max_retry_after);
        }
        let doublings = attempts.saturating_sub(1).min(31);
        let longest = self.initial_backoff.saturating_mul(1 << doublings).min(self.max_backoff);
        // A product out of range can only come from a random number that is none.
        Duration::try_from_secs_f64(longest.as_secs_f64() * random).unwrap_or(longest)
    }
}

fn is_harmless(error: &Error, idempotency: Idempotency) -> bool {
    match idempotency {
        Idempotency::NoSideEffects | Idempotency::Idempotent => true,
        Idempotency::Unknown => error.nothing_sent(),
    }
}

/// A quota that is used up does not come back in a second, unless the server says when.
fn may_pass(error: &Error) -> bool {
    match error.code() {
        Code::Unavailable => true,
        Code::ResourceExhausted => error.metadata().get("retry-after").is_some(),
        _ => false,
    }
}
