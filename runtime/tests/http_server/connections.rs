//! Limits of connections, their idle timeouts and their shutdown, and the `host` header.

use std::io::ErrorKind;
use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use gitpod_runtime::http::server::HttpServer;
use http_body_util::Full;
use hyper::client::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::time::{advance, sleep};

use crate::clock::Clock;
use crate::support::{
    EMMA, GET_BOOK, HttpResponse, LONG, Server, book, echo, header, post, read_to_close, router,
};

/// The start of an HTTP/2 connection: the preface and empty settings.
const HTTP2_START: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";

/// Puts all timeouts out of reach, so that one that applies by mistake shows.
fn patient(server: HttpServer) -> HttpServer {
    server.header_timeout(LONG).idle_timeout(LONG).ping_interval(LONG).shutdown_grace(LONG)
}

/// A request over HTTP/1.1 that keeps its connection open.
fn request() -> String {
    let length = EMMA.len();
    format!(
        "POST {GET_BOOK} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{EMMA}"
    )
}

/// Sends a request over HTTP/1.1 and reads until its response ends.
async fn call(stream: &mut TcpStream) {
    stream.write_all(request().as_bytes()).await.unwrap();
    let mut response = Vec::new();
    while !response.ends_with(EMMA.as_bytes()) {
        assert!(stream.read_buf(&mut response).await.unwrap() > 0);
    }
}

#[tokio::test(start_paused = true)]
async fn an_http2_connection_without_streams_is_closed() {
    let clock = Clock::stop();
    let idle = Duration::from_secs(50);
    let server = Server::start_with(echo(), |server| patient(server).idle_timeout(idle)).await;
    let io = TokioIo::new(server.connect().await);
    let (mut sender, connection) = http2::handshake(TokioExecutor::new(), io).await.unwrap();
    let connection = tokio::spawn(connection);
    for _ in 0..3 {
        let absolute = post(&format!("http://{}{GET_BOOK}", server.address), EMMA);
        let response = sender.send_request(absolute).await.unwrap();
        assert_eq!(HttpResponse::read(response).await.text(), EMMA);
        // A stream begins the timeout anew.
        advance(Duration::from_secs(40)).await;
    }
    let elapsed = clock.advance_until(async { connection.await.unwrap().unwrap() }).await;
    assert!(elapsed >= Duration::from_secs(10) && elapsed < LONG, "{elapsed:?}");

    // The same for a client that neither opens a stream nor acknowledges anything.
    let mut stream = server.connect().await;
    stream.write_all(HTTP2_START).await.unwrap();
    let elapsed = clock.advance_until(read_to_close(&mut stream)).await;
    assert!(elapsed >= idle && elapsed < LONG, "{elapsed:?}");
}

#[tokio::test(start_paused = true)]
async fn a_call_keeps_its_connection_open() {
    let clock = Clock::stop();
    let (report, mut began) = mpsc::unbounded_channel();
    let slow = router(move |_| {
        report.send(()).unwrap();
        async {
            sleep(LONG / 2).await;
            Ok(book("Emma"))
        }
    });
    let server = Server::start_with(slow.into_http(), |server| {
        let short = Duration::from_secs(5);
        patient(server).header_timeout(short).idle_timeout(short).stall_timeout(short)
    });
    let server = server.await;
    let mut calls = pin!(async {
        tokio::join!(server.post(GET_BOOK, EMMA), server.send2(post(GET_BOOK, EMMA)))
    });
    // Both have begun when the clock advances.
    for _ in 0..2 {
        tokio::select! {
            _ = &mut calls => panic!("the calls ended"),
            _ = began.recv() => {}
        }
    }
    let elapsed = clock.advance_until(async {
        let (one, two) = calls.await;
        assert_eq!((one.text(), two.text()), (EMMA, EMMA));
    });
    assert!(elapsed.await >= LONG / 2);
}

#[tokio::test(start_paused = true)]
async fn a_client_that_does_not_answer_pings_is_disconnected() {
    let clock = Clock::stop();
    let interval = Duration::from_secs(20);
    let configure = |server| patient(server).ping_interval(interval);
    let server = Server::start_with(echo(), configure).await;
    let mut stream = server.connect().await;
    stream.write_all(HTTP2_START).await.unwrap();
    let elapsed = clock.advance_until(read_to_close(&mut stream)).await;
    assert!(elapsed >= 2 * interval && elapsed < LONG, "{elapsed:?}");
}

#[tokio::test]
async fn the_maximum_of_streams_is_announced() {
    for (max, configure) in [(100, None), (7, Some(7))] {
        let server = Server::start_with(echo(), |server| match configure {
            Some(max) => server.max_streams(max),
            None => server,
        });
        let server = server.await;
        let mut stream = server.connect().await;
        stream.write_all(HTTP2_START).await.unwrap();
        let mut head = [0; 9];
        stream.read_exact(&mut head).await.unwrap();
        let mut settings = vec![0; usize::from(head[2])];
        stream.read_exact(&mut settings).await.unwrap();
        // SETTINGS_MAX_CONCURRENT_STREAMS is 3.
        let announced = settings.chunks(6).find(|setting| setting[..2] == [0, 3]);
        assert_eq!(announced, Some(&[0, 3, 0, 0, 0, max][..]));
    }
}

#[tokio::test]
async fn connections_beyond_the_maximum_wait() {
    let server = Server::start_with(echo(), |server| patient(server).max_connections(1)).await;
    let mut first = server.connect().await;
    call(&mut first).await;
    let mut second = server.connect().await;
    second.write_all(request().as_bytes()).await.unwrap();
    // The first connection is still served, and the second one is not.
    for _ in 0..10 {
        call(&mut first).await;
    }
    assert_eq!(second.try_read(&mut [0]).unwrap_err().kind(), ErrorKind::WouldBlock);
    drop(first);
    let mut response = vec![0; 12];
    second.read_exact(&mut response).await.unwrap();
    assert_eq!(response, b"HTTP/1.1 200");
}

#[tokio::test]
async fn connections_beyond_the_maximum_can_be_refused() {
    let configure = |server: HttpServer| server.max_connections(1).refuse_connections(true);
    let server = Server::start_with(echo(), configure).await;
    let mut first = server.connect().await;
    call(&mut first).await;
    assert_eq!(server.raw(request()).await, "");
    call(&mut first).await;
}

#[tokio::test(start_paused = true)]
async fn half_a_request_does_not_delay_the_shutdown() {
    let clock = Clock::stop();
    let server = Server::start_with(echo(), patient).await;
    let mut streams = Vec::new();
    for half in ["POST / HTTP/1.1\r\n", "POST / HTTP/1.1\r\nhost: x\r\nx-"] {
        for calls in [0, 1] {
            let mut stream = server.connect().await;
            for _ in 0..calls {
                call(&mut stream).await;
            }
            stream.write_all(half.as_bytes()).await.unwrap();
            streams.push(stream);
        }
    }
    // A client that acknowledges nothing, and one with half of a HEADERS frame.
    for half in [&b""[..], b"\0\0\x09\x01\x05\0\0\0\x01\x82"] {
        let mut stream = server.connect().await;
        stream.write_all(&[HTTP2_START, half].concat()).await.unwrap();
        streams.push(stream);
    }
    // The server reads the above before it has answered the last of these.
    for _ in 0..10 {
        assert_eq!(server.post(GET_BOOK, EMMA).await.text(), EMMA);
    }
    let elapsed = clock.advance_until(server.stop()).await;
    assert!(elapsed < LONG, "{elapsed:?}");
}

#[tokio::test]
async fn a_request_names_one_host() {
    let server = Server::start(echo()).await;
    let text = |version: &str, headers: &str| {
        let length = EMMA.len();
        format!(
            "POST {GET_BOOK} HTTP/{version}\r\n{headers}connection: close\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{EMMA}"
        )
    };
    for (version, headers) in [
        ("1.1", "host: x\r\n"),
        ("1.1", "host: \r\n"),
        ("1.1", "host: [::1]:80\r\n"),
        ("1.0", "host: x\r\n"),
        ("1.0", ""),
    ] {
        let response = server.raw(text(version, headers)).await;
        assert!(response.contains(" 200 OK\r\n"), "{version} {headers:?}: {response}");
    }
    for (version, headers, found) in [
        ("1.1", "", "no `host` header"),
        ("1.1", "host: x\r\nhost: x\r\n", "2 `host` headers"),
        ("1.1", "host: x\r\nHost: y\r\nHOST: z\r\n", "3 `host` headers"),
        ("1.0", "host: x\r\nhost: y\r\n", "2 `host` headers"),
        ("1.1", "host: a b\r\n", "not \"a b\""),
        ("1.1", "host: me@x\r\n", "not \"me@x\""),
    ] {
        let response = server.raw(text(version, headers)).await;
        assert!(response.contains(" 400 Bad Request\r\n"), "{headers:?}: {response}");
        assert!(response.contains(found), "{headers:?}: {response}");
    }
    let request: http::Request<Full<Bytes>> = post(GET_BOOK, EMMA);
    assert_eq!(server.send2(header(request, "host", "y")).await.status, 400);
}
