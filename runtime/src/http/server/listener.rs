//! The listener: accepts connections, serves each in a task and shuts down gracefully.
//!
//! It serves any tower service and knows nothing of RPCs.

use std::convert::Infallible;
use std::error::Error as StdError;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use http_body::Body;
use hyper::body::Incoming;
use tokio::net::{TcpListener, TcpStream, ToSocketAddrs};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tower_service::Service;

use super::admission::Admission;
use super::connection::Connection;
use super::limits::Limits;

/// The delay before accepting again after an error of the system, such as too many open files.
const ACCEPT_RETRY_DELAY: Duration = Duration::from_millis(100);

/// The upper bound of timeouts, within the range of the clock.
const MAX_TIMEOUT: Duration = Duration::from_secs(24 * 60 * 60);

/// A listening socket that serves a tower service, such as an [`HttpService`](super::HttpService) or
/// an `axum::Router`, over HTTP/1.1 and HTTP/2 without TLS.
///
/// ```no_run
/// # use gitpod_runtime::{http::server::HttpServer, Router};
/// # async fn run(router: Router, shutdown: impl Future<Output = ()>) -> std::io::Result<()> {
/// let server = HttpServer::bind("127.0.0.1:0").await?;
/// println!("http://{}", server.local_addr()?);
/// server.serve(router.into_http(), shutdown).await;
/// # Ok(()) }
/// ```
#[derive(Debug)]
pub struct HttpServer {
    listener: TcpListener,
    limits: Limits,
    admission: Admission,
    shutdown_grace: Duration,
}

impl HttpServer {
    /// Binds to an address. Port 0 picks a free port.
    ///
    /// # Errors
    ///
    /// If the address cannot be resolved or is in use.
    pub async fn bind(address: impl ToSocketAddrs) -> io::Result<Self> {
        TcpListener::bind(address).await.map(Self::from)
    }

    /// The local address.
    ///
    /// # Errors
    ///
    /// If the operating system does not report it.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Sets the time limit for the headers of a request, after which the connection is closed.
    /// Defaults to 30 seconds.
    ///
    /// Over HTTP/1.1 it also limits how long a connection may stay idle between requests.
    #[must_use]
    pub fn header_timeout(mut self, timeout: Duration) -> Self {
        self.limits.header_timeout = timeout.min(MAX_TIMEOUT);
        self
    }

    /// Sets how long a response may wait for a client that takes none of it. Defaults to 30 seconds.
    ///
    /// A connection whose client does not read from the socket is closed. An HTTP/2 stream whose
    /// client grants no flow-control window is reset with `CANCEL`, and the connection stays open;
    /// there the client has to take 16 KiB, or what is left, within the timeout. A response of at most
    /// 16 KiB counts as taken when the client grants any window.
    #[must_use]
    pub fn stall_timeout(mut self, timeout: Duration) -> Self {
        self.limits.stall_timeout = timeout.min(MAX_TIMEOUT);
        self
    }

    /// Sets how long an HTTP/2 connection may have no open streams, after which it is closed with
    /// `GOAWAY`. Defaults to two minutes.
    ///
    /// Over HTTP/1.1, [`header_timeout`](Self::header_timeout) is the limit.
    #[must_use]
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.limits.idle_timeout = timeout.min(MAX_TIMEOUT);
        self
    }

    /// Sets the interval of pings on HTTP/2 connections that receive nothing. Defaults to 30 seconds.
    ///
    /// A connection whose client does not answer within another interval is closed, with its calls.
    #[must_use]
    pub fn ping_interval(mut self, interval: Duration) -> Self {
        self.limits.ping_interval = interval.min(MAX_TIMEOUT);
        self
    }

    /// Sets the maximum number of concurrent streams of an HTTP/2 connection, which are its calls in
    /// progress. Defaults to 100.
    ///
    /// Clients learn the maximum when they connect. Streams beyond it are reset with
    /// `REFUSED_STREAM`.
    #[must_use]
    pub fn max_streams(mut self, max: u32) -> Self {
        self.limits.max_streams = max;
        self
    }

    /// Sets the maximum number of open connections, at least 1. Defaults to no limit other than that
    /// of the operating system on open files.
    ///
    /// Further clients wait until another connection is closed: the operating system has connected
    /// them, but the server does not read their requests. To close their connections instead, see
    /// [`refuse_connections`](Self::refuse_connections).
    #[must_use]
    pub fn max_connections(mut self, max: usize) -> Self {
        self.admission.max = max.max(1);
        self
    }

    /// Sets whether connections beyond [`max_connections`](Self::max_connections) are closed at once,
    /// without a response, instead of waiting. Defaults to false.
    #[must_use]
    pub fn refuse_connections(mut self, refuse: bool) -> Self {
        self.admission.refuse = refuse;
        self
    }

    /// Sets how long calls in progress may take to finish once the server shuts down, after which
    /// their connections are closed. Defaults to 30 seconds.
    #[must_use]
    pub fn shutdown_grace(mut self, grace: Duration) -> Self {
        self.shutdown_grace = grace;
        self
    }

    /// Serves until `shutdown` completes.
    ///
    /// Then it stops accepting connections, closes those without a call in progress, and returns when
    /// the calls are finished. A request whose headers have not arrived completely is not a call.
    /// HTTP/2 clients have a second to acknowledge the `GOAWAY`. Dropping the future closes all
    /// connections at once.
    pub async fn serve<S, B>(self, service: S, shutdown: impl Future<Output = ()>)
    where
        S: Service<http::Request<Incoming>, Response = http::Response<B>, Error = Infallible>
            + Clone
            + Send
            + 'static,
        S::Future: Send,
        B: Body<Data = Bytes> + Send + 'static,
        B::Error: Into<Box<dyn StdError + Send + Sync>>,
    {
        let Self { listener, limits, admission, shutdown_grace } = self;
        let (close, closing) = watch::channel(false);
        // Dropping the set aborts the connections.
        let mut connections = JoinSet::new();
        let mut shutdown = pin!(shutdown);
        loop {
            let (stream, peer) = tokio::select! {
                () = &mut shutdown => break,
                Some(_) = connections.join_next() => continue,
                accepted = accept(&listener), if admission.accepts(connections.len()) => accepted,
            };
            // Connections that have ended meanwhile do not count.
            while connections.try_join_next().is_some() {}
            if admission.admits(connections.len()) {
                let closing = closing.clone();
                let connection = Connection { stream, peer, limits, closing };
                connections.spawn(connection.serve(service.clone()));
            }
        }
        drop(listener);
        close.send_replace(true);
        let _ = timeout(shutdown_grace, async { while connections.join_next().await.is_some() {} })
            .await;
    }
}

/// Serves a listener that you have configured yourself.
impl From<TcpListener> for HttpServer {
    fn from(listener: TcpListener) -> Self {
        Self {
            listener,
            limits: Limits::default(),
            admission: Admission::default(),
            shutdown_grace: Duration::from_secs(30),
        }
    }
}

/// Waits for the next connection.
async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                // Responses are written at once, so Nagle's algorithm would only delay them.
                let _ = stream.set_nodelay(true);
                return (stream, peer);
            }
            // The client disconnected before the connection was accepted.
            Err(error) if is_client_error(error.kind()) => {}
            Err(error) => {
                tracing::warn!(%error, "failed to accept a connection; retrying");
                sleep(ACCEPT_RETRY_DELAY).await;
            }
        }
    }
}

fn is_client_error(kind: io::ErrorKind) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(kind, ConnectionAborted | ConnectionRefused | ConnectionReset)
}
