//! The service under path prefixes and under axum.

use std::net::SocketAddr;

use gitpod_runtime::http::server::HttpServer;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::support::{EMMA, GET_BOOK, Server, bare, book, echo, frame, post, router, with_type};

#[tokio::test]
async fn rpcs_are_served_under_prefixes_and_at_the_root() {
    let server = Server::start(echo().also_below("/api/").also_below("a/b").also_below("/")).await;
    for prefix in ["", "/api", "/a/b"] {
        let path = format!("{prefix}{GET_BOOK}");
        assert_eq!(server.post(&path, EMMA).await.text(), EMMA, "{path}");
        let grpc = with_type("application/grpc+json", &path, frame(EMMA));
        assert_eq!(server.send2(grpc).await.body, frame(EMMA));
        let get = format!("{path}?connect=v1&encoding=json&message=%7B%22title%22:%22Emma%22%7D");
        assert_eq!(server.send(bare("GET", &get)).await.text(), EMMA);
    }
    for path in ["/", "/ap", "/api", "/apix", "/api/api", "/b", "/API"] {
        let response = server.post(&format!("{path}{GET_BOOK}x"), EMMA).await;
        response.assert_error(404, "unimplemented", &[]);
    }
    let unknown = server.post("/api/test.v1.BookService/Burn", EMMA).await;
    unknown.assert_error(404, "unimplemented", &["test.v1.BookService has no method \"Burn\""]);
    let twice = server.post(&format!("/api/api{GET_BOOK}"), EMMA).await;
    twice.assert_error(404, "unimplemented", &[]);
}

/// Serves an axum router with `HttpServer` and posts to it.
async fn serve_and_post(app: axum::Router, path: &str) -> (u16, String) {
    let server = HttpServer::bind("127.0.0.1:0").await.unwrap();
    let address = server.local_addr().unwrap();
    let (_stop, stopped) = oneshot::channel::<()>();
    let served = tokio::spawn(server.serve(app, async {
        let _ = stopped.await;
    }));
    let response = send(address, path).await;
    served.abort();
    response
}

async fn send(address: SocketAddr, path: &str) -> (u16, String) {
    let stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let io = hyper_util::rt::TokioIo::new(stream);
    let (mut sender, connection) = hyper::client::conn::http1::handshake(io).await.unwrap();
    tokio::spawn(connection);
    let response = sender.send_request(post(path, EMMA)).await.unwrap();
    let response = crate::support::HttpResponse::read(response).await;
    (response.status, response.text().to_owned())
}

#[tokio::test]
async fn axum_serves_it_as_a_service_and_as_a_router() {
    let fallback = axum::Router::new().fallback_service(echo());
    assert_eq!(serve_and_post(fallback, GET_BOOK).await, (200, EMMA.to_owned()));

    // Axum strips the prefix from the path.
    let nested = axum::Router::new().nest_service("/api", echo());
    assert_eq!(
        serve_and_post(nested.clone(), &format!("/api{GET_BOOK}")).await,
        (200, EMMA.to_owned())
    );
    assert_eq!(serve_and_post(nested, GET_BOOK).await.0, 404);

    let whole = router(|request| async move { Ok(book(request.message.title)) }).into_axum();
    assert_eq!(serve_and_post(whole, GET_BOOK).await, (200, EMMA.to_owned()));
}

#[tokio::test]
async fn handlers_see_the_peer_that_axum_provides() {
    let service = router(|request| async move {
        Ok(book(format!("{:?}", request.context().peer().map(|peer| peer.ip()))))
    });
    let app = service.into_axum::<()>().into_make_service_with_connect_info::<SocketAddr>();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let served = tokio::spawn(axum::serve(listener, app).into_future());
    assert_eq!(send(address, GET_BOOK).await.1, r#"{"title":"Some(127.0.0.1)"}"#);
    served.abort();
}
