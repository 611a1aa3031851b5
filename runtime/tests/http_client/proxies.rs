//! The proxies of the environment.

use std::ffi::OsString;

use gitpod_runtime::http::client::{ClientBuilder, ConfigError};
use gitpod_runtime::rpc::{Code, Error};
use tokio::net::TcpListener;

use crate::server::{Answer, Server, emma, response};
use crate::{Client, builder, get_book, without_backoff};

/// A builder with retries whose environment has these variables.
fn behind(variables: &[(&str, &str)]) -> ClientBuilder<Client> {
    builder().retry(without_backoff()).allow_plain_http().read_env_with(|name| {
        let found = variables.iter().find(|(other, _)| *other == name);
        found.map(|(_, value)| OsString::from(value))
    })
}

/// The error of a call to a host that does not exist.
async fn error_of(variables: &[(&str, &str)], url: &str) -> Error {
    get_book(&behind(variables).base_url(url).build().unwrap(), "").await.unwrap_err()
}

/// The root of a server's URLs.
fn root(server: &Server) -> String {
    server.url().strip_suffix("/api").unwrap().to_owned()
}

#[tokio::test]
async fn a_plain_request_goes_to_the_proxy_and_not_to_its_host() {
    let proxy = Server::answering(emma()).await;
    let with_user = root(&proxy).replace("http://", "\" http://me:p%40ss@") + " \"\n";
    let client = behind(&[("HTTP_PROXY", &with_user)]).base_url("http://books.example/api");
    get_book(&client.build().unwrap(), "Emma").await.unwrap();
    let seen = &proxy.seen()[0];
    assert_eq!(seen.target, "http://books.example/api/test.v1.BookService/GetBook");
    assert_eq!(seen.header("proxy-authorization"), Some("Basic bWU6cEBzcw=="));
}

#[tokio::test]
async fn hosts_of_no_proxy_are_reached_directly() {
    let proxy = Server::answering(emma()).await;
    let url = root(&proxy);
    for (list, direct) in [
        ("books.example.invalid:8443", true),
        ("a.example  *.example.invalid", true),
        ("books.example.invalid:8444", false),
        ("*.books.example.invalid", false),
    ] {
        let variables = [("HTTP_PROXY", url.as_str()), ("NO_PROXY", list)];
        let client = behind(&variables).base_url("http://books.example.invalid:8443");
        let outcome = get_book(&client.build().unwrap(), "").await;
        // The name cannot be resolved, so only the proxy returns a response.
        assert_eq!(outcome.is_err(), direct, "{list}");
    }
}

#[test]
fn a_proxy_that_cannot_be_used_is_an_error_before_anything_is_sent() {
    for text in
        ["socks5://p.example", "http://p .example", "http://p.example:99999", "http://\"p\""]
    {
        let variables = [("HTTPS_PROXY", text)];
        let Err(error) = behind(&variables).base_url("https://books.example").build() else {
            panic!("{text} was accepted");
        };
        assert!(matches!(error, ConfigError::Proxy { variable: "HTTPS_PROXY", .. }), "{error:?}");
        assert!(error.to_string().starts_with("HTTPS_PROXY cannot be used: "), "{error}");
        // It is not used for these URLs.
        for url in ["http://books.example", "https://127.0.0.1:1", "https://x.local"] {
            let variables = [("HTTPS_PROXY", text), ("NO_PROXY", ".local")];
            match behind(&variables).base_url(url).build() {
                Ok(_) => {}
                // A machine without certificates cannot build a client for https.
                Err(error) => assert!(error.to_string().contains("install them"), "{url}: {error}"),
            }
        }
    }
}

#[tokio::test]
async fn a_redirect_does_not_evade_a_proxy_that_cannot_be_used() {
    let server = Server::start(|_, _| {
        Answer::Send(response("307 Go", &[("location", "http://books.example/x")], ""))
    })
    .await;
    let error = error_of(&[("HTTP_PROXY", "http://p.example:0")], &server.url()).await;
    assert_eq!(error.code(), Code::FailedPrecondition);
    assert!(
        error.to_string().contains("HTTP_PROXY cannot be used: `http://p.example:0`"),
        "{error}"
    );
}

#[tokio::test]
async fn a_dead_proxy_is_named_and_not_tried_again() {
    let port = {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap().port()
    };
    let proxy = format!("http://me:hunter2@127.0.0.1:{port}");
    let error = error_of(&[("ALL_PROXY", &proxy)], "http://books.example").await;
    assert_eq!((error.code(), error.attempts()), (Code::FailedPrecondition, Some(1)));
    assert!(error.nothing_sent());
    let text = error.to_string();
    let named = format!(
        "cannot connect to http://books.example/test.v1.BookService/GetBook through the proxy \
         http://127.0.0.1:{port} of ALL_PROXY: Connection refused"
    );
    assert!(text.contains(&named), "{text}");
    assert!(
        text.ends_with("; is ALL_PROXY right, or should NO_PROXY list books.example?"),
        "{text}"
    );
    assert!(!format!("{error:#?}").contains("hunter2"), "{error:?}");
}

#[tokio::test]
async fn a_proxy_that_refuses_a_tunnel_is_named_and_not_tried_again() {
    for (answer, reason) in [
        (
            response("407 Proxy Authentication Required", &[], ""),
            "tunnel error: proxy authorization required",
        ),
        (
            response("403 Forbidden", &[], "no"),
            "tunnel error: the proxy answered with HTTP status 403",
        ),
        (
            response("200 OK", &[], "hi"),
            "tunnel error: unexpected bytes after the proxy's response",
        ),
        (b"SSH-2.0\r\n".to_vec(), "tunnel error: the proxy's response is not valid HTTP"),
    ] {
        let proxy = Server::answering(answer).await;
        let url = root(&proxy);
        let variables = [("HTTPS_PROXY", url.as_str())];
        let client = match behind(&variables).base_url("https://books.example").build() {
            Ok(client) => client,
            // A machine without certificates cannot build a client for https.
            Err(error) => return assert!(error.to_string().contains("install them"), "{error}"),
        };
        let error = get_book(&client, "").await.unwrap_err();
        assert_eq!((error.code(), error.attempts()), (Code::FailedPrecondition, Some(1)));
        let text = error.to_string();
        assert!(text.contains(&format!("through the proxy {url} of HTTPS_PROXY: ")), "{text}");
        assert!(text.contains(reason), "{text}");
        let seen = proxy.seen();
        assert_eq!((seen.len(), seen[0].target.as_str()), (1, "books.example:443"));
    }
}

#[tokio::test]
async fn a_proxy_that_answers_itself_is_named() {
    let page = response("407 Proxy Authentication Required", &[], "<h1>no</h1>");
    let proxy = Server::answering(page).await;
    let url = root(&proxy);
    let error = error_of(&[("HTTP_PROXY", &url)], "http://books.example").await;
    let hint = format!("the response is from the proxy {url} of HTTP_PROXY");
    assert!(error.hint().unwrap().starts_with(&hint), "{error}");
    assert_eq!(proxy.seen().len(), 1);
}
