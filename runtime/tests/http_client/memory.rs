//! The limit on the memory of decoded responses.

use std::error::Error as _;

use gitpod_runtime::DecodeError;
use gitpod_runtime::codec::DecodeErrorKind;
use gitpod_runtime::rpc::{Code, RawCall};

use crate::server::{Server, json};
use crate::{builder, list_books};

/// A response that is much larger in memory than on the wire.
fn titles(count: usize) -> Vec<u8> {
    json("200 OK", &format!(r#"{{"titles":[{}""]}}"#, r#""","#.repeat(count - 1)))
}

#[tokio::test]
async fn a_response_beyond_the_limit_is_resource_exhausted() {
    let server = Server::answering(titles(1000)).await;
    let client = builder().base_url(server.url()).max_response_memory(20_000).build().unwrap();
    let error = list_books(&client).await.unwrap_err();
    assert_eq!(error.code(), Code::ResourceExhausted);
    assert_eq!(error.attempts(), Some(1));
    assert_eq!(error.http_status(), Some(200));
    let text = "test.v1.ListBooksResponse: titles[512]: expected a message of at most 20000 bytes in \
                memory, found a larger one at line 1 column 1548; raise the client's \
                `max_response_memory`";
    assert_eq!(error.message(), text);
    let source = error.source().and_then(|source| source.downcast_ref::<DecodeError>());
    assert_eq!(source.map(DecodeError::kind), Some(DecodeErrorKind::MemoryLimit));
    // Raw calls decode nothing.
    let path = "test.v1.BookService/ListBooks";
    assert!(RawCall::over(&client, path, "{}").await.is_ok());
}

#[tokio::test]
async fn the_limit_defaults_to_4_times_the_maximum_size() {
    let server = Server::answering(titles(1000)).await;
    for (size, accepted) in [(4_000, false), (20_000, true)] {
        let client = builder().base_url(server.url()).max_response_size(size).build().unwrap();
        let outcome = list_books(&client).await;
        assert_eq!(outcome.is_ok(), accepted, "{size}: {outcome:?}");
    }
}
