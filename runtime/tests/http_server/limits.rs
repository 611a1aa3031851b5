//! Limits on the size and the time of requests, and compression.

use std::io::{Read, Write};
use std::time::Duration;

use bytes::Bytes;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use gitpod_runtime::http::server::HttpService;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpSocket;
use tokio::sync::mpsc;
use tokio::time::Instant;

use crate::support::{
    EMMA, GET_BOOK, LONG, Server, bare, book, echo, frame, header, post, read_to_close, router,
    with_type,
};

fn title(length: usize) -> String {
    format!(r#"{{"title":"{}"}}"#, "x".repeat(length))
}

pub(crate) fn gzip(plain: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(plain.as_ref()).unwrap();
    encoder.finish().unwrap()
}

fn gunzip(packed: &Bytes) -> String {
    let mut plain = String::new();
    GzDecoder::new(&**packed).read_to_string(&mut plain).unwrap();
    plain
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_resource_exhausted() {
    let server = Server::start(echo().body_limit(100)).await;
    let within = title(100 - title(0).len());
    assert_eq!(server.post(GET_BOOK, within.clone()).await.text(), within);
    let beyond = title(101 - title(0).len());
    // The response arrives even if the client is still sending.
    for body in [beyond, title(1 << 20)] {
        let response = server.post(GET_BOOK, body).await;
        response.assert_error(429, "resource_exhausted", &["100 bytes"]);
    }
    let grpc = with_type("application/grpc+json", GET_BOOK, frame(title(100)));
    assert_eq!(server.send2(grpc).await.header("grpc-status"), Some("8"));
}

#[tokio::test]
async fn the_body_limit_defaults_to_4_mib() {
    let server = Server::start(echo()).await;
    assert_eq!(server.post(GET_BOOK, title((4 << 20) - 100)).await.status, 200);
    let response = server.post(GET_BOOK, title(4 << 20)).await;
    response.assert_error(429, "resource_exhausted", &["4194304"]);
}

#[tokio::test]
async fn a_client_that_sends_everything_before_reading_gets_the_response() {
    let server = Server::start(echo().body_limit(100)).await;
    let body = title(3 << 20);
    for (path, status) in [(GET_BOOK, 429), ("/nothing", 404)] {
        // A small send buffer makes the client block until the server reads.
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_send_buffer_size(16 << 10).unwrap();
        let mut stream = socket.connect(server.address).await.unwrap();
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(body.as_bytes()).await.unwrap();
        let response = read_to_close(&mut stream).await;
        assert!(response.starts_with(&format!("HTTP/1.1 {status}")), "{response}");
    }
}

#[tokio::test]
async fn a_rejected_request_with_a_large_body_gets_its_response() {
    let server = Server::start(echo()).await;
    let response = server.post("/test.v1.BookService/Burn", title(2 << 20)).await;
    response.assert_error(404, "unimplemented", &["Burn"]);
    let response = server.send(with_type("text/plain", GET_BOOK, title(2 << 20))).await;
    assert_eq!(response.status, 415);
}

#[tokio::test]
async fn gzip_works_in_both_directions() {
    let server = Server::start(echo()).await;
    let message = title(5_000);
    let request = header(post(GET_BOOK, gzip(&message)), "content-encoding", "gzip");
    let response = server.send(header(request, "accept-encoding", "br, gzip")).await;
    assert_eq!(response.header("content-encoding"), Some("gzip"));
    assert!(response.body.len() < 500);
    assert_eq!(gunzip(&response.body), message);
    // Clients that do not accept gzip get an uncompressed response.
    assert_eq!(server.post(GET_BOOK, message.clone()).await.text(), message);
}

#[tokio::test]
async fn codings_are_compared_without_case() {
    let server = Server::start(echo()).await;
    let message = title(5_000);
    for (coding, body) in [
        ("GZIP", gzip(&message)),
        ("x-GZip", gzip(&message)),
        ("Identity", message.clone().into_bytes()),
        (" ", message.clone().into_bytes()),
    ] {
        let request = header(post(GET_BOOK, body), "content-encoding", coding);
        let response = server.send(header(request, "accept-encoding", "BR, GZip;q=0.8")).await;
        assert_eq!(response.header("content-encoding"), Some("gzip"), "{coding}");
        assert_eq!(gunzip(&response.body), message, "{coding}");
    }
    // Several lines are one list, and a quality of zero is a refusal.
    let request = header(post(GET_BOOK, message.clone()), "accept-encoding", "br");
    let response = server.send(header(request, "accept-encoding", "gzip")).await;
    assert_eq!(response.header("content-encoding"), Some("gzip"));
    let request = header(post(GET_BOOK, message.clone()), "accept-encoding", "gzip;q=0");
    assert_eq!(server.send(request).await.text(), message);

    let grpc = with_type("application/grpc+json", GET_BOOK, frame(&message));
    let response = server.send2(header(grpc, "grpc-accept-encoding", "GZip")).await;
    assert_eq!(response.header("grpc-encoding"), Some("gzip"));
}

#[tokio::test]
async fn an_empty_body_is_never_decompressed() {
    let server = Server::start(echo()).await;
    for coding in ["gzip", "GZIP"] {
        let response = server.send(header(post(GET_BOOK, ""), "content-encoding", coding)).await;
        response.assert_error(400, "invalid_argument", &["the end of the input"]);
        let query = format!("connect=v1&compression={coding}&encoding=json&message=");
        let response = server.send(bare("GET", &format!("{GET_BOOK}?{query}"))).await;
        response.assert_error(400, "invalid_argument", &["the end of the input"]);
    }
}

#[tokio::test]
async fn a_coding_that_is_not_served_names_the_ones_that_are() {
    let both = Server::start(echo()).await;
    let plain = Server::start(echo().compression(false)).await;
    for (server, coding, served) in
        [(&both, "br", "gzip"), (&both, "gzip, br", "gzip"), (&plain, "GZIP", "identity")]
    {
        let request = header(post(GET_BOOK, EMMA), "content-encoding", coding);
        let found = format!("content-encoding {coding:?} is not supported; use {served}");
        let response = server.send(request).await;
        response.assert_error(501, "unimplemented", &[&found]);
        assert_eq!(response.header("accept-encoding"), Some(served));
    }
    let get = |coding: &str| {
        let query = format!("connect=v1&compression={coding}&encoding=json&message=%7B%7D");
        bare("GET", &format!("{GET_BOOK}?{query}"))
    };
    for (server, coding, served) in [(&both, "br", "gzip"), (&plain, "gzip", "identity")] {
        let response = server.send(get(coding)).await;
        let found = format!("compression {coding:?} is not supported; use {served}");
        response.assert_error(501, "unimplemented", &[&found]);
        assert_eq!(response.header("accept-encoding"), Some(served));
    }
    assert_eq!(both.send(get("Identity")).await.status, 200);
    assert_eq!(both.send(get("")).await.status, 200);
}

#[tokio::test]
async fn responses_to_a_get_vary_by_the_accepted_codings() {
    let server = Server::start(echo().compress_from(0)).await;
    let message = "connect=v1&encoding=json&message=%7B%7D";
    for (query, accepted, status) in [
        (message, "gzip", 200),
        (message, "identity", 200),
        ("encoding=json&connect=v2", "gzip", 400),
    ] {
        let get = bare("GET", &format!("{GET_BOOK}?{query}"));
        let response = server.send(header(get, "accept-encoding", accepted)).await;
        assert_eq!((response.status, response.header("vary")), (status, Some("accept-encoding")));
    }
    assert_eq!(server.post(GET_BOOK, EMMA).await.header("vary"), None);
    let plain = Server::start(echo().compression(false)).await;
    let get = bare("GET", &format!("{GET_BOOK}?{message}"));
    assert_eq!(plain.send(get).await.header("vary"), None);
}

#[tokio::test]
async fn small_responses_are_not_compressed() {
    let accept = |length| header(post(GET_BOOK, title(length)), "accept-encoding", "gzip");
    let server = Server::start(echo()).await;
    assert_eq!(server.send(accept(500)).await.header("content-encoding"), None);
    let server = Server::start(echo().compress_from(100)).await;
    assert_eq!(server.send(accept(500)).await.header("content-encoding"), Some("gzip"));
}

#[tokio::test]
async fn compression_can_be_switched_off() {
    let server = Server::start(echo().compression(false)).await;
    let response =
        server.send(header(post(GET_BOOK, title(5_000)), "accept-encoding", "gzip")).await;
    assert_eq!(response.header("content-encoding"), None);
    let response =
        server.send(header(post(GET_BOOK, gzip(EMMA)), "content-encoding", "gzip")).await;
    response.assert_error(501, "unimplemented", &["\"gzip\"", "identity"]);
    let plain = header(post(GET_BOOK, EMMA), "content-encoding", "identity");
    assert_eq!(server.send(plain).await.status, 200);
}

#[tokio::test]
async fn decompression_stops_at_the_message_limit() {
    let server = Server::start(echo().message_limit(10_000)).await;
    let bomb = gzip(title(8 << 20));
    assert!(bomb.len() < 100_000);
    let response =
        server.send(header(post(GET_BOOK, bomb.clone()), "content-encoding", "gzip")).await;
    response.assert_error(429, "resource_exhausted", &["10000"]);
    let response = server.post(GET_BOOK, title(10_000)).await;
    response.assert_error(429, "resource_exhausted", &["10000"]);

    let frame = [&[1][..], &u32::try_from(bomb.len()).unwrap().to_be_bytes(), &bomb].concat();
    let grpc = with_type("application/grpc+json", GET_BOOK, frame);
    let response = server.send2(header(grpc, "grpc-encoding", "gzip")).await;
    assert_eq!(response.header("grpc-status"), Some("8"));
}

#[tokio::test]
async fn invalid_gzip_is_invalid_argument() {
    let server = Server::start(echo()).await;
    let half = gzip(title(5_000));
    for broken in [EMMA.as_bytes(), &half[..half.len() / 2], b"\x1f\x8b"] {
        let body = Bytes::copy_from_slice(broken);
        let response = server.send(header(post(GET_BOOK, body), "content-encoding", "gzip")).await;
        response.assert_error(400, "invalid_argument", &[]);
    }
}

/// The timeout that a handler sees, in whole seconds, for the timeout that the client sent.
async fn clamped(
    configure: impl FnOnce(HttpService) -> HttpService,
    sent: Option<&'static str>,
) -> String {
    let router = router(|request| async move {
        let seconds = request.context().timeout().map(|left| left.as_secs_f64().round());
        Ok(book(format!("{seconds:?}")))
    });
    let server = Server::start(configure(router.into_http())).await;
    let request = match sent {
        Some(timeout) => header(post(GET_BOOK, EMMA), "connect-timeout-ms", timeout),
        None => post(GET_BOOK, EMMA),
    };
    server.send(request).await.json()["title"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn timeouts_are_clamped() {
    let minute = Duration::from_secs(60);
    assert_eq!(clamped(|s| s, Some("500000")).await, "Some(500.0)");
    assert_eq!(clamped(|s| s.max_timeout(minute), Some("500000")).await, "Some(60.0)");
    assert_eq!(clamped(|s| s.max_timeout(minute), Some("30000")).await, "Some(30.0)");
    assert_eq!(clamped(|s| s.max_timeout(minute), None).await, "None");
    assert_eq!(clamped(|s| s.min_timeout(minute), Some("0")).await, "Some(60.0)");
    assert_eq!(clamped(|s| s.default_timeout(minute), None).await, "Some(60.0)");
    assert_eq!(clamped(|s| s.default_timeout(minute), Some("30000")).await, "Some(30.0)");
    let both = clamped(|s| s.min_timeout(LONG).max_timeout(minute), Some("1")).await;
    assert_eq!(both, "Some(60.0)");
    assert_eq!(clamped(|s| s.max_timeout(Duration::MAX), Some("1000000")).await, "Some(1000.0)");
    assert_eq!(clamped(|s| s.default_timeout(Duration::MAX), None).await, "None");
}

#[tokio::test(start_paused = true)]
async fn a_handler_is_dropped_when_its_deadline_passes() {
    struct Dropped(mpsc::UnboundedSender<()>);
    impl Drop for Dropped {
        fn drop(&mut self) {
            let _ = self.0.send(());
        }
    }
    let (report, mut reports) = mpsc::unbounded_channel();
    let service = router(move |_| {
        let guard = Dropped(report.clone());
        async move {
            std::future::pending::<()>().await;
            drop(guard);
            Ok(book(""))
        }
    });
    let server = Server::start(service.into_http()).await;
    let response = server.send(header(post(GET_BOOK, EMMA), "connect-timeout-ms", "50")).await;
    response.assert_error(504, "deadline_exceeded", &[]);
    reports.recv().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_body_that_does_not_arrive_times_out() {
    for rejected in [false, true] {
        let server = Server::start(echo().body_timeout(Duration::from_secs(5))).await;
        let mut stream = server.connect().await;
        let path = if rejected { "/nothing" } else { GET_BOOK };
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{{"
        );
        let begin = Instant::now();
        stream.write_all(head.as_bytes()).await.unwrap();
        let response = read_to_close(&mut stream).await;
        assert_eq!(begin.elapsed().as_secs(), 5);
        if rejected {
            assert!(response.starts_with("HTTP/1.1 404"), "{response}");
        } else {
            assert!(response.starts_with("HTTP/1.1 504"), "{response}");
            assert!(response.contains("the request body did not arrive within 5s"), "{response}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn headers_that_do_not_arrive_time_out() {
    let server = Server::start_with(echo(), |server| server.header_timeout(Duration::from_secs(5)));
    let server = server.await;
    // Nothing, a prefix of both versions, half a preface of HTTP/2 and half a request.
    for start in ["", "P", "PRI * HTTP/2.0\r\n", "POST / HTTP/1.1\r\nhost: x\r\nx-a: "] {
        let begin = Instant::now();
        let response = server.raw(start).await;
        // The paused clock advances only while the server waits, so it shows which timeout applied.
        assert!(begin.elapsed() < Duration::from_secs(11), "{start:?}: {:?}", begin.elapsed());
        assert!(
            response.is_empty() || response.starts_with("HTTP/1.1 408"),
            "{start:?}: {response}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn an_idle_connection_is_closed() {
    let server = Server::start(echo()).await;
    let mut stream = server.connect().await;
    let request = format!("GET {GET_BOOK} HTTP/1.1\r\nhost: x\r\n\r\n");
    let begin = Instant::now();
    stream.write_all(request.as_bytes()).await.unwrap();
    let response = read_to_close(&mut stream).await;
    assert_eq!(begin.elapsed().as_secs(), 30);
    assert!(response.starts_with("HTTP/1.1 400"), "{response}");
}

#[tokio::test]
async fn a_get_has_the_same_limits() {
    let server = Server::start(echo().message_limit(100)).await;
    let message = "%7B%22title%22%3A%22".to_owned() + &"x".repeat(100) + "%22%7D";
    let path = format!("{GET_BOOK}?connect=v1&encoding=json&message={message}");
    server.send(bare("GET", &path)).await.assert_error(429, "resource_exhausted", &["100"]);
}

#[tokio::test]
async fn a_chunked_body_has_the_same_limits() {
    let server = Server::start(echo().body_limit(100)).await;
    let mut stream = server.connect().await;
    let head = format!(
        "POST {GET_BOOK} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    for _ in 0..20 {
        stream.write_all(b"a\r\n          \r\n").await.unwrap();
    }
    stream.write_all(b"0\r\n\r\n").await.unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).await.unwrap();
    assert!(response.starts_with("HTTP/1.1 429"), "{response}");
}
