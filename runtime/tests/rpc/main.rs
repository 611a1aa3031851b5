//! Calls, errors, handlers, routing and paging, with a handwritten service in the form of generated code.

mod calls;
mod codecs;
mod details;
mod dynamic;
mod errors;
mod fakes;
mod interceptors;
#[path = "../support/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    reason = "shared with the tests of messages, which need more of it"
)]
mod messages;
mod metadata;
mod page_query;
mod paging;
mod raw;
mod routing;
mod serving;
mod support;

use gitpod_runtime::rpc::{Error, ErrorDetail, Metadata, Request, Response, Router};
use serde_json::json;

use support::{BookService, BookServiceServer, GetBookRequest, GetBookResponse, yield_once};

fn book(title: &str) -> GetBookRequest {
    GetBookRequest { title: title.into() }
}

fn router(service: impl BookService) -> Router {
    Router::new().add(BookServiceServer(service))
}

/// A service whose behavior depends on the requested title.
struct Shelf;

impl BookService for Shelf {
    async fn get_book(
        &self,
        request: Request<GetBookRequest>,
    ) -> Result<Response<GetBookResponse>, Error> {
        yield_once().await;
        let trace = request.metadata().get("X-Trace").unwrap_or("none");
        let trace = trace.to_owned();
        match request.message.title.as_str() {
            "missing" => Err(refusal()),
            "broken" => panic!("the secret of the shelf"),
            title => Ok(Response::new(GetBookResponse {
                title: title.into(),
                author: format!("{:?}", request.context().timeout()),
            })
            .with_header("x-trace", trace)?
            .with_trailer("x-took", "3ms")?),
        }
    }
}

fn refusal() -> Error {
    let mut metadata = Metadata::new();
    metadata.insert("retry-after", "5").unwrap();
    Error::not_found("no such book")
        .with_detail(
            ErrorDetail::new("test.v1.Hint", [1, 2, 250]).with_debug(json!({"try": "Emma"})),
        )
        .with_metadata(metadata)
}

/// Returns an empty message.
struct Nameless;

impl BookService for Nameless {
    async fn get_book(
        &self,
        _: Request<GetBookRequest>,
    ) -> Result<Response<GetBookResponse>, Error> {
        Ok(GetBookResponse::default().into())
    }
}

struct NothingDone;

impl BookService for NothingDone {}
