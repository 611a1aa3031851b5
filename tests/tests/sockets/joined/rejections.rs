//! Rejected messages: too large, not JSON, another content type, an unknown RPC.

use std::sync::Arc;

use gitpod_api::client::ProjectServiceClient;
use gitpod_api::runtime::rpc::Context;
use gitpod_api::{
    BoxFuture, Client, Code, Error, GetProjectRequest, GetProjectResponse, Message, MessageExt,
    Project,
};

use crate::rpcs;
use crate::support::server::Server;
use crate::support::services::{Behaviour, CallSpec, Handler, every_method};
use crate::support::tap::Tap;

/// Panics when it is called.
struct Unreachable;

impl Behaviour for Unreachable {
    fn answer<'a>(
        &'a self,
        context: &'a Context,
        request: &'a dyn Message,
        _: &'a mut dyn Message,
    ) -> BoxFuture<'a, Result<(), Error>> {
        panic!("{context:?} was called with {request:?}");
    }
}

/// Sends raw JSON, which the client does not check, and returns the error.
async fn raw(client: &Client, path: &'static str, json: &str) -> Error {
    client.raw(path, json).await.expect_err(path)
}

#[tokio::test]
async fn requests_over_the_server_limit_are_rejected() {
    let limited = |limit| {
        Server::with(Unreachable, move |service| service.body_limit(limit).message_limit(1 << 12))
    };
    let large = format!(r#"{{"unknown":"{}"}}"#, "x".repeat(5_000));
    for (limit, compress) in [(1 << 12, false), (1 << 12, true), (1 << 16, false)] {
        let server = limited(limit).await;
        let builder = server.builder();
        let builder = if compress { builder.compress_requests(0) } else { builder };
        let client = builder.build().expect("the options are valid");
        for method in every_method() {
            let error = raw(&client, method.path(), &large).await;
            assert_eq!(error.code(), Code::ResourceExhausted, "{error}");
            assert_eq!((error.attempts(), error.body()), (Some(1), None), "{error:?}");
        }
    }
}

/// Answers with a large project.
struct Large;

impl Behaviour for Large {
    fn answer<'a>(
        &'a self,
        _: &'a Context,
        _: &'a dyn Message,
        response: &'a mut dyn Message,
    ) -> BoxFuture<'a, Result<(), Error>> {
        let project = Project::default().with_id("x".repeat(50_000));
        let large = GetProjectResponse::default().with_project(project).to_json();
        let read = gitpod_api::runtime::json::decode_into(large.as_bytes(), response);
        Box::pin(std::future::ready(read.map_err(Error::undecodable_response)))
    }
}

#[tokio::test]
async fn responses_over_the_client_limit_are_rejected() {
    for compression in [false, true] {
        let server = Server::with(Large, |service| service.compression(compression)).await;
        let get = async |limit| {
            let client =
                server.builder().max_response_size(limit).build().expect("the options are valid");
            client.get_project(GetProjectRequest::default()).await
        };
        let error = get(10_000).await.expect_err("over the limit");
        assert_eq!((error.code(), error.attempts()), (Code::ResourceExhausted, Some(1)));
        assert!(error.message().contains("limit of 10000 bytes"), "{error}");
        let project = get(100_000).await.expect("within the limit").project.expect("a project");
        assert_eq!(project.id.len(), 50_000);
        let encoding = compression.then(|| "gzip".to_owned());
        assert!(server.take_seen().iter().all(|seen| seen.response_encoding == encoding));
    }
}

#[tokio::test]
async fn invalid_json_is_rejected_with_the_name_of_the_message() {
    let server = Server::start(Unreachable).await;
    let client = server.client();
    for method in every_method() {
        for json in ["", "{", "[]", "{} {}", "{\"a\":}", "\u{feff}{}", "nul", "\"\u{1f980}\""] {
            let error = raw(&client, method.path(), json).await;
            assert_eq!(error.code(), Code::InvalidArgument, "{json:?}: {error}");
            assert_eq!(error.http_status(), Some(400));
            assert!(error.message().contains(method.request().name()), "{json:?}: {error}");
        }
    }
}

#[tokio::test]
async fn requests_with_another_content_type_are_rejected() {
    for content_type in ["application/protobuf", "text/plain", "application/jsonl", "multipart/x"] {
        let router = rpcs::router(&Handler(Arc::new(Unreachable)));
        let tap = Tap::new(router.into_http().also_below("/api")).request_type(content_type);
        let server = Server::behind(tap, std::future::pending()).await;
        let client = server.client();
        for rpc in rpcs::all() {
            let error = rpc.call(&client, CallSpec::EMPTY).await.expect_err("rejected");
            assert_eq!(error.http_status(), Some(415), "{content_type}: {error}");
            let text = error.body().expect("the server names the content type");
            assert!(text.contains(content_type), "{text}");
        }
    }
}

#[tokio::test]
async fn responses_with_another_content_type_are_rejected() {
    for content_type in ["text/html", "application/proto"] {
        let router = rpcs::router(&Handler(Arc::new(Large)));
        let tap = Tap::new(router.into_http().also_below("/api")).response_type(content_type);
        let server = Server::behind(tap, std::future::pending()).await;
        let client = server.client();
        let error = client.get_project(GetProjectRequest::default()).await.expect_err("not JSON");
        assert_eq!(error.http_status(), Some(200), "{error}");
        assert!(error.to_string().contains(content_type), "{error}");
        assert!(error.body().is_some_and(|body| body.starts_with("{\"project\"")), "{error:?}");
    }
}

#[tokio::test]
async fn unknown_rpcs_are_rejected_by_name() {
    let server = Server::start(Unreachable).await;
    let client = server.client();
    for path in ["gitpod.v1.EditorService/ListEditors", "gitpod.v1.ProjectService/GetEditor"] {
        let error = raw(&client, path, "{}").await;
        assert_eq!((error.code(), error.http_status()), (Code::Unimplemented, Some(404)));
        assert!(error.to_string().contains(path), "{error}");
    }
}
