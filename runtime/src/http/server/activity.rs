//! Whether a connection is in use.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until, timeout_at};

/// Counts what keeps a connection open: calls in progress, blocked writes, and data of ended calls that is
/// not written. Clones share the counts.
///
/// Calls wake nothing but a task that waits for the last of them to end.
#[derive(Clone)]
pub(super) struct Activity(Arc<Shared>);

struct Shared {
    usage: Mutex<Usage>,
    /// How long data keeps the connection open after the last call.
    unsent_timeout: Duration,
    /// Notified when the connection is no longer in use, and when its data has been written after that.
    ended: Notify,
}

#[derive(Clone, Copy)]
struct Usage {
    count: usize,
    unsent: usize,
    /// When the count became zero.
    idle_since: Instant,
}

impl Activity {
    /// A connection that is not in use. After its last call, data that is not written keeps it open for the
    /// timeout.
    pub(super) fn new(unsent_timeout: Duration) -> Self {
        let usage = Usage { count: 0, unsent: 0, idle_since: Instant::now() };
        Self(Arc::new(Shared { usage: Mutex::new(usage), unsent_timeout, ended: Notify::new() }))
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
            let waits_for_data = usage.unsent > 0 && duration < self.0.unsent_timeout;
            let end = match waits_for_data {
                true => usage.idle_since + self.0.unsent_timeout,
                false => usage.idle_since + duration,
            };
            if usage.count > 0 {
                ended.await;
            } else if Instant::now() >= end {
                return;
            } else if waits_for_data {
                // The data may be written before.
                let _ = timeout_at(end, ended).await;
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

impl Busy {
    /// Marks data of a call as not written until the result is dropped.
    pub(super) fn unsent(&self) -> Unsent {
        self.0.with(|usage| usage.unsent += 1);
        Unsent(Arc::clone(&self.0))
    }
}

/// Data that is not written.
pub(super) struct Unsent(Arc<Shared>);

impl Drop for Unsent {
    fn drop(&mut self) {
        let is_last = self.0.with(|usage| {
            usage.unsent -= 1;
            usage.unsent == 0 && usage.count == 0
        });
        if is_last {
            self.0.ended.notify_waiters();
        }
    }
}

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
