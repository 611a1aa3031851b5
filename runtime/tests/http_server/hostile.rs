//! Hostile and broken clients.

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::support::{EMMA, GET_BOOK, Server, echo, with_type};

/// Asserts that the server still answers.
async fn assert_alive(server: &Server) {
    assert_eq!(server.post(GET_BOOK, EMMA).await.text(), EMMA);
}

#[tokio::test]
async fn garbage_is_rejected_and_the_connection_closed() {
    let server = Server::start(echo()).await;
    let garbage: [&[u8]; 8] = [
        b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"HELO mail.example\r\n\r\n",
        b"POST / HTTP/9.9\r\n\r\n",
        b"POST /\xff\xfe HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nno colon here\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nand then no frame of HTTP/2 at all",
    ];
    for bytes in garbage {
        let response = server.raw(bytes).await;
        assert!(!response.contains("HTTP/1.1 200"), "{response}");
    }
    assert_alive(&server).await;
}

#[tokio::test]
async fn pipelined_garbage_does_not_affect_the_requests_before_it() {
    let server = Server::start(echo()).await;
    let length = EMMA.len();
    let request = format!(
        "POST {GET_BOOK} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{EMMA}"
    );
    let response = server.raw(format!("{request}{request}\0\0garbage\r\n\r\n")).await;
    assert_eq!(response.matches("HTTP/1.1 200").count(), 2, "{response}");
    assert_eq!(response.matches(EMMA).count(), 2, "{response}");
    assert_eq!(response.matches("HTTP/1.1 400").count(), 1, "{response}");
    assert_alive(&server).await;
}

#[tokio::test]
async fn conflicting_lengths_are_rejected() {
    let server = Server::start(echo()).await;
    for lengths in [
        "content-length: 16\r\ncontent-length: 2",
        "content-length: 16\r\ntransfer-encoding: chunked",
        "transfer-encoding: gzip, identity",
    ] {
        let request = format!(
            "POST {GET_BOOK} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n{lengths}\r\n\r\n{EMMA}"
        );
        let response = server.raw(request).await;
        assert!(!response.contains("HTTP/1.1 200"), "{lengths}: {response}");
    }
    assert_alive(&server).await;
}

#[tokio::test]
async fn huge_and_many_headers_are_rejected() {
    let server = Server::start(echo()).await;
    let huge = format!("x-huge: {}\r\n", "x".repeat(100 << 10));
    let many: String = (0..200).map(|number| format!("x-{number}: 1\r\n")).collect();
    for headers in [huge, many] {
        let response = server.raw(format!("POST {GET_BOOK} HTTP/1.1\r\nhost: x\r\n{headers}\r\n"));
        let response = response.await;
        assert!(response.is_empty() || response.starts_with("HTTP/1.1 431"), "{response}");
    }
    let path = format!("{GET_BOOK}?{}", "x".repeat(100 << 10));
    let response = server.raw(format!("GET {path} HTTP/1.1\r\nhost: x\r\n\r\n")).await;
    assert!(!response.contains("HTTP/1.1 200"), "{response}");
    assert_alive(&server).await;
}

#[tokio::test]
async fn a_client_that_disconnects_halfway_does_not_hold_the_shutdown() {
    let server = Server::start(echo()).await;
    for part in ["PO", "POST / HT", "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{"] {
        let mut stream = server.connect().await;
        stream.write_all(part.as_bytes()).await.unwrap();
    }
    assert_alive(&server).await;
    server.stop().await.unwrap();
}

#[tokio::test]
async fn deep_json_is_rejected() {
    let server = Server::start(echo()).await;
    let deep = format!(r#"{{"x":{}}}"#, "[".repeat(1 << 20));
    server.post(GET_BOOK, deep).await.assert_error(400, "invalid_argument", &[]);
    assert_alive(&server).await;
}

#[tokio::test]
async fn client_input_is_repeated_as_plain_text_only() {
    let server = Server::start(echo()).await;
    let response = server.send(with_type("<script>", GET_BOOK, EMMA)).await;
    assert_eq!(response.status, 415);
    assert_eq!(response.header("content-type"), Some("text/plain; charset=utf-8"));
    let response = server.raw("GET /<b> HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
    assert!(!response.contains("text/html"), "{response}");
}

#[tokio::test]
async fn expect_100_continue_is_answered() {
    let server = Server::start(echo()).await;
    let mut stream = server.connect().await;
    let head = format!(
        "POST {GET_BOOK} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nexpect: 100-continue\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        EMMA.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut interim = [0; 25];
    stream.read_exact(&mut interim).await.unwrap();
    assert_eq!(&interim, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(EMMA.as_bytes()).await.unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).await.unwrap();
    assert!(response.ends_with(EMMA), "{response}");
}
