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
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulConnection;
use tokio::io::{AsyncReadExt, join};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::timeout;
use tower_service::Service;

use super::activity::Activity;
use super::connection_service::ConnectionService;
use super::limits::Limits;
use super::stall::StallLimit;
use super::streams::StreamExecutor;

/// The first bytes of an HTTP/2 connection.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// The maximum size of the headers of one request, in bytes.
const MAX_HEADER_SIZE: u32 = 64 << 10;

/// The time for an HTTP/2 client without open streams to learn that the connection is closed. Over
/// HTTP/1.1 there is nothing to say.
const GOODBYE: Duration = Duration::from_secs(1);

/// An accepted connection.
pub(super) struct Connection {
    pub(super) stream: TcpStream,
    pub(super) peer: SocketAddr,
    pub(super) limits: Limits,
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
        let limits = self.limits;
        // The time limit for the first headers begins here.
        let activity = Activity::new(limits.stall_timeout);
        let mut closing = pin!(closed(self.closing));
        let seen = tokio::select! {
            seen = timeout(limits.header_timeout, first_bytes(&mut self.stream)) => seen,
            () = &mut closing => return,
        };
        let Ok(Ok(seen)) = seen else { return };
        let service = ConnectionService::new(service, self.peer, activity.clone());
        let http2 = seen.starts_with(PREFACE);
        let (read, write) = self.stream.into_split();
        let stream = join(io::Cursor::new(seen).chain(read), write);
        let io = TokioIo::new(StallLimit::new(stream, limits.stall_timeout, activity.clone()));
        let idle_timeout = if http2 { limits.idle_timeout } else { limits.header_timeout };
        let end = async {
            tokio::select! {
                biased;
                () = closing => {}
                () = activity.idle_for(idle_timeout) => {}
            }
        };
        if http2 {
            let connection = http2_builder(limits).serve_connection(io, service);
            drive(connection, end, &activity, GOODBYE).await;
        } else {
            let connection = http1_builder().serve_connection(io, service);
            drive(connection, end, &activity, Duration::ZERO).await;
        }
    }
}

/// Completes when the server shuts down.
async fn closed(mut closing: watch::Receiver<bool>) {
    // An error means that the server is gone.
    let _ = closing.wait_for(|closing| *closing).await;
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

/// The settings of HTTP/1.1. hyper's own time limit for headers would set a timer for each request. A
/// connection without a call in progress waits for headers, so the limit on idle connections is the
/// same.
fn http1_builder() -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder.header_read_timeout(None).max_buf_size(MAX_HEADER_SIZE as usize);
    builder
}

fn http2_builder(limits: Limits) -> http2::Builder<StreamExecutor> {
    let mut builder = http2::Builder::new(StreamExecutor { timeout: limits.stall_timeout });
    builder
        .timer(TokioTimer::new())
        .max_header_list_size(MAX_HEADER_SIZE)
        .max_concurrent_streams(limits.max_streams)
        .keep_alive_interval(limits.ping_interval)
        .keep_alive_timeout(limits.ping_interval);
    builder
}

/// Runs a connection until it ends by itself or `end` completes. Then it finishes the calls in
/// progress, accepts no others, and closes the connection once it has been idle for `goodbye`.
async fn drive<C: GracefulConnection>(
    connection: C,
    end: impl Future<Output = ()>,
    activity: &Activity,
    goodbye: Duration,
) {
    let mut connection = pin!(connection);
    tokio::select! {
        biased;
        _ = connection.as_mut() => return,
        () = end => {}
    }
    connection.as_mut().graceful_shutdown();
    // hyper itself waits for the end of a half-sent request, and for clients that do not answer.
    tokio::select! {
        biased;
        _ = connection => {}
        () = activity.idle_for(goodbye) => {}
    }
}
