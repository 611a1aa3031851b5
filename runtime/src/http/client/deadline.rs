//! The time that a caller allows, kept on this side.

use std::future;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use crate::rpc::Error;

/// When a call's time is over, counted from now; a time beyond the clock's range is as good as
/// none.
pub(super) fn after(timeout: Option<Duration>) -> Option<Instant> {
    Instant::now().checked_add(timeout?)
}

/// What a future gives, or `None` if that comes too late.
///
/// The clock is looked at first: where what is inside keeps the same deadline, this one counts.
pub(super) async fn within<F: Future>(deadline: Option<Instant>, future: F) -> Option<F::Output> {
    let Some(deadline) = deadline else { return Some(future.await) };
    let mut over = pin!(sleep_until(deadline));
    let mut future = pin!(future);
    future::poll_fn(|context| match over.as_mut().poll(context) {
        Poll::Ready(()) => Poll::Ready(None),
        Poll::Pending => future.as_mut().poll(context).map(Some),
    })
    .await
}

/// The error of a call whose time is over.
pub(super) fn exceeded(timeout: Duration) -> Error {
    Error::deadline_exceeded(format!("no reply within {} ms", timeout.as_millis()))
}
