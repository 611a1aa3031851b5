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

use super::connection::Connection;

/// The delay before accepting again after an error of the system, such as too many open files.
const ACCEPT_RETRY_DELAY: Duration = Duration::from_millis(100);

/// The upper bound of the header timeout, within the range of the clock.
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
    header_timeout: Duration,
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
        self.header_timeout = timeout.min(MAX_TIMEOUT);
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
    /// Then it stops accepting connections, closes idle ones and returns when the calls in progress
    /// are finished. Dropping the future closes all connections at once.
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
        let Self { listener, header_timeout, shutdown_grace } = self;
        let (close, closing) = watch::channel(false);
        // Dropping the set aborts the connections.
        let mut connections = JoinSet::new();
        let mut shutdown = pin!(shutdown);
        loop {
            let (stream, peer) = tokio::select! {
                () = &mut shutdown => break,
                Some(_) = connections.join_next() => continue,
                accepted = accept(&listener) => accepted,
            };
            let closing = closing.clone();
            let connection = Connection { stream, peer, header_timeout, closing };
            connections.spawn(connection.serve(service.clone()));
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
        let default = Duration::from_secs(30);
        Self { listener, header_timeout: default, shutdown_grace: default }
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
