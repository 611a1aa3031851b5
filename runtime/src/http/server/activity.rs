//! Whether a connection is in use.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until};

/// Counts what keeps a connection open: calls in progress and blocked writes. Clones share the count.
///
/// Calls wake nothing but a task that waits for the last of them to end.
#[derive(Clone)]
pub(super) struct Activity(Arc<Shared>);

struct Shared {
    usage: Mutex<Usage>,
    /// Notified when the connection is no longer in use.
    ended: Notify,
}

#[derive(Clone, Copy)]
struct Usage {
    count: usize,
    /// When the count became zero.
    idle_since: Instant,
}

impl Activity {
    pub(super) fn new() -> Self {
        let usage = Usage { count: 0, idle_since: Instant::now() };
        Self(Arc::new(Shared { usage: Mutex::new(usage), ended: Notify::new() }))
    }

    /// Marks the connection as in use until the result is dropped.
    pub(super) fn begin(&self) -> Busy {
        self.0.with(|usage| usage.count += 1);
        Busy(Arc::clone(&self.0))
    }

    /// Completes when the connection has not been in use for so long.
    pub(super) async fn idle_for(&self, duration: Duration) {
        loop {
            // Created before the usage is read, so it sees every end after that.
            let ended = self.0.ended.notified();
            let usage = self.0.with(|usage| *usage);
            let end = usage.idle_since + duration;
            if usage.count > 0 {
                ended.await;
            } else if Instant::now() >= end {
                return;
            } else {
                sleep_until(end).await;
            }
        }
    }
}

impl Shared {
    fn with<T>(&self, access: impl FnOnce(&mut Usage) -> T) -> T {
        access(&mut self.usage.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Something that keeps a connection open.
pub(super) struct Busy(Arc<Shared>);

impl Drop for Busy {
    fn drop(&mut self) {
        let idle = self.0.with(|usage| {
            usage.count -= 1;
            let idle = usage.count == 0;
            if idle {
                usage.idle_since = Instant::now();
            }
            idle
        });
        if idle {
            self.0.ended.notify_waiters();
        }
    }
}
