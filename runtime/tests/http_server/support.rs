//! A server on a socket, and strangers who talk to it.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use gitpod_runtime::Router;
use gitpod_runtime::http::server::{HttpServer, HttpService, ReplyBody};
use gitpod_runtime::rpc::{Error, Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::client::conn::{http1, http2};
use hyper_util::rt::{TokioExecutor, TokioIo};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::books::{
    BookService, BookServiceServer, GetBookRequest, GetBookResponse, ListBooksRequest,
    ListBooksResponse,
};

pub(crate) const GET_BOOK: &str = "/test.v1.BookService/GetBook";
pub(crate) const LIST_BOOKS: &str = "/test.v1.BookService/ListBooks";
pub(crate) const EMMA: &str = r#"{"title":"Emma"}"#;

/// A handler of `GetBook`.
struct Books<F>(F);

impl<F, Fut> BookService for Books<F>
where
    F: Fn(Request<GetBookRequest>) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<Response<GetBookResponse>, Error>> + Send,
{
    async fn get_book(
        &self,
        request: Request<GetBookRequest>,
    ) -> Result<Response<GetBookResponse>, Error> {
        (self.0)(request).await
    }

    /// Answers with the page it was asked for.
    async fn list_books(
        &self,
        request: Request<ListBooksRequest>,
    ) -> Result<Response<ListBooksResponse>, Error> {
        let page = request.into_inner().pagination.unwrap_or_default();
        Ok(ListBooksResponse { titles: vec![page.page_size.to_string()], next: page.token }.into())
    }
}

/// A router whose `GetBook` is a function.
pub(crate) fn router<F, Fut>(get_book: F) -> Router
where
    F: Fn(Request<GetBookRequest>) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<Response<GetBookResponse>, Error>> + Send + 'static,
{
    Router::new().add(BookServiceServer(Books(get_book)))
}

/// A service whose `GetBook` gives the title back.
pub(crate) fn echo() -> HttpService {
    router(|request| async move { Ok(book(request.message.title)) }).into_http()
}

pub(crate) fn book(title: impl Into<String>) -> Response<GetBookResponse> {
    GetBookResponse { title: title.into(), author: String::new() }.into()
}

/// A server that serves until it is told to stop.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    stop: oneshot::Sender<()>,
    done: JoinHandle<()>,
}

/// What the server serves; `HttpService` is one, and so is what stands around it.
pub(crate) trait Serve:
    tower_service::Service<
        http::Request<Incoming>,
        Response = http::Response<ReplyBody>,
        Error = Infallible,
        Future: Send,
    > + Clone
    + Send
    + 'static
{
}

impl<S> Serve for S where
    S: tower_service::Service<
            http::Request<Incoming>,
            Response = http::Response<ReplyBody>,
            Error = Infallible,
            Future: Send,
        > + Clone
        + Send
        + 'static
{
}

impl Server {
    pub(crate) async fn start(service: impl Serve) -> Self {
        Self::start_with(service, |server| server).await
    }

    pub(crate) async fn start_with(
        service: impl Serve,
        configure: impl FnOnce(HttpServer) -> HttpServer,
    ) -> Self {
        let server = configure(HttpServer::bind("127.0.0.1:0").await.unwrap());
        let address = server.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let done = tokio::spawn(server.serve(service, async {
            let _ = stopped.await;
        }));
        Self { address, stop, done }
    }

    /// Tells it to stop; the handle is ready when it has.
    pub(crate) fn stop(self) -> JoinHandle<()> {
        self.stop.send(()).unwrap();
        self.done
    }

    /// Drops it while it serves.
    pub(crate) fn abort(self) {
        self.done.abort();
    }

    pub(crate) async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Sends a request on a connection of its own, over HTTP/1.1.
    pub(crate) async fn send(&self, request: http::Request<Full<Bytes>>) -> Answer {
        let io = TokioIo::new(self.connect().await);
        let (mut sender, connection) = http1::handshake(io).await.unwrap();
        tokio::spawn(connection);
        Answer::read(sender.send_request(request).await.unwrap()).await
    }

    /// Sends a request on a connection of its own, over HTTP/2.
    pub(crate) async fn send2(&self, mut request: http::Request<Full<Bytes>>) -> Answer {
        let io = TokioIo::new(self.connect().await);
        let (mut sender, connection) = http2::handshake(TokioExecutor::new(), io).await.unwrap();
        tokio::spawn(connection);
        let uri = format!("http://{}{}", self.address, request.uri());
        *request.uri_mut() = uri.parse().unwrap();
        Answer::read(sender.send_request(request).await.unwrap()).await
    }

    /// Posts JSON.
    pub(crate) async fn post(&self, path: &str, body: impl Into<Bytes>) -> Answer {
        self.send(post(path, body)).await
    }

    /// Sends bytes and reads until the server closes the connection.
    pub(crate) async fn raw(&self, bytes: impl AsRef<[u8]>) -> String {
        let mut stream = self.connect().await;
        // A server that has seen enough may be gone before all is sent.
        let _ = stream.write_all(bytes.as_ref()).await;
        read_to_close(&mut stream).await
    }
}

/// Reads until the server closes the connection, however it does.
pub(crate) async fn read_to_close(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

/// A request that posts JSON.
pub(crate) fn post(path: &str, body: impl Into<Bytes>) -> http::Request<Full<Bytes>> {
    with_type("application/json", path, body)
}

/// A request that posts something.
pub(crate) fn with_type(
    content_type: &str,
    path: &str,
    body: impl Into<Bytes>,
) -> http::Request<Full<Bytes>> {
    http::Request::post(path)
        .header("content-type", content_type)
        .body(Full::new(body.into()))
        .unwrap()
}

/// A request without a body.
pub(crate) fn bare(method: &str, path: &str) -> http::Request<Full<Bytes>> {
    http::Request::builder().method(method).uri(path).body(Full::default()).unwrap()
}

/// A request with one header more.
pub(crate) fn header(
    mut request: http::Request<Full<Bytes>>,
    name: &'static str,
    value: &'static str,
) -> http::Request<Full<Bytes>> {
    request.headers_mut().append(name, value.parse().unwrap());
    request
}

/// A message as gRPC frames it.
pub(crate) fn frame(message: &str) -> Vec<u8> {
    let length = u32::try_from(message.len()).unwrap();
    [&[0][..], &length.to_be_bytes(), message.as_bytes()].concat()
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: http::HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) trailers: http::HeaderMap,
}

impl Answer {
    pub(crate) async fn read(response: http::Response<Incoming>) -> Self {
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap();
        let trailers = body.trailers().cloned().unwrap_or_default();
        Self {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: body.to_bytes(),
            trailers,
        }
    }

    pub(crate) fn text(&self) -> &str {
        str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("{:?}", self.body))
    }

    /// Status and code of an error, and its message.
    pub(crate) fn error(&self) -> (u16, String, String) {
        let body = self.json();
        let text = |key: &str| body[key].as_str().unwrap_or_default().to_owned();
        (self.status, text("code"), text("message"))
    }

    /// Holds it to an error whose message says all of `words`.
    #[track_caller]
    pub(crate) fn assert_error(&self, status: u16, code: &str, words: &[&str]) {
        let error = self.error();
        assert_eq!((error.0, &*error.1), (status, code), "{}", error.2);
        assert_eq!(self.header("content-type"), Some("application/json"));
        for word in words {
            assert!(error.2.contains(word), "{word:?} is not in {:?}", error.2);
        }
    }
}

/// Longer than any test should take.
pub(crate) const LONG: Duration = Duration::from_secs(600);
