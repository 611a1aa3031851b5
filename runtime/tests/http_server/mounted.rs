//! Below prefixes, and below axum.

use std::net::SocketAddr;

use gitpod_runtime::http::server::HttpServer;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::support::{EMMA, GET_BOOK, Server, bare, book, echo, frame, post, router, with_type};

#[tokio::test]
async fn it_answers_below_prefixes_and_at_the_root() {
    let server = Server::start(echo().also_below("/api/").also_below("a/b")).await;
    for prefix in ["", "/api", "/a/b"] {
        let path = format!("{prefix}{GET_BOOK}");
        assert_eq!(server.post(&path, EMMA).await.text(), EMMA, "{path}");
        let grpc = with_type("application/grpc+json", &path, frame(EMMA));
        assert_eq!(server.send2(grpc).await.body, frame(EMMA));
        let get = format!("{path}?connect=v1&encoding=json&message=%7B%22title%22:%22Emma%22%7D");
        assert_eq!(server.send(bare("GET", &get)).await.text(), EMMA);
    }
    for path in ["/ap", "/api", "/apix", "/api/api", "/b", "/API"] {
        let answer = server.post(&format!("{path}{GET_BOOK}x"), EMMA).await;
        answer.assert_error(404, "unimplemented", &[]);
    }
    let twice = server.post(&format!("/api/api{GET_BOOK}"), EMMA).await;
    twice.assert_error(404, "unimplemented", &[]);
}

/// Serves an axum router on our socket, and posts to it.
async fn ask(app: axum::Router, path: &str) -> (u16, String) {
    let server = HttpServer::bind("127.0.0.1:0").await.unwrap();
    let address = server.local_addr().unwrap();
    let (_stop, stopped) = oneshot::channel::<()>();
    let served = tokio::spawn(server.serve(app, async {
        let _ = stopped.await;
    }));
    let answer = send(address, path).await;
    served.abort();
    answer
}

async fn send(address: SocketAddr, path: &str) -> (u16, String) {
    let stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let io = hyper_util::rt::TokioIo::new(stream);
    let (mut sender, connection) = hyper::client::conn::http1::handshake(io).await.unwrap();
    tokio::spawn(connection);
    let answer = sender.send_request(post(path, EMMA)).await.unwrap();
    let answer = crate::support::Answer::read(answer).await;
    (answer.status, answer.text().to_owned())
}

#[tokio::test]
async fn axum_takes_it_as_a_service_and_as_a_router() {
    let fallback = axum::Router::new().fallback_service(echo());
    assert_eq!(ask(fallback, GET_BOOK).await, (200, EMMA.to_owned()));

    // Axum takes the prefix off the path.
    let nested = axum::Router::new().nest_service("/api", echo());
    assert_eq!(ask(nested.clone(), &format!("/api{GET_BOOK}")).await, (200, EMMA.to_owned()));
    assert_eq!(ask(nested, GET_BOOK).await.0, 404);

    let whole = router(|request| async move { Ok(book(request.message.title)) }).into_axum();
    assert_eq!(ask(whole, GET_BOOK).await, (200, EMMA.to_owned()));
}

#[tokio::test]
async fn the_peer_that_axum_knows_comes_to_the_handler() {
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
