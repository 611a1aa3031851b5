//! Connect, gRPC and gRPC-Web as their specifications say.

use serde_json::json;

use crate::support::{
    EMMA, GET_BOOK, LIST_BOOKS, Server, bare, book, echo, frame, header, post, router, with_type,
};

#[tokio::test]
async fn a_post_of_json_is_answered_over_both_versions_of_http() {
    let server = Server::start(echo()).await;
    for answer in [server.post(GET_BOOK, EMMA).await, server.send2(post(GET_BOOK, EMMA)).await] {
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-type"), Some("application/json"));
        assert_eq!(answer.text(), EMMA);
    }
}

#[tokio::test]
async fn a_reply_has_a_length() {
    let answer = Server::start(echo()).await.post(GET_BOOK, EMMA).await;
    assert_eq!(answer.header("content-length"), Some("16"));
}

#[tokio::test]
async fn headers_and_trailers_of_a_reply_go_out() {
    let service = router(|_| async {
        book("Emma").with_header("x-shelf", "3")?.with_trailer("x-took", "3ms").map_err(Into::into)
    });
    let server = Server::start(service.into_http()).await;
    let answer = server.post(GET_BOOK, EMMA).await;
    assert_eq!(answer.header("x-shelf"), Some("3"));
    assert_eq!(answer.header("trailer-x-took"), Some("3ms"));
}

#[tokio::test]
async fn a_handler_cannot_write_what_frames_the_reply() {
    let service = router(|_| async {
        let reply = book("Emma")
            .with_header("content-type", "text/html")?
            .with_header("content-length", "1")?
            .with_header("transfer-encoding", "chunked")?
            .with_header("content-encoding", "gzip")?
            .with_header("trailer-x", "forged")?
            .with_trailer("grpc-status", "7")?;
        Ok(reply.with_header("x-kept", "yes")?)
    });
    let server = Server::start(service.into_http()).await;
    let answer = server.post(GET_BOOK, EMMA).await;
    assert_eq!(answer.text(), EMMA);
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(answer.header("x-kept"), Some("yes"));
    for name in ["transfer-encoding", "content-encoding", "trailer-x", "trailer-grpc-status"] {
        assert_eq!(answer.header(name), None, "{name}");
    }
}

#[tokio::test]
async fn json_is_json_however_its_type_is_spelled() {
    let server = Server::start(echo()).await;
    for spelled in [
        "Application/JSON",
        "application/json; charset=utf-8",
        "application/json;charset=\"UTF-8\"",
    ] {
        let answer = server.send(with_type(spelled, GET_BOOK, EMMA)).await;
        assert_eq!((answer.status, answer.text()), (200, EMMA), "{spelled}");
    }
}

#[tokio::test]
async fn other_codecs_are_415_and_say_which_one_is_not() {
    let server = Server::start(echo()).await;
    let others = [
        "application/proto",
        "application/connect+json",
        "application/connect+proto",
        "application/json; charset=latin1",
        "text/plain",
        "",
        "nonsense",
    ];
    for other in others {
        let answer = server.send(with_type(other, GET_BOOK, EMMA)).await;
        assert_eq!(answer.status, 415, "{other}");
        assert!(answer.header("accept-post").unwrap().starts_with("application/json, "));
        assert!(answer.text().contains("has to be application/json"), "{}", answer.text());
        assert!(answer.text().contains(&format!("{other:?}")), "{}", answer.text());
    }
    assert_eq!(server.send(bare("POST", GET_BOOK)).await.status, 415);
}

#[tokio::test]
async fn two_content_types_are_none() {
    let server = Server::start(echo()).await;
    let request = header(post(GET_BOOK, EMMA), "content-type", "application/proto");
    let answer = server.send(request).await;
    assert_eq!(answer.status, 415);
    assert!(answer.text().contains(r#""application/json" and "application/proto""#));
}

#[tokio::test]
async fn an_rpc_without_side_effects_takes_get() {
    let server = Server::start(echo()).await;
    let get = |query: &str| bare("GET", &format!("{GET_BOOK}?{query}"));
    let plain = "connect=v1&encoding=json&message=%7B%22title%22%3A%22Emma+1%22%7D";
    assert_eq!(server.send(get(plain)).await.text(), r#"{"title":"Emma 1"}"#);
    let base64 = "connect=v1&encoding=json&base64=1&message=eyJ0aXRsZSI6IkVtbWEifQ";
    assert_eq!(server.send(get(base64)).await.text(), EMMA);

    let proto = server.send(get("connect=v1&encoding=proto&message=")).await;
    assert_eq!(proto.status, 415);
    assert!(proto.text().contains("encoding=proto is not supported"), "{}", proto.text());
    let version = server.send(get("connect=v2&encoding=json&message=%7B%7D")).await;
    version.assert_error(400, "invalid_argument", &["version"]);
    server.send(get("message=%7B%7D")).await.assert_error(400, "invalid_argument", &["encoding"]);
    server.send(bare("GET", GET_BOOK)).await.assert_error(400, "invalid_argument", &["query"]);
}

#[tokio::test]
async fn methods_that_an_rpc_does_not_take_are_405() {
    let server = Server::start(echo()).await;
    let closed = Server::start(echo().allow_get(false)).await;
    let message = "?connect=v1&encoding=json&message=%7B%7D";
    for (server, verb, path, allowed) in [
        (&server, "PUT", GET_BOOK, "GET, POST"),
        (&server, "OPTIONS", GET_BOOK, "GET, POST"),
        (&server, "HEAD", GET_BOOK, "GET, POST"),
        (&server, "DELETE", LIST_BOOKS, "POST"),
        // It may have side effects.
        (&server, "GET", LIST_BOOKS, "POST"),
        (&closed, "GET", GET_BOOK, "POST"),
    ] {
        let answer = server.send(bare(verb, &format!("{path}{message}"))).await;
        assert_eq!(answer.status, 405, "{verb} {path}");
        assert_eq!(answer.header("allow"), Some(allowed), "{verb} {path}");
        if verb != "HEAD" {
            assert_eq!(answer.text(), format!("{path} takes {allowed}, not {verb}\n"));
        }
    }
}

#[tokio::test]
async fn what_is_not_served_is_unimplemented_with_404() {
    let server = Server::start(echo()).await;
    let answer = server.post("/test.v1.BookService/Burn", "{}").await;
    answer.assert_error(404, "unimplemented", &["test.v1.BookService has no method \"Burn\""]);
    let answer = server.post("/test.v1.Books/GetBook", "{}").await;
    answer.assert_error(404, "unimplemented", &["no service \"test.v1.Books\""]);
    for path in ["/", "//", "/test.v1.BookService/GetBook/", "/test.v1.BookService", "/%00"] {
        server.post(path, "{}").await.assert_error(404, "unimplemented", &[]);
        assert_eq!(server.send(bare("GET", path)).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn the_version_of_the_protocol_is_1_if_it_is_there() {
    let server = Server::start(echo()).await;
    let version = |value| header(post(GET_BOOK, EMMA), "connect-protocol-version", value);
    assert_eq!(server.send(version("1")).await.status, 200);
    for wrong in ["2", "", "v1"] {
        let answer = server.send(version(wrong)).await;
        let found = format!("{wrong:?}");
        answer.assert_error(400, "invalid_argument", &["connect-protocol-version", &found]);
    }
}

#[tokio::test]
async fn a_timeout_is_up_to_ten_digits() {
    let server = Server::start(echo()).await;
    let timeout = |value| header(post(GET_BOOK, EMMA), "connect-timeout-ms", value);
    assert_eq!(server.send(timeout("9999999999")).await.status, 200);
    for wrong in ["", "-1", "+5", "1.5", "5s", "12345678901", "0x10"] {
        let answer = server.send(timeout(wrong)).await;
        let found = format!("{wrong:?}");
        answer.assert_error(400, "invalid_argument", &["connect-timeout-ms", &found]);
    }
}

#[tokio::test]
async fn grpc_with_json_is_answered_over_http2() {
    let server = Server::start(echo()).await;
    let answer = server.send2(with_type("application/grpc+json", GET_BOOK, frame(EMMA))).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), Some("application/grpc+json"));
    assert_eq!(answer.body, frame(EMMA));
    assert_eq!(answer.trailers["grpc-status"], "0");

    let old = server.send(with_type("application/grpc+json", GET_BOOK, frame(EMMA))).await;
    assert_eq!(old.status, 505);
    assert!(old.text().contains("HTTP/2"));
}

#[tokio::test]
async fn grpc_web_with_json_is_answered_over_http1() {
    let server = Server::start(echo()).await;
    let answer = server.send(with_type("application/grpc-web+json", GET_BOOK, frame(EMMA))).await;
    assert_eq!(answer.status, 200);
    let (reply, trailers) = answer.body.split_at(frame(EMMA).len());
    assert_eq!(reply, frame(EMMA));
    assert_eq!(trailers[0], 0x80);
    assert!(String::from_utf8_lossy(trailers).contains("grpc-status: 0"));
}

#[tokio::test]
async fn grpc_with_another_codec_gets_an_error_that_its_clients_read() {
    let server = Server::start(echo()).await;
    for other in ["application/grpc", "application/grpc+proto", "application/grpc+thrift"] {
        let answer = server.send2(with_type(other, GET_BOOK, frame(""))).await;
        assert_eq!(answer.status, 200, "{other}");
        assert_eq!(answer.header("grpc-status"), Some("12"), "{other}");
        assert!(answer.header("grpc-message").unwrap().contains("application/grpc+json"));
    }
    let answer = server.send(with_type("application/grpc-web+proto", GET_BOOK, frame(""))).await;
    assert_eq!(answer.status, 200);
    assert!(String::from_utf8_lossy(&answer.body).contains("grpc-status: 12"));
}

#[tokio::test]
async fn grpc_gets_its_own_errors() {
    let server = Server::start(echo()).await;
    let unknown = with_type("application/grpc+json", "/test.v1.BookService/Burn", frame("{}"));
    assert_eq!(server.send2(unknown).await.header("grpc-status"), Some("12"));
    let broken = with_type("application/grpc+json", GET_BOOK, frame("{"));
    assert_eq!(server.send2(broken).await.header("grpc-status"), Some("3"));
}

#[tokio::test]
async fn options_of_the_router_can_be_set_on_the_service() {
    let server = Server::start(echo().emit_defaults()).await;
    let answer = server.post(GET_BOOK, EMMA).await;
    assert_eq!(answer.json(), json!({"title": "Emma", "author": ""}));
}
