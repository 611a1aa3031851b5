//! A clock that only tests advance.
//!
//! A paused clock advances by itself to the next timer whenever the runtime waits for a socket, so a
//! timeout would pass while a request is on its way.

use std::sync::mpsc;
use std::time::Duration;

use tokio::time::{Instant, advance};

use crate::support::LONG;

/// Keeps the paused clock from advancing by itself until it is dropped.
pub(crate) struct Clock {
    /// Ends the blocking task. tokio's clock does not advance by itself beside such a task.
    _release: mpsc::Sender<()>,
}

impl Clock {
    /// Stops the clock, which is paused already.
    pub(crate) fn stop() -> Self {
        let (release, released) = mpsc::channel::<()>();
        tokio::task::spawn_blocking(move || {
            let _ = released.recv();
        });
        Self { _release: release }
    }

    /// Advances the clock second by second until a future completes, and returns how long it took.
    /// Panics if it does not complete before every timeout has passed.
    pub(crate) async fn advance_until(&self, future: impl Future) -> Duration {
        let begin = Instant::now();
        let mut future = std::pin::pin!(future);
        loop {
            assert!(begin.elapsed() < 2 * LONG, "no timeout ended it");
            tokio::select! {
                biased;
                _ = &mut future => return begin.elapsed(),
                () = advance(Duration::from_secs(1)) => {}
            }
        }
    }
}
