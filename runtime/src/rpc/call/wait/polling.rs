//! [`Polling`]: the loop of a wait, over messages of any type.

use std::pin::pin;
use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::state;
use crate::message::Message;
use crate::rpc::call::DynamicCall;
use crate::rpc::{Error, RetryPolicy, deadline};

/// The shortest wait between two polls, so that an interval of zero does not flood the server.
const MIN_WAIT: Duration = Duration::from_millis(10);

/// Whether a response ends the wait.
pub(super) type Until<'a> = dyn FnMut(&(dyn Message + 'static)) -> Result<bool, Error> + Send + 'a;

/// The settings of a wait.
#[derive(Debug, Clone, Copy)]
pub(super) struct Polling {
    pub(super) timeout: Option<Duration>,
    /// The waits between polls. Its attempts are not used.
    pub(super) backoff: RetryPolicy,
    pub(super) allow_not_found: bool,
}

impl Default for Polling {
    fn default() -> Self {
        let backoff = RetryPolicy::default()
            .with_initial_backoff(Duration::from_secs(1))
            .with_max_backoff(Duration::from_secs(15));
        Self { timeout: Some(Duration::from_secs(600)), backoff, allow_not_found: false }
    }
}

impl Polling {
    /// Repeats a call until `until` returns true. Returns the last response.
    pub(super) async fn run(
        self,
        call: &DynamicCall<'_>,
        until: &mut Until<'_>,
    ) -> Result<Box<dyn Message>, Error> {
        deadline::check_runtime()?;
        let deadline = deadline::after(self.timeout);
        let mut progress = Progress::start();
        loop {
            progress.polls = progress.polls.saturating_add(1);
            match deadline::within(deadline, pin!(call.repeat())).await {
                None => return Err(progress.expired(self.timeout, call)),
                Some(Ok(response)) => {
                    progress.last = Some(state::summary(&*response.message));
                    if until(&*response.message).map_err(|error| progress.failed(error))? {
                        return Ok(response.message);
                    }
                }
                Some(Err(error)) if self.allow_not_found && error.is_not_found() => {
                    progress.last = Some(error.code().to_string());
                }
                Some(Err(error)) => return Err(progress.failed(error)),
            }
            // From one half to all of the interval.
            let jitter = 0.5 + fastrand::f64() / 2.0;
            let wait = self.backoff.wait(progress.polls, None, jitter).max(MIN_WAIT);
            if !deadline::leaves(deadline, wait) {
                return Err(progress.expired(self.timeout, call));
            }
            sleep(wait).await;
        }
    }
}

/// The response of a call that cannot be repeated, if it ends the wait.
pub(super) fn once(
    response: Box<dyn Message>,
    until: &mut Until<'_>,
) -> Result<Box<dyn Message>, Error> {
    if until(&*response)? {
        return Ok(response);
    }
    let last = state::summary(&*response);
    Err(Error::failed_precondition("the call has a fixed response, which does not end the wait")
        .with_waited(&format!("after 1 poll; last response: {last}"))
        .with_hint("to test a wait, use the transport `Fake`"))
}

/// The polls so far.
struct Progress {
    started: Instant,
    polls: u32,
    last: Option<String>,
}

impl Progress {
    fn start() -> Self {
        Self { started: Instant::now(), polls: 0, last: None }
    }

    /// The error of a poll that ended the wait.
    fn failed(&self, error: Error) -> Error {
        let seconds = self.started.elapsed().as_secs_f64();
        let polls = if self.polls == 1 { "1 poll".into() } else { format!("{} polls", self.polls) };
        let last = self.last.as_ref().map(|last| format!("; last response: {last}"));
        error.with_waited(&format!(
            "after {polls} in {seconds:.1} s{}",
            last.as_deref().unwrap_or_default()
        ))
    }

    /// The error of a wait that timed out.
    fn expired(&self, timeout: Option<Duration>, call: &DynamicCall<'_>) -> Error {
        let seconds = timeout.unwrap_or_default().as_secs_f64();
        let message = format!("the awaited state was not reached within {seconds} s");
        self.failed(Error::deadline_exceeded(message)).with_method(call.path())
    }
}
