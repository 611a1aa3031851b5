//! The service `grpc.health.v1.Health`.

use gitpod_runtime::Router;

use crate::support::{EMMA, GET_BOOK, Reject, Server, bare, book, frame, post, router, with_type};

const CHECK: &str = "/grpc.health.v1.Health/Check";
const WATCH: &str = "/grpc.health.v1.Health/Watch";

/// Field 1 of a request in binary, the name of the service.
fn named(service: &str) -> Vec<u8> {
    [&[0x0a, u8::try_from(service.len()).unwrap()][..], service.as_bytes()].concat()
}

fn healthy() -> Router {
    router(|_| async { Ok(book("Emma")) }).health()
}

#[tokio::test]
async fn the_server_and_its_services_are_serving_in_every_protocol() {
    let server = Server::start(healthy().into_http()).await;
    for service in ["", "test.v1.BookService", "grpc.health.v1.Health"] {
        let json = format!(r#"{{"service":"{service}"}}"#);
        let response = server.post(CHECK, json).await;
        assert_eq!(response.text(), r#"{"status":"SERVING"}"#, "{service}");
        let request = with_type("application/grpc", CHECK, frame(named(service)));
        let response = server.send2(request).await;
        assert_eq!(response.body, frame([8, 1]), "{service}");
        assert_eq!(response.trailers["grpc-status"], "0");
    }
    let get = bare("GET", &format!("{CHECK}?connect=v1&encoding=json&message=%7B%7D"));
    assert_eq!(server.send(get).await.text(), r#"{"status":"SERVING"}"#);
}

#[tokio::test]
async fn unknown_services_are_not_found_and_watch_is_unimplemented() {
    let server = Server::start(healthy().into_http()).await;
    let response = server.post(CHECK, r#"{"service":"test.v1.Other"}"#).await;
    response.assert_error(404, "not_found", &["test.v1.Other"]);
    let request = with_type("application/grpc", WATCH, frame(named("")));
    assert_eq!(server.send2(request).await.header("grpc-status"), Some("12"));
}

#[tokio::test]
async fn probes_pass_no_interceptor() {
    let server = Server::start(healthy().intercept(Reject).into_http()).await;
    assert_eq!(server.post(CHECK, "{}").await.text(), r#"{"status":"SERVING"}"#);
    server.post(GET_BOOK, EMMA).await.assert_error(401, "unauthenticated", &["no token"]);
}

#[tokio::test]
async fn a_router_without_the_service_does_not_answer_probes() {
    let server = Server::start(router(|_| async { Ok(book("Emma")) }).into_http()).await;
    server.send(post(CHECK, "{}")).await.assert_error(404, "unimplemented", &["unknown service"]);
}
