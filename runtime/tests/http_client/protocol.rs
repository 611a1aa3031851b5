//! Requests and successful responses on the wire.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gitpod_runtime::rpc::{Code, RawCall};

use crate::gzip::{gunzip, gzip};
use crate::server::{Answer, Server, emma, json, response};
use crate::{builder, client, get_book, list_books};

#[tokio::test]
async fn a_call_is_a_post_of_json() {
    let server = Server::answering(emma()).await;
    let client = client(&server.url());
    let book = get_book(&client, "Emma").timeout(Duration::from_micros(4_999_100)).await.unwrap();
    assert_eq!(book.author, "Jane Austen");

    let seen = &server.seen()[0];
    assert_eq!(
        (seen.method.as_str(), seen.target.as_str()),
        ("POST", "/api/test.v1.BookService/GetBook")
    );
    assert_eq!(seen.text(), r#"{"title":"Emma"}"#);
    assert_eq!(seen.header("content-type"), Some("application/json"));
    assert_eq!(seen.header("connect-protocol-version"), Some("1"));
    assert_eq!(seen.header("accept-encoding"), Some("gzip"));
    let user_agent = format!("books/1.2.3 ({}; {})", std::env::consts::OS, std::env::consts::ARCH);
    assert_eq!(seen.header("user-agent"), Some(user_agent.as_str()));
    assert_eq!(seen.header("authorization"), None);
    let ms: u32 = seen.header("connect-timeout-ms").unwrap().parse().unwrap();
    assert!((1..=5_000).contains(&ms), "{ms}");
}

#[tokio::test]
async fn a_timeout_is_omitted_without_a_limit_and_has_at_most_ten_digits() {
    let server = Server::answering(emma()).await;
    let client = builder().base_url(server.url()).timeout(None).build().unwrap();
    get_book(&client, "").await.unwrap();
    get_book(&client, "").timeout(Duration::MAX).await.unwrap();
    get_book(&client, "").timeout(Duration::from_secs(86_400 * 365)).await.unwrap();
    let seen = server.seen();
    assert_eq!(seen[0].header("connect-timeout-ms"), None);
    assert_eq!(seen[1].header("connect-timeout-ms"), Some("9999999999"));
    assert_eq!(seen[2].header("connect-timeout-ms"), Some("9999999999"));
}

#[tokio::test]
async fn headers_and_trailers_are_separated() {
    let server = Server::answering(response(
        "200 OK",
        &[
            ("content-type", "Application/JSON; charset=utf-8"),
            ("x-shelf", "7"),
            ("x-shelf", "8"),
            ("trailer-x-took", "3ms"),
            ("x-who", "Bront\u{eb}"),
            ("trailer-", "no name"),
        ],
        "{}",
    ))
    .await;
    let client = client(&server.url());
    let response = get_book(&client, "").header("x-trace", "7").send().await.unwrap();
    assert_eq!(response.headers.get_all("x-shelf").collect::<Vec<_>>(), ["7", "8"]);
    assert_eq!(response.headers.get("x-who"), Some("Bront??"));
    assert_eq!(response.headers.get("content-length"), None);
    assert_eq!(response.trailers.iter().collect::<Vec<_>>(), [("x-took", "3ms")]);
    assert_eq!(server.seen()[0].header("x-trace"), Some("7"));
}

#[tokio::test]
async fn a_raw_call_can_use_rpcs_outside_of_the_schema() {
    let server = Server::answering(json("200 OK", r#"{"n": 1}"#)).await;
    let client = client(&server.url());
    let response =
        RawCall::over(&client, "test.v2.ShelfService/Count", "{\"x\": 2}").await.unwrap();
    assert_eq!(response.body, br#"{"n": 1}"#);
    let seen = &server.seen()[0];
    assert_eq!(seen.target, "/api/test.v2.ShelfService/Count");
    assert_eq!(seen.text(), "{\"x\": 2}");

    for path in ["../admin/Delete", "a.B/C?x=1", "a.B", "a.B/C/D", "a.B/%2e%2e"] {
        let error = RawCall::over(&client, path, "{}").await.unwrap_err();
        assert_eq!(error.code(), Code::InvalidArgument, "{path}");
        assert!(error.to_string().contains("expected `package.Service/Method`"), "{error}");
    }
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn bodies_are_compressed_in_both_directions() {
    let server = Server::start(|_, seen| {
        let title = gunzip(&seen.body);
        let body = title.replace("}", ",\"author\":\"x\"}");
        let headers = [("content-type", "application/json"), ("content-encoding", "gzip")];
        Answer::Send(response("200 OK", &headers, gzip(body.as_bytes())))
    })
    .await;
    let client = builder().base_url(server.url()).compress_requests(10).build().unwrap();
    let long = "Emma ".repeat(1_000);
    let book = get_book(&client, &long).await.unwrap();
    assert_eq!((book.title, book.author), (long, "x".to_owned()));
    assert_eq!(server.seen()[0].header("content-encoding"), Some("gzip"));
    assert!(server.seen()[0].body.len() < 200);
}

#[tokio::test]
async fn content_codings_are_compared_without_case() {
    for (coding, packed) in [("GZIP", true), ("X-GZip", true), ("Identity", false), (" ", false)] {
        let body = br#"{"title":"Emma"}"#;
        let body = if packed { gzip(body) } else { body.to_vec() };
        let headers = [("content-type", "application/json"), ("content-encoding", coding)];
        let server = Server::answering(response("200 OK", &headers, body)).await;
        let book = get_book(&client(&server.url()), "Emma").await.unwrap();
        assert_eq!(book.title, "Emma", "{coding}");
    }
}

#[tokio::test]
async fn requests_below_the_threshold_are_not_compressed() {
    let server = Server::answering(emma()).await;
    let client = builder().base_url(server.url()).compress_requests(17).build().unwrap();
    get_book(&client, "Emma").await.unwrap();
    get_book(&client, "Emmas").await.unwrap();
    let seen = server.seen();
    assert_eq!((seen[0].header("content-encoding"), seen[0].text()), (None, r#"{"title":"Emma"}"#));
    assert_eq!(seen[1].header("content-encoding"), Some("gzip"));
}

#[tokio::test]
async fn calls_without_side_effects_can_be_gets() {
    let server = Server::answering(emma()).await;
    let client = builder().base_url(server.url()).use_get(true).build().unwrap();
    assert_eq!(get_book(&client, "Emma?&=ä").await.unwrap().title, "Emma");
    list_books(&client).await.unwrap();

    let seen = server.seen();
    assert_eq!(seen[0].method, "GET");
    assert!(seen[0].target.starts_with("/api/test.v1.BookService/GetBook?"));
    assert_eq!(seen[0].query("connect"), Some("v1"));
    assert_eq!(seen[0].query("encoding"), Some("json"));
    assert_eq!(seen[0].query("base64"), Some("1"));
    assert_eq!(seen[0].query("compression"), None);
    let message = URL_SAFE_NO_PAD.decode(seen[0].query("message").unwrap()).unwrap();
    assert_eq!(String::from_utf8(message).unwrap(), r#"{"title":"Emma?&=ä"}"#);
    for absent in ["content-type", "content-length", "connect-protocol-version"] {
        assert_eq!(seen[0].header(absent), None, "{absent}");
    }
    assert!(seen[0].header("connect-timeout-ms").is_some());
    assert_eq!(seen[1].method, "POST", "ListBooks may have side effects");
}

#[tokio::test]
async fn requests_too_long_for_a_url_are_posted_unless_compressed() {
    let server = Server::answering(emma()).await;
    let plain = builder().base_url(server.url()).use_get(true).build().unwrap();
    get_book(&plain, &"x".repeat(9_000)).await.unwrap();
    let packed =
        builder().base_url(server.url()).use_get(true).compress_requests(1).build().unwrap();
    get_book(&packed, &"x".repeat(9_000)).await.unwrap();

    let seen = server.seen();
    assert_eq!((seen[0].method.as_str(), seen[0].body.len()), ("POST", 9_012));
    assert_eq!((seen[1].method.as_str(), seen[1].query("compression")), ("GET", Some("gzip")));
    let (_, query) = seen[1].target.split_once('?').unwrap();
    let names: Vec<_> = query.split('&').filter_map(|pair| pair.split('=').next()).collect();
    assert_eq!(names, ["connect", "base64", "compression", "encoding", "message"]);
    let message = URL_SAFE_NO_PAD.decode(seen[1].query("message").unwrap()).unwrap();
    assert_eq!(gunzip(&message).len(), 9_012);
}

#[tokio::test]
async fn callers_cannot_set_headers_of_the_protocol() {
    let server = Server::answering(emma()).await;
    let client = client(&server.url());
    for name in ["Content-Type", "connect-timeout-ms", "content-length", "host"] {
        let error = get_book(&client, "").header(name, "1").await.unwrap_err();
        assert_eq!(error.code(), Code::InvalidArgument);
        assert!(error.to_string().contains("is set by the protocol"), "{error}");
    }
    assert!(server.seen().is_empty());
    get_book(&client, "").header("user-agent", "mine").await.unwrap();
    assert_eq!(server.seen()[0].header("user-agent"), Some("mine"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_concurrent_calls_get_their_own_responses() {
    let server = Server::start(|_, seen| {
        Answer::Send(json("200 OK", &seen.text().replace("}", ",\"author\":\"x\"}")))
    })
    .await;
    let client = client(&server.url());
    let calls: Vec<_> = (0..500)
        .map(|number| {
            let client = client.clone();
            tokio::spawn(async move { get_book(&client, &number.to_string()).await })
        })
        .collect();
    for (number, call) in calls.into_iter().enumerate() {
        assert_eq!(call.await.unwrap().unwrap().title, number.to_string());
    }
    assert_eq!(server.seen().len(), 500);
}
