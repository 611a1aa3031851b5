//! The route of a request: resolved once, then called, over every protocol.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use gitpod_runtime::Router;
use gitpod_runtime::rpc::{
    BoxFuture, EncodedRequest, EncodedResponse, Error, HandlerOptions, Service, ServiceDescriptor,
};

use crate::books::{METHODS, SERVICE};
use crate::support::{
    EMMA, GET_BOOK, LIST_BOOKS, Server, bare, book, frame, post, service, with_type,
};

/// Counts how often a router reads the descriptor of its service and how often it calls it.
#[derive(Clone, Default)]
struct Counting(Arc<Counts>);

#[derive(Default)]
struct Counts {
    descriptors: AtomicUsize,
    calls: AtomicUsize,
}

impl Counting {
    async fn serve(&self) -> Server {
        let service = Router::new().add(self.clone()).into_http().also_below("api");
        self.descriptors();
        Server::start(service).await
    }

    fn descriptors(&self) -> usize {
        self.0.descriptors.swap(0, Ordering::Relaxed)
    }

    fn calls(&self) -> usize {
        self.0.calls.swap(0, Ordering::Relaxed)
    }
}

impl Service for Counting {
    fn descriptor(&self) -> &'static ServiceDescriptor {
        self.0.descriptors.fetch_add(1, Ordering::Relaxed);
        &SERVICE
    }

    /// Returns an empty message after checking that the router has resolved the request.
    fn call<'a>(
        &'a self,
        index: usize,
        request: EncodedRequest,
        _: &'a HandlerOptions,
    ) -> BoxFuture<'a, Result<EncodedResponse, Error>> {
        self.0.calls.fetch_add(1, Ordering::Relaxed);
        let method = request.method().map(|method| method.path());
        assert_eq!(method, Some(METHODS[index].path()));
        assert_eq!(request.path(), METHODS[index].path());
        assert_ne!(request.body, b"panic", "a panic of the service");
        Box::pin(async { Ok(EncodedResponse::new(b"{}".to_vec())) })
    }
}

#[tokio::test]
async fn every_kind_of_request_calls_its_service_once() {
    let service = Counting::default();
    let server = service.serve().await;
    let get = format!("{GET_BOOK}?connect=v1&encoding=json&message=%7B%7D");
    for (request, http2, body) in [
        (post(GET_BOOK, EMMA), false, b"{}".to_vec()),
        (post(GET_BOOK, EMMA), true, b"{}".to_vec()),
        (post(&format!("/api{LIST_BOOKS}?token=t"), "{}"), false, b"{}".to_vec()),
        (bare("GET", &get), false, b"{}".to_vec()),
        (bare("GET", &format!("/api{get}")), true, b"{}".to_vec()),
        (with_type("application/grpc+json", GET_BOOK, frame(EMMA)), true, frame("{}")),
    ] {
        let uri = request.uri().to_string();
        let response = if http2 { server.send2(request).await } else { server.send(request).await };
        assert_eq!((response.status, response.body.as_ref()), (200, &*body), "{uri}");
        assert_eq!(service.calls(), 1, "{uri}");
    }
    let web = with_type("application/grpc-web+json", GET_BOOK, frame(EMMA));
    assert!(server.send(web).await.body.starts_with(&frame("{}")));
    assert_eq!(service.calls(), 1);
}

/// The router reads descriptors of services only to report an unknown path, so the count shows how
/// often a path was looked up in vain.
#[tokio::test]
async fn an_unknown_path_is_looked_up_once_for_each_prefix_and_calls_nothing() {
    let service = Counting::default();
    let server = service.serve().await;
    for (path, lookups) in [
        ("/test.v1.BookService/Burn", 1),
        ("/test.v1.Books/GetBook", 1),
        ("/apix/test.v1.BookService/GetBook", 1),
        ("/api/test.v1.BookService/Burn", 2),
        ("/api/api/test.v1.BookService/GetBook", 2),
    ] {
        let response = server.post(path, EMMA).await;
        response.assert_error(404, "unimplemented", &[]);
        assert_eq!((service.descriptors(), service.calls()), (lookups, 0), "{path}");
    }
    let grpc = with_type("application/grpc+json", "/test.v1.BookService/Burn", frame("{}"));
    assert_eq!(server.send2(grpc).await.header("grpc-status"), Some("12"));
    assert_eq!((service.descriptors(), service.calls()), (1, 0));
}

#[tokio::test]
async fn a_rejected_request_calls_nothing() {
    let service = Counting::default();
    let server = service.serve().await;
    assert_eq!(server.send(bare("GET", LIST_BOOKS)).await.status, 405);
    assert_eq!(server.send(with_type("text/plain", GET_BOOK, EMMA)).await.status, 415);
    assert_eq!(server.post(&format!("{LIST_BOOKS}?pageSize=x"), "{}").await.status, 400);
    assert_eq!((service.descriptors(), service.calls()), (0, 0));
}

#[tokio::test]
async fn a_panicking_service_is_called_once_and_answers_over_every_protocol() {
    let service = Counting::default();
    let server = service.serve().await;
    let response = server.post(GET_BOOK, "panic").await;
    response.assert_error(500, "internal", &["the handler panicked"]);
    let get = format!("/api{GET_BOOK}?connect=v1&encoding=json&message=panic");
    let response = server.send(bare("GET", &get)).await;
    response.assert_error(500, "internal", &["the handler panicked"]);
    let grpc = with_type("application/grpc+json", GET_BOOK, frame("panic"));
    let response = server.send2(grpc).await;
    assert_eq!(response.header("grpc-status"), Some("13"));
    assert_eq!(response.header("grpc-message"), Some("the handler panicked"));
    assert_eq!(service.calls(), 3);
    assert_eq!(server.post(GET_BOOK, EMMA).await.status, 200);
}

#[tokio::test]
async fn a_clone_keeps_its_routes_when_another_is_changed() {
    let titled = |title: &'static str| service(move |_| async move { Ok(book(title)) });
    let original = Router::new().add(titled("original")).into_http();
    let with_defaults = original.clone().emit_defaults();
    let replaced = original.router().clone().add(titled("replaced")).into_http();
    for (service, body) in [
        (original, r#"{"title":"original"}"#),
        (with_defaults, r#"{"title":"original","author":""}"#),
        (replaced, r#"{"title":"replaced"}"#),
    ] {
        let server = Server::start(service).await;
        for _ in 0..2 {
            assert_eq!(server.post(GET_BOOK, EMMA).await.text(), body);
        }
    }
}
