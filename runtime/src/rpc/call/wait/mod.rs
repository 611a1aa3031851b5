//! [`Wait`]: repeats a call until the message that it reads has a state. The loop in `polling`
//! knows no message type.
//!
//! Each poll is a call through all interceptors of the channel. Depends on tokio's clock.

mod polling;
mod state;

use std::fmt;
use std::time::Duration;

use polling::Polling;

use super::Call;
use super::polled::Polled;
use crate::message::{Message, MissingField};
use crate::rpc::{BoxFuture, Error, TimeLimit, downcast, downcast_ref};

impl<'a, R: Polled> Call<'a, R> {
    /// Repeats the call until `until` returns true for the message in the response.
    ///
    /// Each poll is a call of its own, with the options of this one: it runs through all interceptors,
    /// so tokens are renewed and transient failures are retried by the client's policy. Any other
    /// failure ends the wait. [`Wait`] has the time limit and the intervals.
    ///
    /// For a resource that can also fail, let `until` return true in every final state, and look at
    /// the message afterwards.
    ///
    /// ```ignore
    /// let runner = client
    ///     .get_runner(request)
    ///     .wait_until(|runner| runner.status.as_ref().is_some_and(|status| status.phase == Active))
    ///     .timeout(Duration::from_secs(120))
    ///     .await?;
    /// ```
    pub fn wait_until(self, until: impl FnMut(&R::Item) -> bool + Send + 'a) -> Wait<'a, R> {
        Wait { call: self, until: Box::new(until), polling: Polling::default() }
    }
}

/// A call that is repeated until the message in its response has a state; see
/// [`Call::wait_until`]. It starts when it is awaited, and returns the message.
///
/// | setting | default |
/// | --- | --- |
/// | [`timeout`](Self::timeout) | 10 minutes |
/// | [`interval`](Self::interval) | 1 s |
/// | [`max_interval`](Self::max_interval) | 15 s |
/// | `not_found` | ends the wait; see [`allow_not_found`](Self::allow_not_found) |
///
/// The waits between polls double from the first interval to the longest one, and each is a random
/// part between one half and all of it, at least 10 ms. If the next poll would be after the time
/// limit, the wait fails immediately with
/// [`Code::DeadlineExceeded`](crate::rpc::Code::DeadlineExceeded). Errors say how long the wait took,
/// how many polls there were, and the enum values and flags of the last response. Needs a tokio
/// runtime with time enabled.
#[must_use = "a wait starts when it is awaited, and not before"]
pub struct Wait<'a, R: Polled> {
    call: Call<'a, R>,
    until: Until<'a, R::Item>,
    polling: Polling,
}

/// Whether a message ends the wait.
type Until<'a, T> = Box<dyn FnMut(&T) -> bool + Send + 'a>;

impl<'a, R: Polled> Wait<'a, R> {
    /// Sets the time limit of the wait; `None` means no limit. Defaults to 10 minutes.
    ///
    /// The time limit of each poll is that of the call: set it before
    /// [`wait_until`](Call::wait_until).
    pub fn timeout(mut self, limit: impl Into<TimeLimit>) -> Self {
        self.polling.timeout = limit.into().duration();
        self
    }

    /// Sets the longest wait before the second poll. Defaults to 1 s.
    pub const fn interval(mut self, interval: Duration) -> Self {
        self.polling.backoff = self.polling.backoff.with_initial_backoff(interval);
        self
    }

    /// Sets the longest wait between two polls. Defaults to 15 s.
    pub const fn max_interval(mut self, interval: Duration) -> Self {
        self.polling.backoff = self.polling.backoff.with_max_backoff(interval);
        self
    }

    /// Keeps polling after `not_found`, for a resource that is about to be created. By default,
    /// `not_found` ends the wait with that error.
    pub const fn allow_not_found(mut self) -> Self {
        self.polling.allow_not_found = true;
        self
    }

    async fn run(self) -> Result<R::Item, Error> {
        let Self { call, mut until, polling } = self;
        let mut until = |response: &(dyn Message + 'static)| {
            Ok(until(downcast_ref::<R>(response)?.item().ok_or_else(|| missing(response))?))
        };
        let response = match call.into_untyped().into_dynamic() {
            Ok(call) => polling.run(&call, &mut until).await?,
            Err(outcome) => polling::once(outcome.await?.message, &mut until)?,
        };
        let absent = missing(&*response);
        downcast::<R>(response)?.into_item().ok_or(absent)
    }
}

/// The error of a response without its message.
fn missing(response: &dyn Message) -> Error {
    let descriptor = response.descriptor();
    let field = descriptor.fields().first().map_or("", |field| field.name());
    MissingField::new(descriptor.name(), field).into()
}

impl<'a, R: Polled> IntoFuture for Wait<'a, R> {
    type Output = Result<R::Item, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<R: Polled> fmt::Debug for Wait<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wait")
            .field("call", &self.call)
            .field("polling", &self.polling)
            .finish_non_exhaustive()
    }
}
