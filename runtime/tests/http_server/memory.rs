//! The limit on the memory of decoded requests.

use crate::support::{GET_BOOK, LIST_BOOKS, Server, echo};

fn title(length: usize) -> String {
    format!(r#"{{"title":"{}"}}"#, "x".repeat(length))
}

#[tokio::test]
async fn a_message_beyond_the_limit_is_resource_exhausted() {
    let server = Server::start(echo().memory_limit(1000)).await;
    assert_eq!(server.post(GET_BOOK, title(900)).await.status, 200);
    let response = server.post(GET_BOOK, title(1001)).await;
    let text = "test.v1.GetBookRequest: title: expected a message of at most 1000 bytes in memory";
    response.assert_error(429, "resource_exhausted", &[text, "`memory_limit`"]);
    // Only messages count.
    let unknown = format!(r#"{{"new":{}}}"#, title(5000));
    assert_eq!(server.post(LIST_BOOKS, unknown).await.status, 200);
}

#[tokio::test]
async fn the_limit_follows_the_size_unless_it_is_set() {
    let server = Server::start(echo().message_limit(1 << 20)).await;
    assert_eq!(server.post(GET_BOOK, title(1 << 19)).await.status, 200);
    let server = Server::start(echo().memory_limit(100).message_limit(1 << 20)).await;
    let response = server.post(GET_BOOK, title(1 << 19)).await;
    response.assert_error(429, "resource_exhausted", &["at most 100 bytes in memory"]);
}
