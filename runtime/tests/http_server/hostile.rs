//! Those who mean no good.

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::support::{EMMA, GET_BOOK, Server, echo, with_type};

/// Whether the server still serves.
async fn assert_alive(server: &Server) {
    assert_eq!(server.post(GET_BOOK, EMMA).await.text(), EMMA);
}

#[tokio::test]
async fn garbage_is_refused_and_closed() {
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
        let answer = server.raw(bytes).await;
        assert!(!answer.contains("HTTP/1.1 200"), "{answer}");
    }
    assert_alive(&server).await;
}

#[tokio::test]
async fn what_is_pipelined_behind_a_request_does_not_spoil_it() {
    let server = Server::start(echo()).await;
    let length = EMMA.len();
    let request = format!(
        "POST {GET_BOOK} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{EMMA}"
    );
    let answer = server.raw(format!("{request}{request}\0\0garbage\r\n\r\n")).await;
    assert_eq!(answer.matches("HTTP/1.1 200").count(), 2, "{answer}");
    assert_eq!(answer.matches(EMMA).count(), 2, "{answer}");
    assert_eq!(answer.matches("HTTP/1.1 400").count(), 1, "{answer}");
    assert_alive(&server).await;
}

#[tokio::test]
async fn two_lengths_are_not_guessed_at() {
    let server = Server::start(echo()).await;
    for lengths in [
        "content-length: 16\r\ncontent-length: 2",
        "content-length: 16\r\ntransfer-encoding: chunked",
        "transfer-encoding: gzip, identity",
    ] {
        let request = format!(
            "POST {GET_BOOK} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n{lengths}\r\n\r\n{EMMA}"
        );
        let answer = server.raw(request).await;
        assert!(!answer.contains("HTTP/1.1 200"), "{lengths}: {answer}");
    }
    assert_alive(&server).await;
}

#[tokio::test]
async fn huge_and_many_headers_are_refused() {
    let server = Server::start(echo()).await;
    let huge = format!("x-huge: {}\r\n", "x".repeat(100 << 10));
    let many: String = (0..200).map(|number| format!("x-{number}: 1\r\n")).collect();
    for headers in [huge, many] {
        let answer = server.raw(format!("POST {GET_BOOK} HTTP/1.1\r\nhost: x\r\n{headers}\r\n"));
        let answer = answer.await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "{answer}");
    }
    let path = format!("{GET_BOOK}?{}", "x".repeat(100 << 10));
    let answer = server.raw(format!("GET {path} HTTP/1.1\r\nhost: x\r\n\r\n")).await;
    assert!(!answer.contains("HTTP/1.1 200"), "{answer}");
    assert_alive(&server).await;
}

#[tokio::test]
async fn a_caller_who_leaves_halfway_leaves_nothing_behind() {
    let server = Server::start(echo()).await;
    for part in ["PO", "POST / HT", "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{"] {
        let mut stream = server.connect().await;
        stream.write_all(part.as_bytes()).await.unwrap();
    }
    assert_alive(&server).await;
    server.stop().await.unwrap();
}

#[tokio::test]
async fn deep_json_is_refused() {
    let server = Server::start(echo()).await;
    let deep = format!(r#"{{"x":{}}}"#, "[".repeat(1 << 20));
    server.post(GET_BOOK, deep).await.assert_error(400, "invalid_argument", &[]);
    assert_alive(&server).await;
}

#[tokio::test]
async fn what_the_caller_wrote_comes_back_as_text_only() {
    let server = Server::start(echo()).await;
    let answer = server.send(with_type("<script>", GET_BOOK, EMMA)).await;
    assert_eq!(answer.status, 415);
    assert_eq!(answer.header("content-type"), Some("text/plain; charset=utf-8"));
    let answer = server.raw("GET /<b> HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
    assert!(!answer.contains("text/html"), "{answer}");
}

#[tokio::test]
async fn a_request_that_expects_to_go_on_is_told_so() {
    let server = Server::start(echo()).await;
    let mut stream = server.connect().await;
    let head = format!(
        "POST {GET_BOOK} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nexpect: 100-continue\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        EMMA.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut go_on = [0; 25];
    stream.read_exact(&mut go_on).await.unwrap();
    assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(EMMA.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.ends_with(EMMA), "{answer}");
}
