//! One connection: detects the HTTP version and serves requests until the connection ends.
//!
//! The listener spawns a task for each. It works with any tower service.

use std::convert::Infallible;
use std::error::Error as StdError;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use http_body::Body;
use hyper::body::Incoming;
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulConnection;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncReadExt, join};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::timeout;
use tower_service::Service;

use super::peer::PeerAddr;

/// The first bytes of an HTTP/2 connection.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// The maximum size of the headers of one request, in bytes.
const MAX_HEADER_SIZE: u32 = 64 << 10;

/// The interval of HTTP/2 pings on an idle connection, and the time limit for their answers.
const KEEP_ALIVE: Duration = Duration::from_secs(30);

/// An accepted connection.
pub(super) struct Connection {
    pub(super) stream: TcpStream,
    pub(super) peer: SocketAddr,
    pub(super) header_timeout: Duration,
    /// Becomes `true` when the server shuts down.
    pub(super) closing: watch::Receiver<bool>,
}

impl Connection {
    /// Serves requests until the connection ends. Errors end this connection only and are not
    /// logged; the client sees them.
    pub(super) async fn serve<S, B>(mut self, service: S)
    where
        S: Service<http::Request<Incoming>, Response = http::Response<B>, Error = Infallible>
            + Clone
            + Send
            + 'static,
        S::Future: Send,
        B: Body<Data = Bytes> + Send + 'static,
        B::Error: Into<Box<dyn StdError + Send + Sync>>,
    {
        let seen = tokio::select! {
            seen = timeout(self.header_timeout, first_bytes(&mut self.stream)) => seen,
            _ = self.closing.wait_for(|closing| *closing) => return,
        };
        let Ok(Ok(seen)) = seen else { return };
        let (peer, service) = (self.peer, TowerToHyperService::new(service));
        let service = service_fn(move |mut request: http::Request<Incoming>| {
            request.extensions_mut().insert(PeerAddr(peer));
            hyper::service::Service::call(&service, request)
        });
        let http2 = seen.starts_with(PREFACE);
        let (read, write) = self.stream.into_split();
        let io = TokioIo::new(join(io::Cursor::new(seen).chain(read), write));
        if http2 {
            drive(http2_builder().serve_connection(io, service), self.closing).await;
        } else {
            let builder = http1_builder(self.header_timeout);
            drive(builder.serve_connection(io, service), self.closing).await;
        }
    }
}

/// Reads until the bytes tell HTTP/1.1 and HTTP/2 apart, and returns them.
///
/// hyper-util does the same without a timeout: a client that sends `P` and nothing else would hold
/// its connection forever.
async fn first_bytes(stream: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut seen = Vec::with_capacity(1 << 10);
    loop {
        if stream.read_buf(&mut seen).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if seen.len() >= PREFACE.len() || !PREFACE.starts_with(&seen) {
            return Ok(seen);
        }
    }
}

fn http1_builder(header_timeout: Duration) -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(header_timeout)
        .max_buf_size(MAX_HEADER_SIZE as usize);
    builder
}

fn http2_builder() -> http2::Builder<TokioExecutor> {
    let mut builder = http2::Builder::new(TokioExecutor::new());
    builder
        .timer(TokioTimer::new())
        .max_header_list_size(MAX_HEADER_SIZE)
        .keep_alive_interval(KEEP_ALIVE)
        .keep_alive_timeout(KEEP_ALIVE);
    builder
}

/// Runs a connection to its end. Once the server shuts down, it finishes the requests in progress and
/// accepts no others.
async fn drive<C: GracefulConnection>(connection: C, mut closing: watch::Receiver<bool>) {
    let mut connection = pin!(connection);
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = closing.wait_for(|closing| *closing) => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = connection.await;
}
