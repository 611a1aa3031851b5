//! Connect, gRPC and gRPC-Web: requests, responses and protocol errors.

use serde_json::json;

use crate::support::{
    EMMA, GET_BOOK, LIST_BOOKS, Server, bare, book, echo, frame, header, post, router, with_type,
};

#[tokio::test]
async fn connect_is_answered_over_http1_and_http2() {
    let server = Server::start(echo()).await;
    for response in [server.post(GET_BOOK, EMMA).await, server.send2(post(GET_BOOK, EMMA)).await] {
        assert_eq!(response.status, 200);
        assert_eq!(response.header("content-type"), Some("application/json"));
        assert_eq!(response.text(), EMMA);
    }
}

#[tokio::test]
async fn a_response_has_a_content_length() {
    let response = Server::start(echo()).await.post(GET_BOOK, EMMA).await;
    assert_eq!(response.header("content-length"), Some("16"));
}

#[tokio::test]
async fn response_headers_and_trailers_are_sent() {
    let service = router(|_| async {
        book("Emma").with_header("x-shelf", "3")?.with_trailer("x-took", "3ms").map_err(Into::into)
    });
    let server = Server::start(service.into_http()).await;
    let response = server.post(GET_BOOK, EMMA).await;
    assert_eq!(response.header("x-shelf"), Some("3"));
    assert_eq!(response.header("trailer-x-took"), Some("3ms"));
}

#[tokio::test]
async fn a_handler_cannot_set_framing_headers() {
    let service = router(|_| async {
        let response = book("Emma")
            .with_header("content-type", "text/html")?
            .with_header("content-length", "1")?
            .with_header("transfer-encoding", "chunked")?
            .with_header("content-encoding", "gzip")?
            .with_header("trailer-x", "forged")?
            .with_trailer("grpc-status", "7")?;
        Ok(response.with_header("x-kept", "yes")?)
    });
    let server = Server::start(service.into_http()).await;
    let response = server.post(GET_BOOK, EMMA).await;
    assert_eq!(response.text(), EMMA);
    assert_eq!(response.header("content-type"), Some("application/json"));
    assert_eq!(response.header("x-kept"), Some("yes"));
    for name in ["transfer-encoding", "content-encoding", "trailer-x", "trailer-grpc-status"] {
        assert_eq!(response.header(name), None, "{name}");
    }
}

#[tokio::test]
async fn content_types_are_compared_without_case_and_parameters() {
    let server = Server::start(echo()).await;
    for content_type in [
        "Application/JSON",
        "application/json; charset=utf-8",
        "application/json;charset=\"UTF-8\"",
    ] {
        let response = server.send(with_type(content_type, GET_BOOK, EMMA)).await;
        assert_eq!((response.status, response.text()), (200, EMMA), "{content_type}");
    }
}

#[tokio::test]
async fn other_content_types_are_415_with_those_that_are_served() {
    let server = Server::start(echo()).await;
    let others = [
        "application/protobuf",
        "application/x-protobuf",
        "application/connect+json",
        "application/connect+proto",
        "application/json; charset=latin1",
        "text/plain",
        "",
        "nonsense",
    ];
    let served = "application/json, application/proto, application/grpc+proto, application/grpc, \
                  application/grpc+json, application/grpc-web+proto, application/grpc-web, \
                  application/grpc-web+json";
    for other in others {
        let response = server.send(with_type(other, GET_BOOK, EMMA)).await;
        assert_eq!(response.status, 415, "{other}");
        assert_eq!(response.header("accept-post"), Some(served), "{other}");
        let text = format!("content-type must be one of {served}; not {other:?}\n");
        assert_eq!(response.text(), text);
    }
    assert_eq!(server.send(bare("POST", GET_BOOK)).await.status, 415);
}

#[tokio::test]
async fn two_content_types_are_415() {
    let server = Server::start(echo()).await;
    let request = header(post(GET_BOOK, EMMA), "content-type", "application/proto");
    let response = server.send(request).await;
    assert_eq!(response.status, 415);
    assert!(response.text().contains(r#""application/json" and "application/proto""#));
}

#[tokio::test]
async fn http_methods_that_an_rpc_does_not_accept_are_405() {
    let server = Server::start(echo()).await;
    let without_get = Server::start(echo().allow_get(false)).await;
    let message = "?connect=v1&encoding=json&message=%7B%7D";
    for (server, verb, path, allowed) in [
        (&server, "PUT", GET_BOOK, "GET, POST"),
        (&server, "OPTIONS", GET_BOOK, "GET, POST"),
        (&server, "HEAD", GET_BOOK, "GET, POST"),
        (&server, "DELETE", LIST_BOOKS, "POST"),
        // The RPC may have side effects.
        (&server, "GET", LIST_BOOKS, "POST"),
        (&without_get, "GET", GET_BOOK, "POST"),
    ] {
        let response = server.send(bare(verb, &format!("{path}{message}"))).await;
        assert_eq!(response.status, 405, "{verb} {path}");
        assert_eq!(response.header("allow"), Some(allowed), "{verb} {path}");
        if verb != "HEAD" {
            assert_eq!(response.text(), format!("{path} accepts {allowed}, not {verb}\n"));
        }
    }
}

#[tokio::test]
async fn unknown_rpcs_are_unimplemented_with_404() {
    let server = Server::start(echo()).await;
    let response = server.post("/test.v1.BookService/Burn", "{}").await;
    response.assert_error(404, "unimplemented", &["test.v1.BookService has no method \"Burn\""]);
    let response = server.post("/test.v1.Books/GetBook", "{}").await;
    response.assert_error(404, "unimplemented", &["unknown service \"test.v1.Books\""]);
    for path in ["/", "//", "/test.v1.BookService/GetBook/", "/test.v1.BookService", "/%00"] {
        server.post(path, "{}").await.assert_error(404, "unimplemented", &[]);
        assert_eq!(server.send(bare("GET", path)).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn a_protocol_version_other_than_1_is_rejected() {
    let server = Server::start(echo()).await;
    let version = |value| header(post(GET_BOOK, EMMA), "connect-protocol-version", value);
    assert_eq!(server.send(version("1")).await.status, 200);
    for wrong in ["2", "", "v1"] {
        let response = server.send(version(wrong)).await;
        let found = format!("{wrong:?}");
        response.assert_error(400, "invalid_argument", &["connect-protocol-version", &found]);
    }
}

#[tokio::test]
async fn a_timeout_has_at_most_ten_digits() {
    let server = Server::start(echo()).await;
    let timeout = |value| header(post(GET_BOOK, EMMA), "connect-timeout-ms", value);
    assert_eq!(server.send(timeout("9999999999")).await.status, 200);
    for wrong in ["", "-1", "+5", "1.5", "5s", "12345678901", "0x10"] {
        let response = server.send(timeout(wrong)).await;
        let found = format!("{wrong:?}");
        response.assert_error(400, "invalid_argument", &["connect-timeout-ms", &found]);
    }
    let get = bare("GET", &format!("{GET_BOOK}?connect=v1&encoding=json&message=%7B%7D"));
    let response = server.send(header(get, "connect-timeout-ms", "soon")).await;
    response.assert_error(400, "invalid_argument", &["\"soon\""]);
}

#[tokio::test]
async fn a_grpc_timeout_has_at_most_eight_digits_and_a_unit() {
    let server = Server::start(echo()).await;
    let timeout = |value| {
        let request = with_type("application/grpc+json", GET_BOOK, frame(EMMA));
        server.send2(header(request, "grpc-timeout", value))
    };
    for valid in ["99999999H", "600M", "600S", "99999999m", "99999999u", "99999999n"] {
        assert_eq!(timeout(valid).await.body, frame(EMMA), "{valid}");
    }
    for wrong in ["", "5", "S", "-1S", "+5S", "1.5S", "5s", "123456789m", "5 S"] {
        let response = timeout(wrong).await;
        assert_eq!(response.header("grpc-status"), Some("3"), "{wrong}");
        let message = response.header("grpc-message").unwrap();
        assert!(message.contains("grpc-timeout"), "{message}");
        assert!(message.contains(&format!("{wrong:?}")), "{message}");
    }
}

#[tokio::test]
async fn grpc_requires_http2() {
    let server = Server::start(echo()).await;
    for content_type in ["application/grpc", "application/grpc+json"] {
        let response = server.send(with_type(content_type, GET_BOOK, frame(EMMA))).await;
        assert_eq!(response.status, 505, "{content_type}");
        assert!(response.text().contains("HTTP/2"));
    }
}

#[tokio::test]
async fn grpc_with_another_codec_gets_a_grpc_error() {
    let server = Server::start(echo()).await;
    for (other, served) in [
        ("application/grpc+thrift", "use application/grpc+proto or application/grpc+json"),
        ("application/grpc-web+thrift", "application/grpc-web+proto or application/grpc-web+json"),
        ("application/grpc-web-text", "application/grpc-web+proto or application/grpc-web+json"),
        ("application/grpc-web-text+proto", "application/grpc-web+proto"),
    ] {
        let response = server.send2(with_type(other, GET_BOOK, frame(""))).await;
        assert_eq!(response.status, 200, "{other}");
        let (status, message) = if other.contains("web") {
            let trailers = String::from_utf8_lossy(&response.body).into_owned();
            (trailers.contains("grpc-status: 12"), trailers)
        } else {
            let message = response.header("grpc-message").unwrap().to_owned();
            (response.header("grpc-status") == Some("12"), message)
        };
        assert!(status && message.contains(served), "{other}: {message}");
    }
}

#[tokio::test]
async fn grpc_gets_grpc_errors() {
    let server = Server::start(echo()).await;
    let unknown = with_type("application/grpc+json", "/test.v1.BookService/Burn", frame("{}"));
    assert_eq!(server.send2(unknown).await.header("grpc-status"), Some("12"));
    let broken = with_type("application/grpc+json", GET_BOOK, frame("{"));
    assert_eq!(server.send2(broken).await.header("grpc-status"), Some("3"));
}

#[tokio::test]
async fn router_options_can_be_set_on_the_service() {
    let server = Server::start(echo().emit_defaults()).await;
    let response = server.post(GET_BOOK, EMMA).await;
    assert_eq!(response.json(), json!({"title": "Emma", "author": ""}));
}
