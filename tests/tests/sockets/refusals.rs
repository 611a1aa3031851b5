//! What neither side takes: too much, no JSON, another content type, another RPC.

use std::sync::Arc;

use gitpod_api::client::ProjectServiceClient;
use gitpod_api::runtime::rpc::Context;
use gitpod_api::{
    BoxFuture, Client, Code, Error, GetProjectRequest, GetProjectResponse, Message, Project,
};

use crate::rpcs;
use crate::server::Server;
use crate::services::{Asking, Behaviour, Handler, every_method};
use crate::tap::Tap;

/// A server whose handlers are never asked.
struct Unreached;

impl Behaviour for Unreached {
    fn answer<'a>(
        &'a self,
        context: &'a Context,
        request: &'a dyn Message,
        _: &'a mut dyn Message,
    ) -> BoxFuture<'a, Result<(), Error>> {
        panic!("{context:?} was asked {request:?}");
    }
}

/// A client without a word of its own on what it sends.
async fn raw(client: &Client, path: &'static str, json: &str) -> Error {
    client.raw(path, json).await.expect_err(path)
}

#[tokio::test]
async fn a_request_beyond_the_servers_limit() {
    let limited = |limit| {
        Server::with(Unreached, move |service| service.body_limit(limit).message_limit(1 << 12))
    };
    let large = format!(r#"{{"unknown":"{}"}}"#, "x".repeat(5_000));
    for (limit, compress) in [(1 << 12, false), (1 << 12, true), (1 << 16, false)] {
        let server = limited(limit).await;
        let builder = server.builder();
        let builder = if compress { builder.compress_requests(0) } else { builder };
        let client = builder.build().expect("all is set");
        for method in every_method() {
            let error = raw(&client, method.path(), &large).await;
            assert_eq!(*error.code(), Code::ResourceExhausted, "{error}");
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
        Box::pin(std::future::ready(read.map_err(Error::undecodable_reply)))
    }
}

#[tokio::test]
async fn a_reply_beyond_the_clients_limit() {
    for compression in [false, true] {
        let server = Server::with(Large, |service| service.compression(compression)).await;
        let get = async |limit| {
            let client = server.builder().max_response_size(limit).build().expect("all is set");
            client.get_project(GetProjectRequest::default()).await
        };
        let error = get(10_000).await.expect_err("it is larger");
        assert_eq!((error.code(), error.attempts()), (&Code::ResourceExhausted, Some(1)));
        assert!(error.message().contains("more than 10000 bytes"), "{error}");
        let project = get(100_000).await.expect("it is not larger").project.expect("a project");
        assert_eq!(project.id.len(), 50_000);
        let encoding = compression.then(|| "gzip".to_owned());
        assert!(server.take_seen().iter().all(|seen| seen.reply_encoding == encoding));
    }
}

#[tokio::test]
async fn what_is_no_json_of_a_request_is_refused_with_its_place() {
    let server = Server::start(Unreached).await;
    let client = server.client();
    for method in every_method() {
        for json in ["", "{", "[]", "{} {}", "{\"a\":}", "\u{feff}{}", "nul", "\"\u{1f980}\""] {
            let error = raw(&client, method.path(), json).await;
            assert_eq!(*error.code(), Code::InvalidArgument, "{json:?}: {error}");
            assert_eq!(error.http_status(), Some(400));
            assert!(error.message().contains(method.request().name()), "{json:?}: {error}");
        }
    }
}

#[tokio::test]
async fn another_content_type_of_requests() {
    for content_type in ["application/proto", "text/plain", "application/jsonl", "multipart/x"] {
        let router = rpcs::router(&Handler(Arc::new(Unreached)));
        let tap = Tap::new(router.into_http().also_below("/api")).request_type(content_type);
        let server = Server::behind(tap, std::future::pending()).await;
        let client = server.client();
        for rpc in rpcs::all() {
            let error = rpc.call(&client, Asking::EMPTY).await.expect_err("it is no JSON");
            assert_eq!(error.http_status(), Some(415), "{content_type}: {error}");
            let told = error.body().expect("the server says what it does not take");
            assert!(told.contains(content_type), "{told}");
        }
    }
}

#[tokio::test]
async fn another_content_type_of_replies() {
    for content_type in ["text/html", "application/proto"] {
        let router = rpcs::router(&Handler(Arc::new(Large)));
        let tap = Tap::new(router.into_http().also_below("/api")).reply_type(content_type);
        let server = Server::behind(tap, std::future::pending()).await;
        let client = server.client();
        let error = client.get_project(GetProjectRequest::default()).await.expect_err("no JSON");
        assert_eq!(error.http_status(), Some(200), "{error}");
        assert!(error.to_string().contains(content_type), "{error}");
        assert!(error.body().is_some_and(|body| body.starts_with("{\"project\"")), "{error:?}");
    }
}

#[tokio::test]
async fn what_is_not_served_is_said_by_name() {
    let server = Server::start(Unreached).await;
    let client = server.client();
    for path in ["gitpod.v1.EditorService/ListEditors", "gitpod.v1.ProjectService/GetEditor"] {
        let error = raw(&client, path, "{}").await;
        assert_eq!((error.code(), error.http_status()), (&Code::Unimplemented, Some(404)));
        assert!(error.to_string().contains(path), "{error}");
    }
}
