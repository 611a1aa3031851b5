//! [`Connection`]: an HTTP/1.1 connection that is driven by its calls.

use std::future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use http::header::{ACCEPT, HOST, HeaderValue};
use http::{Request, Response, Uri};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::client::conn::TrySendError;
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use tokio::task;

use super::connector::Connected;
use super::exchange::SendError;
use super::stream::HyperStream;
use super::url::Url;

/// The maximum size of the headers of a response, in bytes, and of the buffer into which its body is
/// read. Pinned to hyper's default. Hyper's default of at most 100 headers needs no allocation.
const MAX_HEADERS_SIZE: usize = 408 << 10;

/// A connection.
///
/// The call that uses it reads and writes its bytes, so a call needs one task and not two, which would
/// wake each other for each piece of the request and the response.
pub(super) struct Connection {
    /// The URL that it was opened for. Its path does not matter.
    url: Url,
    host: HeaderValue,
    is_proxied: bool,
    // Fields are dropped in order, and hyper shuts down when there is no sender any more.
    sender: SendRequest<Full<Bytes>>,
    driver: Driver,
}

impl Connection {
    /// A connection for URLs of the same origin.
    pub(super) async fn new(connected: Connected, url: Url) -> Result<Self, SendError> {
        let Connected { stream, is_proxied } = connected;
        let host = HeaderValue::from_str(url.authority()).map_err(SendError::invalid)?;
        let handshake = http1::Builder::new()
            .max_buf_size(MAX_HEADERS_SIZE)
            .handshake(TokioIo::new(stream))
            .await;
        let (sender, connection) = handshake.map_err(SendError::unwritten)?;
        Ok(Self { url, host, is_proxied, sender, driver: Driver(Some(connection)) })
    }

    /// Whether requests to a URL can be sent over the connection.
    pub(super) fn is_for(&self, url: &Url) -> bool {
        self.url.has_same_origin(url)
    }

    /// Starts to send a request to a URL. Returns the response, whose body is not read, while the
    /// connection is polled. The error holds the request if nothing of it was sent.
    pub(super) fn send(
        &mut self,
        mut request: Request<Full<Bytes>>,
        url: &Url,
    ) -> impl Future<Output = Result<Response<Incoming>, TrySendError<Request<Full<Bytes>>>>> + use<>
    {
        let headers = request.headers_mut();
        headers.insert(HOST, self.host.clone());
        headers.entry(ACCEPT).or_insert(HeaderValue::from_static("*/*"));
        *request.uri_mut() = self.target(url);
        self.sender.try_send_request(request)
    }

    /// The target of a request. A proxy needs the whole URL.
    fn target(&self, url: &Url) -> Uri {
        match url.uri().path_and_query() {
            Some(path) if !self.is_proxied => path.clone().into(),
            _ => url.uri().clone(),
        }
    }

    /// Reads and writes what can be read and written.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) {
        self.driver.poll(context);
    }

    /// Whether the last response was read to its end, or can be without waiting, so that another
    /// request can be sent.
    pub(super) fn is_idle(&mut self) -> bool {
        // Also if it is ready, because this replaces the waker of the task that used the connection.
        self.driver.poll_once();
        self.sender.is_ready()
    }
}

/// Reads and writes the bytes of a connection. `None` after its end.
struct Driver(Option<http1::Connection<HyperStream, Full<Bytes>>>);

impl Driver {
    fn poll(&mut self, context: &mut Context<'_>) {
        if let Some(connection) = &mut self.0
            && let Poll::Ready(ended) = Pin::new(connection).poll(context)
        {
            // Hyper reports the error to the pending request or body.
            drop(ended);
            self.0 = None;
        }
    }

    /// Polls without a task that would be woken, and even if the current one has used up its budget.
    fn poll_once(&mut self) {
        let once = future::poll_fn(|context| {
            self.poll(context);
            Poll::Ready(())
        });
        let _ = pin!(task::unconstrained(once)).poll(&mut Context::from_waker(Waker::noop()));
    }
}

/// Ends TLS and TCP properly, if that does not need to wait.
impl Drop for Driver {
    fn drop(&mut self) {
        self.poll_once();
    }
}
