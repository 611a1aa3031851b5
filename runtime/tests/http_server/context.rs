//! The context that handlers see: headers, peer, deadline, extensions.

use std::task::{Context as TaskContext, Poll};
use std::time::Duration;

use gitpod_runtime::http::server::HttpService;
use gitpod_runtime::rpc::{Context, Request};
use hyper::body::Incoming;
use tower_service::Service;

use crate::books::GetBookRequest;
use crate::support::{EMMA, GET_BOOK, Server, book, echo, header, post, router};

/// The user that a tower layer authenticated.
#[derive(Debug, Clone, PartialEq)]
struct User(&'static str);

/// A tower layer that authenticates every request.
#[derive(Clone)]
struct Authenticated(HttpService);

impl Service<http::Request<Incoming>> for Authenticated {
    type Response = <HttpService as Service<http::Request<Incoming>>>::Response;
    type Error = <HttpService as Service<http::Request<Incoming>>>::Error;
    type Future = <HttpService as Service<http::Request<Incoming>>>::Future;

    fn poll_ready(&mut self, context: &mut TaskContext<'_>) -> Poll<Result<(), Self::Error>> {
        Service::<http::Request<Incoming>>::poll_ready(&mut self.0, context)
    }

    fn call(&mut self, mut request: http::Request<Incoming>) -> Self::Future {
        request.extensions_mut().insert(User("ada"));
        self.0.call(request)
    }
}

#[tokio::test]
async fn a_handler_sees_headers_method_peer_and_extensions() {
    let service = router(|request| async move {
        let context = request.context();
        let tags: Vec<_> = context.metadata().get_all("X-Tag").collect();
        let peer = context.peer().unwrap();
        let method = context.method().unwrap().documented_name().unwrap();
        let user = context.extension::<User>().unwrap();
        assert_eq!(context.extension::<u8>(), None);
        Ok(book(format!("{tags:?} {} {method} {user:?}", peer.ip())))
    });
    let server = Server::start(Authenticated(service.into_http())).await;
    let request = header(header(post(GET_BOOK, EMMA), "x-tag", "a"), "x-tag", "b");
    let response = server.send(request).await;
    assert_eq!(response.json()["title"], r#"["a", "b"] 127.0.0.1 books.retrieve User("ada")"#);
}

#[tokio::test]
async fn headers_that_are_not_text_are_skipped() {
    let service = router(|request| async move {
        let metadata = request.metadata();
        assert_eq!(metadata.get("x-binary"), None);
        Ok(book(metadata.get("x-text").unwrap_or("none")))
    });
    let server = Server::start(service.into_http()).await;
    let mut request = header(post(GET_BOOK, EMMA), "x-text", "kept");
    request.headers_mut().insert("x-binary", http::HeaderValue::from_bytes(&[0xff, 0xfe]).unwrap());
    assert_eq!(server.send(request).await.json()["title"], "kept");
}

#[tokio::test]
async fn a_handler_sees_its_deadline() {
    let service = router(|request| async move {
        let left = request.context().timeout().unwrap();
        assert!(request.context().deadline().is_some());
        // Some of it has passed by now.
        assert!(left <= Duration::from_secs(600), "{left:?}");
        Ok(book(format!("{}", left > Duration::from_secs(500))))
    });
    let server = Server::start(service.into_http()).await;
    let request = header(post(GET_BOOK, EMMA), "connect-timeout-ms", "600000");
    assert_eq!(server.send(request).await.json()["title"], "true");
}

#[tokio::test]
async fn without_a_timeout_there_is_no_deadline() {
    let service = router(|request| async move {
        Ok(book(format!("{:?}", (request.context().timeout(), request.context().deadline()))))
    });
    let server = Server::start(service.into_http()).await;
    assert_eq!(server.post(GET_BOOK, EMMA).await.json()["title"], "(None, None)");
}

#[test]
fn a_test_can_make_a_context_without_a_server() {
    let peer = "192.0.2.1:7".parse().unwrap();
    let context =
        Context::default().with_peer(peer).with_extension(User("a")).with_extension(User("b"));
    let request = Request::new(GetBookRequest::default(), context);
    assert_eq!(request.context().peer(), Some(peer));
    assert_eq!(request.context().extension(), Some(&User("b")));
    assert_eq!(request.context().extension::<String>(), None);
    let passed_on = Context::default().with_extensions(request.context().extensions().clone());
    assert_eq!(passed_on.extension(), Some(&User("b")));
    // Debug output shows no values, because they may be credentials.
    assert!(!format!("{request:?}").contains("User"));
}

#[tokio::test]
async fn a_service_serves_many_calls_at_once() {
    let server = Server::start(echo()).await;
    let calls = (0..200).map(|number| {
        let body = format!(r#"{{"title":"{number}"}}"#);
        let address = &server;
        async move {
            assert_eq!(address.post(GET_BOOK, body.clone()).await.text(), body);
        }
    });
    let mut running = Vec::new();
    for call in calls {
        running.push(Box::pin(call));
    }
    std::future::poll_fn(|context| {
        running.retain_mut(|call| call.as_mut().poll(context).is_pending());
        if running.is_empty() { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
}
