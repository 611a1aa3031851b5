//! Errors: codes, messages, hints and sources.

use std::error::Error as _;

use gitpod_runtime::DecodeError;
use gitpod_runtime::rpc::{Code, Error, RetryPolicy};
use tokio::net::TcpListener;

use crate::gzip::gzip;
use crate::server::{Answer, Server, emma, json, response};
use crate::{builder, client, get_book, without_backoff};

/// The error of a call that gets this response.
async fn error_of(response: Vec<u8>) -> Error {
    let server = Server::answering(response).await;
    let client = builder().base_url(server.url()).retry(RetryPolicy::none()).build().unwrap();
    get_book(&client, "Emma").await.unwrap_err()
}

const HTML: (&str, &str) = ("content-type", "text/html; charset=utf-8");
const JSON: (&str, &str) = ("content-type", "application/json");

#[tokio::test]
async fn every_code_is_read_with_details_and_metadata() {
    for (code, status) in [
        ("canceled", 499),
        ("unknown", 500),
        ("invalid_argument", 400),
        ("deadline_exceeded", 504),
        ("not_found", 404),
        ("already_exists", 409),
        ("permission_denied", 403),
        ("resource_exhausted", 429),
        ("failed_precondition", 400),
        ("aborted", 409),
        ("out_of_range", 400),
        ("unimplemented", 501),
        ("internal", 500),
        ("unavailable", 503),
        ("data_loss", 500),
        ("unauthenticated", 401),
    ] {
        let body = format!(
            r#"{{"code":"{code}","message":"no","details":[{{"type":"test.v1.Hint","value":"AQL6"}}]}}"#
        );
        let headers = [JSON, ("x-request", "r1"), ("trailer-x-took", "3ms")];
        let error = error_of(response(&format!("{status} Whatever"), &headers, body)).await;
        assert_eq!(error.code().as_str(), code);
        assert_eq!(error.unrecognized_code(), None);
        assert_eq!(error.message(), "no");
        assert_eq!(error.http_status(), Some(status));
        assert_eq!(error.method(), Some("/test.v1.BookService/GetBook"));
        assert!(error.url().unwrap().ends_with("/api/test.v1.BookService/GetBook"));
        assert_eq!(error.attempts(), Some(1));
        assert_eq!(error.body(), None);
        assert_eq!(error.details()[0].type_name(), "test.v1.Hint");
        assert_eq!(error.details()[0].value(), [1, 2, 250]);
        assert_eq!(error.metadata().get("x-request"), Some("r1"));
        assert_eq!(error.metadata().get("x-took"), Some("3ms"));
    }
}

#[tokio::test]
async fn a_code_that_the_protocol_lacks_gives_way_to_the_status() {
    for (sent, status, code) in [
        ("foobar", 503, Code::Unavailable),
        ("", 429, Code::Unavailable),
        ("NOT_FOUND", 404, Code::Unimplemented),
        ("cancelled", 403, Code::PermissionDenied),
        ("Unauthenticated", 401, Code::Unauthenticated),
        ("too_early", 425, Code::Unknown),
    ] {
        let body = format!(
            r#"{{"code":"{sent}","message":"no","details":[{{"type":"test.v1.Hint","value":"AQL6"}}]}}"#
        );
        let error = error_of(json(&format!("{status} Whatever"), &body)).await;
        assert_eq!((error.code(), error.message()), (code, "no"), "{sent}");
        assert_eq!(error.unrecognized_code(), Some(sent));
        assert_eq!(error.details()[0].value(), [1, 2, 250]);
        assert!(format!("{error:#?}").contains("unrecognized_code"), "{error:#?}");
        assert_eq!(error.hint().is_some(), [401, 404].contains(&status), "{error}");
    }
}

#[tokio::test]
async fn a_code_that_the_protocol_lacks_does_not_prevent_retries() {
    let server = Server::start(|number, _| {
        Answer::Send(match number {
            0 => json("429 Slow Down", r#"{"code":"SLOW_DOWN"}"#),
            1 => json("503 Busy", r#"{"code":""}"#),
            _ => emma(),
        })
    })
    .await;
    let client = builder().base_url(server.url()).retry(without_backoff()).build().unwrap();
    assert_eq!(get_book(&client, "Emma").await.unwrap().title, "Emma");
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn without_an_api_error_the_status_determines_the_code() {
    for (status, code) in [
        (201, Code::Unknown),
        (204, Code::Unknown),
        (400, Code::Internal),
        (401, Code::Unauthenticated),
        (402, Code::Unknown),
        (403, Code::PermissionDenied),
        (404, Code::Unimplemented),
        (408, Code::Unknown),
        (418, Code::Unknown),
        (429, Code::Unavailable),
        (500, Code::Unknown),
        (502, Code::Unavailable),
        (503, Code::Unavailable),
        (504, Code::Unavailable),
        (599, Code::Unknown),
    ] {
        let body = if status == 204 { "" } else { "<h1>no</h1>" };
        let error = error_of(response(&format!("{status} X"), &[HTML], body)).await;
        assert_eq!((error.http_status(), error.code()), (Some(status), code));
        // JSON without a code has the code of the status.
        if status >= 400 {
            let error = error_of(json(&format!("{status} X"), r#"{"message":"gate"}"#)).await;
            assert_eq!((error.code(), error.message()), (code, "gate"));
        }
    }
}

#[tokio::test]
async fn a_page_suggests_a_wrong_base_url() {
    let page = format!("<html>\r\n<h1>Not\u{0} found</h1>{}", "ä".repeat(600));
    let error = error_of(response("404 Not Found", &[HTML], &page)).await;
    let text = error.to_string();
    let url = error.url().unwrap().to_owned();
    let base = url.strip_suffix("/test.v1.BookService/GetBook").unwrap();
    assert_eq!(
        text,
        format!(
            "test.v1.BookService/GetBook: unimplemented: HTTP 404 Not Found from {url} with \
             `text/html; charset=utf-8` instead of an API error; \
             is {base} the API's base URL?"
        )
    );
    let body = error.body().unwrap();
    assert_eq!(body.chars().count(), 512);
    assert!(body.starts_with("<html>  <h1>Not  found</h1>ä"), "{body}");
}

#[tokio::test]
async fn json_of_another_server_suggests_a_wrong_base_url() {
    for (status, body, doubted) in [
        ("404 Not Found", r#"{"message":"Not Found"}"#, true),
        ("404 Not Found", r#"{"code":"ENOENT","message":"no"}"#, true),
        ("404 Not Found", r#"{"code":"unimplemented"}"#, true),
        ("404 Not Found", r#"{"code":"not_found","message":"no Emma"}"#, false),
        ("405 Method Not Allowed", r#"{"message":"GET only"}"#, true),
        ("410 Gone", r#"{"code":404,"message":"moved"}"#, true),
        ("403 Forbidden", r#"{"message":"no"}"#, false),
    ] {
        let error = error_of(json(status, body)).await;
        let url = error.url().unwrap();
        let base = url.strip_suffix("/test.v1.BookService/GetBook").unwrap();
        let doubt = format!("is {base} the API's base URL?");
        assert_eq!(error.hint() == Some(doubt.as_str()), doubted, "{status} {body}: {error}");
    }
}

#[tokio::test]
async fn a_page_instead_of_a_response_is_an_error() {
    let error = error_of(response("200 OK", &[HTML], "<html>Sign in</html>")).await;
    assert_eq!(error.code(), Code::Unknown);
    assert!(error.to_string().contains("instead of JSON; is http://127.0.0.1:"), "{error}");
    assert_eq!(error.body(), Some("<html>Sign in</html>"));
    let error = error_of(response("200 OK", &[], "{}")).await;
    assert!(error.to_string().contains("a body without a content type"), "{error}");
}

#[tokio::test]
async fn the_content_type_of_a_200_determines_the_code() {
    for (content_type, code) in [
        ("application/proto", Code::Internal),
        ("Application/Octet-Stream", Code::Internal),
        ("application/connect+json", Code::Internal),
        ("application/json-seq", Code::Internal),
        ("text/html", Code::Unknown),
        ("text/application/json", Code::Unknown),
        ("applications/json", Code::Unknown),
        ("", Code::Unknown),
    ] {
        let error = error_of(response("200 OK", &[("content-type", content_type)], "{}")).await;
        assert_eq!(error.code(), code, "{content_type}: {error}");
    }
    // Other statuses have codes of their own.
    let octets = [("content-type", "application/octet-stream")];
    let error = error_of(response("503 Busy", &octets, "{}")).await;
    assert_eq!(error.code(), Code::Unavailable);
}

#[tokio::test]
async fn the_text_of_an_unexpected_response_does_not_contradict_itself() {
    let error = error_of(json("201 Created", "{}")).await;
    assert!(error.to_string().contains("/GetBook instead of 200 OK; is "), "{error}");
    let error = error_of(json("202 Accepted", r#"{"code":"internal"}"#)).await;
    assert_eq!((error.code(), error.body()), (Code::Unknown, Some(r#"{"code":"internal"}"#)));

    for headers in [&[][..], &[("location", "/elsewhere")]] {
        let error = error_of(response("304 Not Modified", headers, "")).await;
        let text = error.to_string();
        assert!(text.contains("HTTP 304 Not Modified from http://127.0.0.1:"), "{text}");
        assert!(text.contains("without a body; it answers conditional requests"), "{text}");
    }
    for status in ["300 Multiple Choices", "306 Unused"] {
        let error = error_of(response(status, &[HTML], "<ul>")).await;
        assert!(error.to_string().contains("`text/html; charset=utf-8` instead of an"), "{error}");
    }
}

#[tokio::test]
async fn an_error_body_that_is_not_encoded_as_announced_is_read_as_it_is() {
    let announced = |coding, content_type| [content_type, ("content-encoding", coding)];
    let body = r#"{"code":"not_found","message":"no Emma"}"#;
    for coding in ["gzip", "br"] {
        let error = error_of(response("404 Not Found", &announced(coding, JSON), body)).await;
        assert_eq!((error.code(), error.message()), (Code::NotFound, "no Emma"), "{coding}");
    }
    let error = error_of(response("403 No", &announced("gzip", HTML), "<h1>no</h1>")).await;
    let text = error.to_string();
    assert!(text.contains("instead of an API error (the response is not valid gzip"), "{text}");
    assert_eq!(error.body(), Some("<h1>no</h1>"));
}

#[tokio::test]
async fn an_empty_body_is_never_decompressed() {
    for coding in ["gzip", "GZIP", "identity"] {
        let headers = [JSON, ("content-encoding", coding)];
        let error = error_of(response("503 Busy", &headers, "")).await;
        assert!(error.to_string().ends_with("/GetBook without a body"), "{error}");
        let error = error_of(response("200 OK", &headers, "")).await;
        assert!(error.source().unwrap().downcast_ref::<DecodeError>().is_some(), "{error:?}");
    }
}

#[tokio::test]
async fn an_undecodable_response_is_internal_with_its_source() {
    for body in ["", "{\"title\":", "[]", "{\"title\": 7}", "\u{feff}{}", "{\"title\":\"\\ud800\"}"]
    {
        let error = error_of(json("200 OK", body)).await;
        assert_eq!(error.code(), Code::Internal, "{body}");
        assert!(error.source().unwrap().downcast_ref::<DecodeError>().is_some());
        assert!(error.url().unwrap().ends_with("/GetBook"));
        assert_eq!((error.http_status(), error.attempts()), (Some(200), Some(1)));
    }
}

#[tokio::test]
async fn the_response_limit_applies_before_and_after_decompression() {
    let zeros = vec![b' '; 5_000_000];
    let headers = [JSON, ("content-encoding", "gzip")];
    let bomb = response("200 OK", &headers, gzip(&zeros));
    let plain = json("200 OK", &" ".repeat(100_001));
    let fits = json("200 OK", &format!("{{}}{}", " ".repeat(99_998)));
    for (body, ok) in [(bomb, false), (plain, false), (fits, true)] {
        let server = Server::answering(body).await;
        let client = builder().base_url(server.url()).max_response_size(100_000).build().unwrap();
        match get_book(&client, "").await {
            Ok(_) => assert!(ok),
            Err(error) => {
                assert!(!ok, "{error}");
                assert_eq!(error.code(), Code::ResourceExhausted);
                let text = error.to_string();
                assert!(text.contains("limit of 100000 bytes; raise"), "{text}");
                assert_eq!(error.attempts(), Some(1));
            }
        }
    }
}

#[tokio::test]
async fn an_error_body_that_is_too_large_is_not_read() {
    const LIMIT: usize = 1 << 20;
    let body = |size: usize| {
        let start = r#"{"code":"not_found","message":"no Emma"}"#;
        format!("{start}{}", " ".repeat(size - start.len()))
    };
    let compressed = [JSON, ("content-encoding", "gzip")];
    let plain = |status, size| json(status, &body(size));
    let gzipped = |status, size| response(status, &compressed, gzip(body(size).as_bytes()));
    for fits in [plain("404 No", LIMIT), gzipped("404 No", LIMIT)] {
        let error = error_of(fits).await;
        assert_eq!((error.code(), error.message()), (Code::NotFound, "no Emma"));
    }
    let chunked = format!(
        "HTTP/1.1 404 No\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n\
         {:x}\r\n{}\r\n0\r\n\r\n",
        LIMIT + 1,
        body(LIMIT + 1)
    );
    for large in [plain("404 No", LIMIT + 1), gzipped("404 No", 2 * LIMIT), chunked.into_bytes()] {
        let error = error_of(large).await;
        assert_eq!((error.code(), error.http_status()), (Code::Unimplemented, Some(404)));
        let text = error.message();
        assert!(
            text.contains("too large to read: it exceeds the limit of 1048576 bytes"),
            "{text}"
        );
        assert!(error.body().unwrap().starts_with(r#"{"code":"not_found""#), "{error:#?}");
    }
    // Nor is a page, also with a status of success.
    for status in ["200 OK", "201 Created", "500 No"] {
        let page = gzip(&vec![b'x'; 2 * LIMIT]);
        let headers = [HTML, ("content-encoding", "gzip")];
        let error = error_of(response(status, &headers, page)).await;
        assert_eq!(error.code(), Code::Unknown, "{status}: {error}");
        assert_eq!(error.body(), Some("x".repeat(512).as_str()));
    }
}

#[tokio::test]
async fn a_lower_response_limit_applies_to_errors() {
    let body = r#"{"code":"not_found","message":"no Emma"}"#;
    let server = Server::answering(json("404 No", body)).await;
    for (limit, code) in [(body.len(), Code::NotFound), (body.len() - 1, Code::Unimplemented)] {
        let client = builder().base_url(server.url()).max_response_size(limit).build().unwrap();
        let error = get_book(&client, "").await.unwrap_err();
        assert_eq!(error.code(), code);
        let named = error.message().contains("raise the client's `max_response_size`");
        assert_eq!(named, code == Code::Unimplemented, "{error}");
    }
}

#[tokio::test]
async fn bodies_with_a_wrong_encoding_are_errors() {
    let headers = [JSON, ("content-encoding", "gzip")];
    let error = error_of(response("200 OK", &headers, "{}")).await;
    assert_eq!(error.code(), Code::Internal);
    assert!(error.to_string().contains("not valid gzip"), "{error}");
    let cut = gzip(&[b'x'; 1_000]);
    let error = error_of(response("200 OK", &headers, &cut[..cut.len() - 9])).await;
    assert!(error.to_string().contains("not valid gzip"), "{error}");
    let error = error_of(response("200 OK", &[JSON, ("content-encoding", "br")], "{}")).await;
    assert!(error.to_string().contains("encoded as `br`"), "{error}");
    let twice = [JSON, ("content-encoding", "gzip"), ("content-encoding", "br")];
    let error = error_of(response("200 OK", &twice, "{}")).await;
    assert!(error.to_string().contains("encoded as `gzip, br`"), "{error}");
    // The status determines the code even if the body cannot be decoded.
    let error = error_of(response("403 Forbidden", &headers, "{}")).await;
    assert_eq!(error.code(), Code::PermissionDenied);
}

#[tokio::test]
async fn a_connection_that_fails_within_the_response_is_unavailable() {
    let server = Server::start(|_, _| {
        let head =
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n";
        Answer::Break(format!("{head}{{\"title\"").into_bytes())
    })
    .await;
    let client = builder().base_url(server.url()).retry(RetryPolicy::none()).build().unwrap();
    let error = get_book(&client, "").await.unwrap_err();
    assert_eq!(error.code(), Code::Unavailable);
    assert!(error.to_string().contains("failed within the response"), "{error}");
    assert!(!error.nothing_sent());
    assert!(error.source().is_some());
}

#[tokio::test]
async fn a_connection_that_fails_before_the_response_is_unavailable() {
    let server = Server::start(|_, _| Answer::Break(Vec::new())).await;
    let client = builder().base_url(server.url()).retry(RetryPolicy::none()).build().unwrap();
    let error = get_book(&client, "").await.unwrap_err();
    assert_eq!(error.code(), Code::Unavailable);
    assert!(error.to_string().contains("failed before the response"), "{error}");
    assert!(!error.nothing_sent());
}

#[tokio::test]
async fn a_response_that_is_not_http_is_unavailable() {
    let error = error_of(b"220 mail.example ESMTP\r\n".to_vec()).await;
    assert_eq!(error.code(), Code::Unavailable);
}

#[tokio::test]
async fn a_refused_connection_is_unavailable_with_a_hint() {
    let port = {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap().port()
    };
    let client = client(&format!("http://127.0.0.1:{port}"));
    let error = get_book(&client, "").retry(RetryPolicy::none()).await.unwrap_err();
    assert_eq!(error.code(), Code::Unavailable);
    assert!(error.nothing_sent());
    let text = error.to_string();
    let expected = format!(
        "cannot connect to http://127.0.0.1:{port}/test.v1.BookService/GetBook: Connection refused"
    );
    assert!(text.contains(&expected), "{text}");
    assert!(text.ends_with("; is the base URL right, and is the server up?"), "{text}");
}

#[tokio::test]
async fn an_error_is_one_line_for_any_message_of_the_server() {
    let error =
        error_of(json("400 Bad", r#"{"code":"aborted","message":"a\nb\r\u2028c\u001b[1m"}"#)).await;
    assert_eq!(error.message(), "a\nb\r\u{2028}c\u{1b}[1m");
    assert_eq!(error.to_string(), "test.v1.BookService/GetBook: aborted: a b  c [1m");
}
