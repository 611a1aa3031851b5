//! [`IdleConnections`]: connections that wait for a request, and requests that wait for a connection.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until};

use super::connection::Connection;
use super::url::Url;
use crate::rpc::BoxFuture;

/// The time after which an idle connection is closed.
const IDLE_TIMEOUT: Duration = Duration::from_secs(90);

/// The idle connections of a client.
#[derive(Default)]
pub(super) struct IdleConnections(Mutex<State>);

#[derive(Default)]
struct State {
    /// Those that became idle last are at the end.
    idle: Vec<Idle>,
    waiting: Vec<Waiting>,
    /// The task that closes connections after the timeout.
    closing: Option<JoinHandle<()>>,
}

struct Idle {
    connection: Box<Connection>,
    since: Instant,
}

/// A request that is connecting, and takes an idle connection if there is one before.
struct Waiting {
    url: Url,
    to: oneshot::Sender<Lease>,
}

/// A connection for a request, or a wait for one.
pub(super) enum Lookup {
    Found { lease: Lease, idle_for: Duration },
    Pending(oneshot::Receiver<Lease>),
}

impl IdleConnections {
    /// Takes the connection to the origin of a URL that became idle last.
    pub(super) fn take(self: &Arc<Self>, url: &Url) -> Lookup {
        let mut state = self.lock();
        let now = Instant::now();
        while let Some(at) = state.idle.iter().rposition(|idle| idle.connection.is_for(url)) {
            let Idle { connection, since } = state.idle.remove(at);
            let idle_for = now.saturating_duration_since(since);
            if idle_for < IDLE_TIMEOUT {
                return Lookup::Found { lease: Lease::new(connection, self, true), idle_for };
            }
        }
        let (to, lease) = oneshot::channel();
        state.waiting.retain(|waiting| !waiting.to.is_closed());
        state.waiting.push(Waiting { url: url.clone(), to });
        Lookup::Pending(lease)
    }

    /// Drops the idle connections to the origin of a URL that were closed by their server.
    pub(super) fn drop_closed(&self, url: &Url) {
        let mut state = self.lock();
        state.idle.retain_mut(|idle| !idle.connection.is_for(url) || idle.connection.is_idle());
    }

    /// Hands an idle connection to a request that waits for one, or keeps it.
    fn put(self: &Arc<Self>, connection: Box<Connection>) {
        let mut lease = Lease::new(connection, self, true);
        loop {
            let mut state = self.lock();
            let Some(connection) = &lease.connection else { return };
            let waits = |waiting: &Waiting| connection.is_for(&waiting.url);
            let Some(at) = state.waiting.iter().position(waits) else {
                let connection = lease.connection.take();
                let since = Instant::now();
                state.idle.extend(connection.map(|connection| Idle { connection, since }));
                return state.close_in_time(self, since + IDLE_TIMEOUT);
            };
            let Waiting { to, .. } = state.waiting.remove(at);
            // A lease that is dropped locks the state.
            drop(state);
            match to.send(lease) {
                Ok(()) => return,
                Err(returned) => lease = returned,
            }
        }
    }

    /// Closes connections after the timeout, from a time on and until there are none.
    async fn close_in_time(pool: Weak<Self>, first: Instant) {
        let mut next = Some(first);
        while let Some(time) = next {
            sleep_until(time).await;
            next = pool.upgrade().and_then(|pool| pool.lock().close_old());
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Starts the task that closes connections after the timeout, unless it runs. It ends with its runtime.
    fn close_in_time(&mut self, pool: &Arc<IdleConnections>, first: Instant) {
        if self.closing.as_ref().is_none_or(JoinHandle::is_finished)
            && let Ok(runtime) = Handle::try_current()
        {
            let closing = IdleConnections::close_in_time(Arc::downgrade(pool), first);
            self.closing = Some(spawn(&runtime, Box::pin(closing)));
        }
    }

    /// Closes connections after the timeout. Returns when the next one is to be closed.
    fn close_old(&mut self) -> Option<Instant> {
        let now = Instant::now();
        self.idle.retain(|idle| now < idle.since + IDLE_TIMEOUT);
        let next = self.idle.first().map(|idle| idle.since + IDLE_TIMEOUT);
        if next.is_none() {
            self.closing = None;
        }
        next
    }
}

impl Drop for State {
    fn drop(&mut self) {
        if let Some(closing) = &self.closing {
            closing.abort();
        }
    }
}

/// Spawns a task. All tasks of the client have this type, because tokio's code for a task is compiled for
/// each type.
pub(super) fn spawn(runtime: &Handle, task: BoxFuture<'static, ()>) -> JoinHandle<()> {
    runtime.spawn(task)
}

/// A connection that a request uses. Dropped after the response was read, it is idle again.
pub(super) struct Lease {
    connection: Option<Box<Connection>>,
    pool: Arc<IdleConnections>,
    /// Whether the connection came from the pool.
    pub(super) is_reused: bool,
}

impl Lease {
    pub(super) fn new(
        connection: Box<Connection>,
        pool: &Arc<IdleConnections>,
        is_reused: bool,
    ) -> Self {
        Self { connection: Some(connection), pool: Arc::clone(pool), is_reused }
    }

    pub(super) fn connection(&mut self) -> &mut Connection {
        self.connection.as_mut().expect("it is taken when the lease is dropped")
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if let Some(mut connection) = self.connection.take()
            && connection.is_idle()
        {
            self.pool.put(connection);
        }
    }
}
