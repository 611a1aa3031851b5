//! Time limits by tokio's clock, for retries and for the transport over HTTP.

use std::future;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use crate::rpc::Error;

/// The end of a time limit that starts now. `None` means no limit, and so does a time beyond the
/// clock's range.
pub(crate) fn after(timeout: Option<Duration>) -> Option<Instant> {
    Instant::now().checked_add(timeout?)
}

/// The output of a future, or `None` if the deadline comes first.
///
/// The deadline is polled before the future, so that it wins over the same deadline further in.
pub(crate) async fn within<F: Future>(deadline: Option<Instant>, future: F) -> Option<F::Output> {
    let Some(deadline) = deadline else { return Some(future.await) };
    let mut over = pin!(sleep_until(deadline));
    let mut future = pin!(future);
    future::poll_fn(|context| match over.as_mut().poll(context) {
        Poll::Ready(()) => Poll::Ready(None),
        Poll::Pending => future.as_mut().poll(context).map(Some),
    })
    .await
}

/// The error of a call whose time limit is over.
pub(crate) fn exceeded(timeout: Duration) -> Error {
    Error::deadline_exceeded(format!("no reply within {} ms", timeout.as_millis()))
}
