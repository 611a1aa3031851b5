//! The service `grpc.reflection`.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use gitpod_runtime::Router;
use http_body_util::BodyExt;
use hyper::body::{Body, Frame, Incoming};
use hyper::client::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::support::{HttpResponse, Reject, Server, book, frame, post, router, with_type};

const V1: &str = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
const V1_ALPHA: &str = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";
const GRPC_JSON: &str = "application/grpc+json";

fn described() -> Router {
    router(|_| async { Ok(book("Emma")) }).health().reflection()
}

/// A request body that is sent while the response is read.
struct Sent(mpsc::UnboundedReceiver<Bytes>);

impl Body for Sent {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        self.0.poll_recv(context).map(|data| data.map(|data| Ok(Frame::data(data))))
    }
}

/// An open stream of JSON messages.
struct Stream {
    requests: mpsc::UnboundedSender<Bytes>,
    response: http::Response<Incoming>,
    /// What was received and not yet read.
    received: Vec<u8>,
}

impl Stream {
    async fn open(server: &Server, path: &str) -> Self {
        let io = TokioIo::new(server.connect().await);
        let (mut sender, connection) = http2::handshake(TokioExecutor::new(), io).await.unwrap();
        tokio::spawn(connection);
        let (requests, sent) = mpsc::unbounded_channel();
        let request = http::Request::post(format!("http://{}{path}", server.address))
            .header("content-type", GRPC_JSON)
            .body(Sent(sent))
            .unwrap();
        let response = sender.send_request(request).await.unwrap();
        Self { requests, response, received: Vec::new() }
    }

    fn send(&self, data: impl Into<Bytes>) {
        self.requests.send(data.into()).unwrap();
    }

    /// Sends a request and reads its response.
    async fn ask(&mut self, request: Value) -> Value {
        self.send(frame(request.to_string()));
        self.next().await
    }

    async fn next(&mut self) -> Value {
        loop {
            if let Some((message, rest)) = unframe(&self.received) {
                let message = serde_json::from_slice(message).unwrap();
                self.received = rest.to_vec();
                return message;
            }
            let received = self.response.body_mut().frame().await.unwrap().unwrap();
            self.received.extend(received.into_data().unwrap());
        }
    }

    /// Ends the request and reads the rest.
    async fn end(self) -> HttpResponse {
        drop(self.requests);
        HttpResponse::read(self.response).await
    }
}

/// The first message of the frames, and what follows it.
fn unframe(frames: &[u8]) -> Option<(&[u8], &[u8])> {
    let (head, rest) = frames.split_first_chunk::<5>()?;
    let length = u32::from_be_bytes([head[1], head[2], head[3], head[4]]);
    rest.split_at_checked(length as usize)
}

/// The file of a response.
fn file(response: &Value) -> Vec<u8> {
    use base64::Engine as _;
    let files = response["fileDescriptorResponse"]["fileDescriptorProto"].as_array().unwrap();
    assert_eq!(files.len(), 1, "{response}");
    base64::prelude::BASE64_STANDARD.decode(files[0].as_str().unwrap()).unwrap()
}

/// A field of bytes in binary.
fn field(number: u8, value: &[u8]) -> Vec<u8> {
    [&[number << 3 | 2, u8::try_from(value.len()).unwrap()][..], value].concat()
}

fn contains(file: &[u8], part: &[u8]) -> bool {
    file.windows(part.len()).any(|window| window == part)
}

#[tokio::test]
async fn each_request_is_answered_while_the_stream_is_open() {
    let server = Server::start(described().into_http()).await;
    for path in [V1, V1_ALPHA] {
        let mut stream = Stream::open(&server, path).await;
        let response = stream.ask(json!({"host": "here", "listServices": "*"})).await;
        let names = [
            "test.v1.BookService",
            "grpc.health.v1.Health",
            "grpc.reflection.v1.ServerReflection",
            "grpc.reflection.v1alpha.ServerReflection",
        ];
        let services = names.map(|name| json!({ "name": name }));
        assert_eq!(response["listServicesResponse"], json!({ "service": services }));
        assert_eq!(response["validHost"], "here");
        assert_eq!(response["originalRequest"], json!({"host": "here", "listServices": "*"}));

        let response = stream.ask(json!({"fileContainingSymbol": "test.v1.BookService"})).await;
        let by_symbol = file(&response);
        let response = stream.ask(json!({"fileByFilename": "test/v1/reflection.proto"})).await;
        assert_eq!(file(&response), by_symbol);

        let end = stream.end().await;
        assert_eq!(end.trailers["grpc-status"], "0");
        assert!(end.body.is_empty());
    }
}

#[tokio::test]
async fn a_file_describes_services_and_the_messages_that_they_reach() {
    let server = Server::start(described().into_http()).await;
    let mut stream = Stream::open(&server, V1).await;
    let symbols = [
        "test.v1.BookService",
        "test.v1.BookService.GetBook",
        "test.v1.GetBookResponse",
        "test.v1.Pagination",
    ];
    for symbol in symbols {
        let file = file(&stream.ask(json!({ "fileContainingSymbol": symbol })).await);
        let start = [field(1, b"test/v1/reflection.proto"), field(2, b"test.v1")].concat();
        assert!(file.starts_with(&start), "{symbol}");
        assert!(file.ends_with(&field(12, b"proto3")), "{symbol}");
        // `int32 page_size = 2`, a singular field.
        let size = [
            &field(1, b"page_size")[..],
            &[3 << 3, 2, 4 << 3, 1, 5 << 3, 5],
            &field(10, b"pageSize"),
        ];
        let size = field(2, &size.concat());
        let token =
            [&field(1, b"token")[..], &[3 << 3, 1, 4 << 3, 1, 5 << 3, 9], &field(10, b"token")];
        let token = field(2, &token.concat());
        let message = field(4, &[field(1, b"Pagination"), token, size].concat());
        assert!(contains(&file, &message), "{symbol}");
    }
    let status =
        json!({"fileContainingSymbol": "grpc.health.v1.HealthCheckResponse.ServingStatus"});
    let file = file(&stream.ask(status).await);
    assert!(contains(&file, &field(1, b"NOT_SERVING")));
}

#[tokio::test]
async fn what_is_unknown_is_not_found_and_the_stream_goes_on() {
    let server = Server::start(described().into_http()).await;
    let mut stream = Stream::open(&server, V1).await;
    let unknown = [
        (json!({"fileContainingSymbol": "test.v1.Other"}), "test.v1.Other"),
        (json!({"fileByFilename": "other.proto"}), "other.proto"),
        (json!({"allExtensionNumbersOfType": "test.v1.Book"}), "no extensions"),
        (
            json!({"fileContainingExtension": {"containingType": "a.B", "extensionNumber": 1}}),
            "no extensions",
        ),
    ];
    for (request, wanted) in unknown {
        let error = &stream.ask(request).await["errorResponse"];
        assert_eq!(error["errorCode"], 5);
        assert!(error["errorMessage"].as_str().unwrap().contains(wanted), "{error}");
    }
    let error = &stream.ask(json!({})).await["errorResponse"];
    assert_eq!(error["errorCode"], 3);
    assert_eq!(stream.end().await.trailers["grpc-status"], "0");
}

#[tokio::test]
async fn limits_hold_for_messages_and_for_the_stream() {
    let server = Server::start(described().into_http().message_limit(100)).await;
    let mut stream = Stream::open(&server, V1).await;
    stream.ask(json!({"listServices": ""})).await;
    stream.send(frame(json!({ "fileByFilename": "x".repeat(100) }).to_string()));
    assert_eq!(stream.end().await.trailers["grpc-status"], "8");

    let server = Server::start(described().into_http().body_limit(100)).await;
    let mut stream = Stream::open(&server, V1).await;
    stream.ask(json!({ "fileByFilename": "x".repeat(50) })).await;
    stream.send(frame(json!({ "fileByFilename": "x".repeat(50) }).to_string()));
    let end = stream.end().await;
    assert_eq!(end.trailers["grpc-status"], "8");
    assert!(end.trailers["grpc-message"].to_str().unwrap().contains("100"), "{:?}", end.trailers);
}

#[tokio::test]
async fn a_malformed_message_ends_the_stream() {
    let server = Server::start(described().into_http()).await;
    let mut stream = Stream::open(&server, V1).await;
    stream.ask(json!({"listServices": ""})).await;
    stream.send(frame("{"));
    assert_eq!(stream.end().await.trailers["grpc-status"], "3");
}

#[tokio::test]
async fn grpc_web_works_and_connect_is_unimplemented() {
    let server = Server::start(described().into_http()).await;
    let request = frame(r#"{"fileByFilename":"x"}"#);
    let response = server.send(with_type("application/grpc-web+json", V1, request)).await;
    let (message, trailers) = unframe(&response.body).unwrap();
    assert!(String::from_utf8_lossy(message).contains("unknown file"));
    assert!(String::from_utf8_lossy(trailers).contains("grpc-status"));
    let response = server.send(post(V1, "{}")).await;
    response.assert_error(501, "unimplemented", &["streams", "gRPC"]);
}

#[tokio::test]
async fn interceptors_see_each_message() {
    let server = Server::start(described().intercept(Reject).into_http()).await;
    let stream = Stream::open(&server, V1).await;
    stream.send(frame(r#"{"listServices":""}"#));
    assert_eq!(stream.end().await.trailers["grpc-status"], "16");
}

#[tokio::test]
async fn a_router_without_the_service_describes_nothing() {
    let server = Server::start(router(|_| async { Ok(book("Emma")) }).into_http()).await;
    let response = server.send2(with_type(GRPC_JSON, V1, frame("{}"))).await;
    assert_eq!(response.header("grpc-status"), Some("12"));
}
