//! Request bodies in small frames, broken ones, and compressed ones with several members.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::Version;
use http_body::{Body, Frame};
use http_body_util::BodyExt;
use hyper::client::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::io::AsyncWriteExt;
use tower_service::Service;

use crate::counted::Counter;
use crate::limits::gzip;
use crate::support::{
    EMMA, GET_BOOK, HttpResponse, Server, bare, echo, frame, frame_with_flags, header, post,
    read_to_close, with_type,
};

/// The size of the read buffers that frames are slices of.
const BUFFER: usize = 4 << 10;

/// A body of frames of one byte, each a slice of a buffer of its own.
struct OneByteFrames {
    bytes: VecDeque<u8>,
    buffers: Counter,
}

impl OneByteFrames {
    fn new(bytes: impl Into<Vec<u8>>, buffers: &Counter) -> Self {
        Self { bytes: bytes.into().into(), buffers: buffers.clone() }
    }
}

impl Body for OneByteFrames {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let Some(byte) = self.bytes.pop_front() else { return Poll::Ready(None) };
        let buffer = self.buffers.buffer(vec![byte; BUFFER]);
        Poll::Ready(Some(Ok(Frame::data(buffer.slice(..1)))))
    }
}

fn long_book() -> String {
    format!(r#"{{"title":"{}"}}"#, "x".repeat(20_000))
}

/// The protocols, each with a body that holds `message`.
fn protocols(message: &str) -> [(&'static str, Vec<u8>); 3] {
    [
        ("application/json", message.into()),
        ("application/grpc+json", frame(message)),
        ("application/grpc-web+json", frame(message)),
    ]
}

#[tokio::test]
async fn small_frames_do_not_keep_their_read_buffers() {
    let message = long_book();
    for (content_type, body) in protocols(&message) {
        let buffers = Counter::default();
        let request = http::Request::post(GET_BOOK)
            .version(Version::HTTP_2)
            .header("content-type", content_type)
            .body(OneByteFrames::new(body, &buffers));
        let response = echo().call(request.unwrap()).await.unwrap();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        assert!(body.len() >= message.len(), "{content_type}: {body:?}");
        // 20,000 frames, which would be 80 MB of buffers.
        assert!(buffers.most() <= 2, "{content_type}: {} buffers", buffers.most());
    }
}

#[tokio::test]
async fn a_rejected_body_does_not_keep_its_read_buffers() {
    let buffers = Counter::default();
    let request = http::Request::post("/nothing").body(OneByteFrames::new(long_book(), &buffers));
    assert_eq!(echo().call(request.unwrap()).await.unwrap().status(), 404);
    assert!(buffers.most() <= 2, "{} buffers", buffers.most());
}

#[tokio::test]
async fn a_body_in_small_frames_is_read_over_http2() {
    let server = Server::start(echo()).await;
    // h2 closes connections with thousands of small frames that wait to be read.
    let message = format!(r#"{{"title":"{}"}}"#, "x".repeat(500));
    for (content_type, body) in protocols(&message) {
        let io = TokioIo::new(server.connect().await);
        let (mut sender, connection) = http2::handshake(TokioExecutor::new(), io).await.unwrap();
        tokio::spawn(connection);
        let request = http::Request::post(format!("http://{}{GET_BOOK}", server.address))
            .header("content-type", content_type)
            .body(OneByteFrames::new(body, &Counter::default()));
        let response = sender.send_request(request.unwrap()).await.unwrap();
        let response = HttpResponse::read(response).await;
        let text = String::from_utf8_lossy(&response.body);
        assert!(text.contains(&message), "{content_type}: {text}");
    }
}

#[tokio::test]
async fn a_body_in_small_chunks_is_read_over_http1() {
    let server = Server::start(echo()).await;
    let message = long_book();
    for content_type in ["application/json", "application/grpc-web+json"] {
        let body =
            if content_type.contains("grpc") { frame(&message) } else { message.clone().into() };
        let chunks: Vec<u8> =
            body.iter().flat_map(|byte| [b'1', b'\r', b'\n', *byte, b'\r', b'\n']).collect();
        let head = format!(
            "POST {GET_BOOK} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: {content_type}\r\ntransfer-encoding: chunked\r\n\r\n"
        );
        let response = server.raw([head.as_bytes(), &chunks, b"0\r\n\r\n"].concat()).await;
        assert!(response.contains(&message), "{content_type}: {response}");
    }
}

/// Sends a body that ends early or is framed wrongly, and returns the response.
async fn broken(content_type: &str, framing: &str, body: &[u8]) -> String {
    let server = Server::start(echo()).await;
    let mut stream = server.connect().await;
    let head = format!(
        "POST {GET_BOOK} HTTP/1.1\r\nhost: x\r\ncontent-type: {content_type}\r\n{framing}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(body).await.unwrap();
    stream.shutdown().await.unwrap();
    read_to_close(&mut stream).await
}

#[tokio::test]
async fn a_broken_body_is_invalid_argument() {
    let chunked = "transfer-encoding: chunked";
    for (framing, body) in [
        ("content-length: 99", EMMA),
        ("content-length: 99", ""),
        (chunked, "5\r\n{\"tit"),
        (chunked, "10\r\n{\"title\":\"Emma\"}\r\n"),
        (chunked, "zz\r\n{}\r\n0\r\n\r\n"),
        (chunked, "2\r\n{}!!\r\n0\r\n\r\n"),
        (chunked, "ffffffffffffffffff\r\n{}"),
    ] {
        let response = broken("application/json", framing, body.as_bytes()).await;
        assert!(response.starts_with("HTTP/1.1 400"), "{framing} {body:?}: {response}");
        assert!(response.contains(r#""code":"invalid_argument""#), "{body:?}: {response}");
        assert!(response.contains("the request body is incomplete"), "{body:?}: {response}");
    }
    let grpc_web = broken("application/grpc-web+json", "content-length: 99", &frame(EMMA)).await;
    assert!(grpc_web.contains("grpc-status: 3"), "{grpc_web}");
}

#[tokio::test]
async fn a_gzip_body_may_have_several_members() {
    let server = Server::start(echo().message_limit(100)).await;
    let (begin, end) = EMMA.split_at(5);
    let members = [gzip(begin), gzip(""), gzip(end)].concat();
    let request = header(post(GET_BOOK, members.clone()), "content-encoding", "gzip");
    assert_eq!(server.send(request).await.text(), EMMA);
    for content_type in ["application/grpc+json", "application/grpc-web+json"] {
        let request = with_type(content_type, GET_BOOK, frame_with_flags(1, &members));
        let response = server.send2(header(request, "grpc-encoding", "gzip")).await;
        let text = String::from_utf8_lossy(&response.body);
        assert!(text.contains(EMMA), "{content_type}: {text}");
    }
    // The limit is that of all members together.
    let members = gzip("x".repeat(60)).repeat(2);
    let request = header(post(GET_BOOK, members), "content-encoding", "gzip");
    server.send(request).await.assert_error(429, "resource_exhausted", &["100"]);
}

#[tokio::test]
async fn bytes_after_a_gzip_member_are_rejected() {
    let server = Server::start(echo()).await;
    for rest in ["garbage", "\0\0\0\0\0\0\0\0\0\0\0\0", "x"] {
        let body = [gzip(EMMA), rest.into()].concat();
        let request = header(post(GET_BOOK, body.clone()), "content-encoding", "gzip");
        server.send(request).await.assert_error(400, "invalid_argument", &["decompression failed"]);
        for content_type in ["application/grpc+json", "application/grpc-web+json"] {
            let request = with_type(content_type, GET_BOOK, frame_with_flags(1, &body));
            let response = server.send2(header(request, "grpc-encoding", "gzip")).await;
            // gRPC-Web has the trailers in the body.
            let text = String::from_utf8_lossy(&response.body);
            let rejected =
                response.header("grpc-status") == Some("3") || text.contains("grpc-status: 3");
            assert!(rejected, "{content_type}, {rest:?}: {text}");
        }
        let encoded: String = body.iter().map(|byte| format!("%{byte:02x}")).collect();
        let query = format!("connect=v1&compression=gzip&encoding=json&message={encoded}");
        let response = server.send(bare("GET", &format!("{GET_BOOK}?{query}"))).await;
        response.assert_error(400, "invalid_argument", &["decompression failed"]);
    }
}
