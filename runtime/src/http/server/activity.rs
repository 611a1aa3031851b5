//! Whether a connection is in use.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::timeout;

/// Counts what keeps a connection open: calls in progress and blocked writes. Clones share the count.
#[derive(Clone)]
pub(super) struct Activity(watch::Sender<usize>);

impl Activity {
    pub(super) fn new() -> Self {
        Self(watch::Sender::new(0))
    }

    /// Marks the connection as in use until the result is dropped.
    pub(super) fn begin(&self) -> Busy {
        self.0.send_modify(|count| *count += 1);
        Busy(self.0.clone())
    }

    /// Completes when the connection has not been in use for so long.
    pub(super) async fn idle_for(&self, duration: Duration) {
        let mut count = self.0.subscribe();
        loop {
            let in_use = *count.borrow_and_update() > 0;
            // The sender is `self`, so waiting for a change does not fail.
            if in_use {
                let _ = count.changed().await;
            } else if timeout(duration, count.changed()).await.is_err() {
                return;
            }
        }
    }
}

/// Something that keeps a connection open.
pub(super) struct Busy(watch::Sender<usize>);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count -= 1);
    }
}
