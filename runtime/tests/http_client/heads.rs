//! The limits of response headers.

use gitpod_runtime::rpc::{Code, RetryPolicy};

use crate::server::{Answer, Server, response};
use crate::{builder, get_book};

/// A response with this number of headers in all, of which one has a value of `size` bytes.
fn with_headers(number: usize, size: usize) -> Vec<u8> {
    let value = "x".repeat(size);
    let mut headers = vec![("content-type", "application/json"), ("x-long", value.as_str())];
    // The content length is one, too.
    headers.resize(number - 1, ("x-short", "1"));
    response("200 OK", &headers, r#"{"title":"Emma"}"#)
}

#[tokio::test]
async fn headers_are_limited_in_number_and_size() {
    for (number, size, fits) in
        [(100, 1, true), (101, 1, false), (3, 400 << 10, true), (3, 900 << 10, false)]
    {
        let server = Server::start(move |_, _| Answer::Stall(with_headers(number, size))).await;
        let client = builder().base_url(server.url()).retry(RetryPolicy::none()).build().unwrap();
        match get_book(&client, "").await {
            Ok(book) => assert!(fits && book.title == "Emma", "{number} {size}"),
            Err(error) => {
                assert!(!fits, "{number} {size}: {error}");
                assert_eq!(error.code(), Code::Unavailable);
                assert!(error.to_string().contains("message head is too large"), "{error}");
                assert!(!error.nothing_sent());
            }
        }
    }
}

#[tokio::test]
async fn a_head_without_an_end_is_not_read_to_its_end() {
    let head = format!("HTTP/1.1 200 OK\r\n{}", "x: 1\r\n".repeat(1 << 20));
    let server = Server::start(move |_, _| Answer::Stall(head.clone().into_bytes())).await;
    let client = builder().base_url(server.url()).retry(RetryPolicy::none()).build().unwrap();
    let error = get_book(&client, "").await.unwrap_err();
    assert!(error.to_string().contains("message head is too large"), "{error}");
}
