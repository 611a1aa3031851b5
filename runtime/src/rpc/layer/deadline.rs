//! Time limits on tokio's clock. Used by `Retry`, by `Wait` and by the HTTP transport.

use std::future;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::time::{Instant, sleep_until};

use crate::rpc::Error;

/// Checks that there is a tokio runtime, because its timers and sockets panic without one.
///
/// # Errors
///
/// [`Code::FailedPrecondition`](crate::rpc::Code::FailedPrecondition), and what to do.
pub(crate) fn check_runtime() -> Result<(), Error> {
    Handle::try_current().map(drop).map_err(|_| {
        Error::failed_precondition("there is no tokio runtime")
            .with_nothing_sent()
            .with_hint("await the call in `#[tokio::main]`, or pass it to `Runtime::block_on`")
    })
}

/// The deadline of a timeout that starts now. `None` means no limit, also for timeouts that
/// overflow the clock.
pub(crate) fn after(timeout: Option<Duration>) -> Option<Instant> {
    Instant::now().checked_add(timeout?)
}

/// Runs a future until the deadline. Returns `None` if the deadline expires first, or while the future
/// computes its output: decoding a large response does not wait, so no timer can interrupt it.
///
/// The deadline is polled before the future, so an outer deadline wins over an equal inner one.
///
/// The future is pinned by the caller, because an argument would be in the returned future twice.
pub(crate) async fn within<F: Future + Unpin>(
    deadline: Option<Instant>,
    mut future: F,
) -> Option<F::Output> {
    let Some(deadline) = deadline else { return Some(future.await) };
    let mut over = pin!(sleep_until(deadline));
    future::poll_fn(|context| match over.as_mut().poll(context) {
        Poll::Ready(()) => Poll::Ready(None),
        Poll::Pending => {
            let output = Pin::new(&mut future).poll(context);
            output.map(|output| (Instant::now() < deadline).then_some(output))
        }
    })
    .await
}

/// The error of a call that timed out.
pub(crate) fn exceeded(timeout: Duration) -> Error {
    Error::deadline_exceeded(format!("timed out after {} ms", timeout.as_millis()))
}

/// The time until a deadline. Zero after it.
pub(crate) fn left(deadline: Instant) -> Duration {
    deadline.saturating_duration_since(Instant::now())
}

/// Whether there is time for another attempt after a wait.
pub(crate) fn leaves(deadline: Option<Instant>, wait: Duration) -> bool {
    deadline.is_none_or(|deadline| left(deadline) > wait)
}
