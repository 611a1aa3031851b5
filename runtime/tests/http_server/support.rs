//! A server on a socket and requests to it, for the tests of this target.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use gitpod_runtime::Router;
use gitpod_runtime::http::server::{HttpServer, HttpService, ResponseBody};
use gitpod_runtime::rpc::{
    AnyRequest, AnyResponse, BoxFuture, Error, Interceptor, Next, Request, Response, Service,
};
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

/// Rejects every call.
pub(crate) struct Reject;

impl Interceptor for Reject {
    fn intercept<'a>(
        &'a self,
        _: AnyRequest<'a>,
        _: Next<'a>,
    ) -> BoxFuture<'a, Result<AnyResponse, Error>> {
        Box::pin(std::future::ready(Err(Error::unauthenticated("no token"))))
    }
}

/// A book service whose `GetBook` is a function.
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

    /// Returns the requested page size and token.
    async fn list_books(
        &self,
        request: Request<ListBooksRequest>,
    ) -> Result<Response<ListBooksResponse>, Error> {
        let page = request.into_inner().pagination.unwrap_or_default();
        Ok(ListBooksResponse { titles: vec![page.page_size.to_string()], next: page.token }.into())
    }
}

/// A router of [`service`].
pub(crate) fn router<F, Fut>(get_book: F) -> Router
where
    F: Fn(Request<GetBookRequest>) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<Response<GetBookResponse>, Error>> + Send + 'static,
{
    Router::new().add(service(get_book))
}

/// A service whose `GetBook` is a function.
pub(crate) fn service<F, Fut>(get_book: F) -> impl Service
where
    F: Fn(Request<GetBookRequest>) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<Response<GetBookResponse>, Error>> + Send + 'static,
{
    BookServiceServer(Books(get_book))
}

/// An HTTP service whose `GetBook` returns the requested title.
pub(crate) fn echo() -> HttpService {
    router(|request| async move { Ok(book(request.message.title)) }).into_http()
}

pub(crate) fn book(title: impl Into<String>) -> Response<GetBookResponse> {
    GetBookResponse { title: title.into(), author: String::new() }.into()
}

/// A server that serves until it is stopped.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    stop: oneshot::Sender<()>,
    done: JoinHandle<()>,
}

/// A service to serve: an `HttpService`, or a tower layer around one.
pub(crate) trait Serve:
    tower_service::Service<
        http::Request<Incoming>,
        Response = http::Response<ResponseBody>,
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
            Response = http::Response<ResponseBody>,
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

    /// Begins the shutdown. The handle completes when it is finished.
    pub(crate) fn stop(self) -> JoinHandle<()> {
        self.stop.send(()).unwrap();
        self.done
    }

    /// Drops the server while it serves.
    pub(crate) fn abort(self) {
        self.done.abort();
    }

    pub(crate) async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Sends a request over HTTP/1.1, on a connection of its own.
    pub(crate) async fn send(&self, request: http::Request<Full<Bytes>>) -> HttpResponse {
        let io = TokioIo::new(self.connect().await);
        let (mut sender, connection) = http1::handshake(io).await.unwrap();
        tokio::spawn(connection);
        HttpResponse::read(sender.send_request(request).await.unwrap()).await
    }

    /// Sends a request over HTTP/2, on a connection of its own.
    pub(crate) async fn send2(&self, mut request: http::Request<Full<Bytes>>) -> HttpResponse {
        let io = TokioIo::new(self.connect().await);
        let (mut sender, connection) = http2::handshake(TokioExecutor::new(), io).await.unwrap();
        tokio::spawn(connection);
        let uri = format!("http://{}{}", self.address, request.uri());
        *request.uri_mut() = uri.parse().unwrap();
        HttpResponse::read(sender.send_request(request).await.unwrap()).await
    }

    /// Posts JSON.
    pub(crate) async fn post(&self, path: &str, body: impl Into<Bytes>) -> HttpResponse {
        self.send(post(path, body)).await
    }

    /// Sends bytes and reads until the server closes the connection.
    pub(crate) async fn raw(&self, bytes: impl AsRef<[u8]>) -> String {
        let mut stream = self.connect().await;
        // The server may close the connection before everything is sent.
        let _ = stream.write_all(bytes.as_ref()).await;
        read_to_close(&mut stream).await
    }
}

/// Reads until the server closes or resets the connection.
pub(crate) async fn read_to_close(stream: &mut TcpStream) -> String {
    let mut response = Vec::new();
    let _ = stream.read_to_end(&mut response).await;
    String::from_utf8_lossy(&response).into_owned()
}

/// A POST of JSON.
pub(crate) fn post(path: &str, body: impl Into<Bytes>) -> http::Request<Full<Bytes>> {
    with_type("application/json", path, body)
}

/// A POST with a content type.
pub(crate) fn with_type(
    content_type: &str,
    path: &str,
    body: impl Into<Bytes>,
) -> http::Request<Full<Bytes>> {
    http::Request::post(path)
        .header("host", "x")
        .header("content-type", content_type)
        .body(Full::new(body.into()))
        .unwrap()
}

/// A request without a body.
pub(crate) fn bare(method: &str, path: &str) -> http::Request<Full<Bytes>> {
    http::Request::builder()
        .method(method)
        .uri(path)
        .header("host", "x")
        .body(Full::default())
        .unwrap()
}

/// Adds a header.
pub(crate) fn header(
    mut request: http::Request<Full<Bytes>>,
    name: &'static str,
    value: &'static str,
) -> http::Request<Full<Bytes>> {
    request.headers_mut().append(name, value.parse().unwrap());
    request
}

/// A message in a gRPC frame.
pub(crate) fn frame(message: impl AsRef<[u8]>) -> Vec<u8> {
    frame_with_flags(0, message.as_ref())
}

/// A message in a gRPC frame with flags. Flag 1 marks it as compressed.
pub(crate) fn frame_with_flags(flags: u8, message: &[u8]) -> Vec<u8> {
    let length = u32::try_from(message.len()).unwrap();
    [&[flags][..], &length.to_be_bytes(), message].concat()
}

pub(crate) struct HttpResponse {
    pub(crate) status: u16,
    pub(crate) headers: http::HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) trailers: http::HeaderMap,
}

impl HttpResponse {
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

    /// The status, code and message of an error.
    pub(crate) fn error(&self) -> (u16, String, String) {
        let body = self.json();
        let text = |key: &str| body[key].as_str().unwrap_or_default().to_owned();
        (self.status, text("code"), text("message"))
    }

    /// Asserts an error whose message contains all `words`.
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

/// A timeout that no test reaches.
pub(crate) const LONG: Duration = Duration::from_secs(600);
