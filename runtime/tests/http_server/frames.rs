//! Malformed frames of gRPC and gRPC-Web, in both codecs.

use crate::limits::gzip;
use crate::support::{
    EMMA, GET_BOOK, HttpResponse, Server, echo, frame, frame_with_flags, header, with_type,
};

const CONTENT_TYPES: [&str; 4] = [
    "application/grpc+proto",
    "application/grpc+json",
    "application/grpc-web+proto",
    "application/grpc-web+json",
];

fn message(content_type: &str) -> Vec<u8> {
    if content_type.ends_with("json") { EMMA.into() } else { b"\x0a\x04Emma".to_vec() }
}

async fn send(server: &Server, content_type: &str, body: Vec<u8>) -> HttpResponse {
    server.send2(with_type(content_type, GET_BOOK, body)).await
}

/// The status of a response, from its headers or its body.
fn status(response: &HttpResponse) -> u8 {
    if let Some(status) = response.trailers.get("grpc-status") {
        return status.to_str().unwrap().parse().unwrap();
    }
    let body = String::from_utf8_lossy(&response.body).into_owned();
    let (_, status) = body.split_once("grpc-status: ").unwrap();
    status.lines().next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn malformed_frames_are_errors() {
    let server = Server::start(echo().message_limit(1000)).await;
    for content_type in CONTENT_TYPES {
        let whole = frame(message(content_type));
        let too_long = [&[0][..], &2000_u32.to_be_bytes(), &message(content_type)].concat();
        let largest = [&[0][..], &u32::MAX.to_be_bytes(), &message(content_type)].concat();
        let compressed = frame_with_flags(1, &gzip(message(content_type)));
        for (body, expected) in [
            (whole.clone(), 0),
            (Vec::new(), 12),
            (whole[..3].to_vec(), 3),
            (whole[..whole.len() - 1].to_vec(), 3),
            ([&whole[..], &[0]].concat(), 12),
            (whole.repeat(2), 12),
            (too_long, 8),
            (largest, 8),
            // Compressed, but no header names the coding.
            (compressed, 13),
        ] {
            let response = send(&server, content_type, body.clone()).await;
            assert_eq!(status(&response), expected, "{content_type} {body:?}");
        }
    }
}

#[tokio::test]
async fn a_large_message_has_one_frame() {
    let server = Server::start(echo().compression(false)).await;
    let title = "x".repeat(40_000);
    for content_type in ["application/grpc+json", "application/grpc-web+json"] {
        let framed = frame(format!(r#"{{"title":"{title}"}}"#));
        let response = server.send2(with_type(content_type, GET_BOOK, framed.clone())).await;
        assert_eq!(status(&response), 0, "{content_type}");
        assert!(response.body.starts_with(&framed), "{content_type}");
    }
}

#[tokio::test]
async fn compressed_frames_are_read_in_both_codecs() {
    let server = Server::start(echo().compress_from(0)).await;
    for content_type in CONTENT_TYPES {
        let message = message(content_type);
        let request =
            with_type(content_type, GET_BOOK, frame_with_flags(1, &gzip(message.clone())));
        let response = server.send2(header(request, "grpc-encoding", "gzip")).await;
        assert_eq!(status(&response), 0, "{content_type}");
        assert_eq!(response.header("grpc-encoding"), Some("gzip"));
        // The response is compressed like the request, which names no other coding.
        let answer = frame_with_flags(1, &gzip(message));
        assert!(response.body.starts_with(&answer), "{content_type}: {:?}", response.body);
        // An empty message is not decompressed.
        let empty = with_type(content_type, GET_BOOK, frame_with_flags(1, b""));
        let response = server.send2(header(empty, "grpc-encoding", "gzip")).await;
        let expected = if content_type.ends_with("json") { 3 } else { 0 };
        assert_eq!(status(&response), expected, "{content_type}");
    }
}

#[tokio::test]
async fn a_coding_that_is_not_served_is_unimplemented() {
    let server = Server::start(echo()).await;
    for content_type in CONTENT_TYPES {
        let request = with_type(content_type, GET_BOOK, frame(message(content_type)));
        let response = server.send2(header(request, "grpc-encoding", "br")).await;
        assert_eq!(status(&response), 12, "{content_type}");
    }
}
