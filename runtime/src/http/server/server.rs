//! A socket.

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

/// How long to wait when the system has no socket for a connection.
const EXHAUSTED: Duration = Duration::from_millis(100);

/// Longer than this is as good as for good, and clocks can still count it.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// A socket that serves a tower service, such as an [`HttpService`](super::HttpService) or an
/// `axum::Router`, over HTTP/1.1 and HTTP/2 without TLS.
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
    /// Listens at an address; with port 0, at a free one.
    ///
    /// # Errors
    ///
    /// When the address cannot be resolved or is taken.
    pub async fn bind(address: impl ToSocketAddrs) -> io::Result<Self> {
        TcpListener::bind(address).await.map(Self::from)
    }

    /// The address that it listens at.
    ///
    /// # Errors
    ///
    /// When the system does not tell.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Sets how long a client may take to send the headers of a request, and to begin another
    /// one on a connection of HTTP/1.1; half a minute if nobody says otherwise.
    ///
    /// Beyond that, the connection is closed.
    #[must_use]
    pub fn header_timeout(mut self, timeout: Duration) -> Self {
        self.header_timeout = timeout.min(LONGEST);
        self
    }

    /// Sets how long calls may go on once the server shuts down; half a minute if nobody says
    /// otherwise.
    ///
    /// Beyond that, their connections are closed.
    #[must_use]
    pub fn shutdown_grace(mut self, grace: Duration) -> Self {
        self.shutdown_grace = grace;
        self
    }

    /// Serves until `shutdown` is ready.
    ///
    /// Then no connection is accepted any more, those without a call are closed, and it returns
    /// when the calls that are being answered have their replies. Dropping the future closes
    /// every connection at once.
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
        // Connections end with it.
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

/// Serves at a listener that somebody made with options of their own.
impl From<TcpListener> for HttpServer {
    fn from(listener: TcpListener) -> Self {
        let half_a_minute = Duration::from_secs(30);
        Self { listener, header_timeout: half_a_minute, shutdown_grace: half_a_minute }
    }
}

/// The next connection, however long it takes.
async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                // Replies are written in one go; there is nothing to wait for.
                let _ = stream.set_nodelay(true);
                return (stream, peer);
            }
            // The client left before its turn came.
            Err(error) if is_of_client(error.kind()) => {}
            Err(error) => {
                tracing::warn!(%error, "cannot accept connections, will try again");
                sleep(EXHAUSTED).await;
            }
        }
    }
}

fn is_of_client(kind: io::ErrorKind) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(kind, ConnectionAborted | ConnectionRefused | ConnectionReset)
}
