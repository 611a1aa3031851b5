//! What a builder takes and refuses.

use std::ffi::OsString;
use std::sync::Arc;

use gitpod_runtime::http::client::{ClientBuilder, ConfigError};
use gitpod_runtime::rpc::{Code, Fake, Request, Validation};
use rustls::crypto::ring;

use crate::server::{Server, emma};
use crate::support::{GetBookRequest, GetBookResponse, METHODS};
use crate::{Client, builder, get_book};

fn refusal(builder: ClientBuilder<Client>) -> ConfigError {
    match builder.build() {
        Ok(_) => panic!("the settings were taken"),
        Err(error) => error,
    }
}

/// An environment of these variables.
fn env<'a>(variables: &'a [(&str, &str)]) -> impl Fn(&str) -> Option<OsString> + 'a {
    move |name| {
        variables.iter().find(|(other, _)| *other == name).map(|(_, value)| OsString::from(value))
    }
}

#[tokio::test]
async fn the_environment_gives_token_and_base_url() {
    let server = Server::answering(emma()).await;
    let url = server.url();
    for variables in [
        [("BOOKS_TOKEN", "t1"), ("BOOKS_URL", url.as_str())],
        [("OLD_BOOKS_TOKEN", " t1\n"), ("OLD_BOOKS_URL", &format!("{url}/ "))],
    ] {
        let client = builder().read_env_with(env(&variables)).require_token().build().unwrap();
        get_book(&client, "").await.unwrap();
    }
    // The preferred one counts, unless it is blank; what was set before counts more.
    let both = [
        ("BOOKS_TOKEN", "t1"),
        ("OLD_BOOKS_TOKEN", "t2"),
        ("BOOKS_URL", "  "),
        ("OLD_BOOKS_URL", &url),
    ];
    let client = builder().read_env_with(env(&both)).build().unwrap();
    get_book(&client, "").await.unwrap();
    let ignored = [("BOOKS_TOKEN", "t2"), ("BOOKS_URL", "nonsense")];
    let client = builder().base_url(&url).token("t1").read_env_with(env(&ignored)).build().unwrap();
    get_book(&client, "").await.unwrap();
    for seen in server.seen() {
        assert_eq!(seen.header("authorization"), Some("Bearer t1"));
        assert_eq!(seen.target, "/api/test.v1.BookService/GetBook");
    }
}

#[test]
fn without_a_token_the_variables_are_named() {
    for variables in [&[][..], &[("BOOKS_TOKEN", ""), ("OLD_BOOKS_TOKEN", " \t")]] {
        let error = refusal(builder().read_env_with(env(variables)).require_token());
        assert!(matches!(error, ConfigError::MissingToken { .. }));
        assert_eq!(error.to_string(), "there is no token: set BOOKS_TOKEN or OLD_BOOKS_TOKEN");
    }
    assert!(builder().base_url("http://127.0.0.1:1").build().is_ok(), "servers without tokens");
}

#[cfg(unix)]
#[test]
fn what_is_not_unicode_is_refused() {
    use std::os::unix::ffi::OsStringExt;

    let broken = || OsString::from_vec(vec![b'a', 0xff]);
    let error = refusal(builder().read_env_with(|name| (name == "BOOKS_TOKEN").then(broken)));
    assert_eq!(error.to_string(), "BOOKS_TOKEN does not hold Unicode");
    // One that does not count may hold anything.
    let url = |name: &str| match name {
        "BOOKS_URL" => Some("http://127.0.0.1:1".into()),
        "OLD_BOOKS_URL" => Some(broken()),
        _ => None,
    };
    assert!(builder().read_env_with(url).build().is_ok());
}

#[test]
fn bad_base_urls_name_their_origin() {
    let error = refusal(builder().read_env_with(env(&[("OLD_BOOKS_URL", "books.example/api")])));
    assert_eq!(
        error.to_string(),
        "the base URL of `OLD_BOOKS_URL` cannot be used: `books.example/api` is no URL (relative \
         URL without a base); expected one such as `https://example.com/api`"
    );
    let error = refusal(builder().base_url("http://books.example/api"));
    assert!(matches!(error, ConfigError::PlainHttp { .. }));
    assert!(error.to_string().contains("use https, or `allow_plain_http`"), "{error}");
    assert!(builder().base_url("http://books.example").allow_plain_http().build().is_ok());
}

#[test]
fn tokens_and_headers_that_none_can_send_are_refused_without_showing_them() {
    for token in ["", " ", "hunter 2", "hunter\u{e4}2", "hunter\n2"] {
        let error = refusal(builder().base_url("http://127.0.0.1").token(token));
        let shown = format!("{error} {error:?}");
        assert!(shown.contains("the token of `token` cannot be sent"), "{shown}");
        assert!(!shown.contains("hunter"), "{shown}");
    }
    let error = refusal(builder().header("x-key", "hunter\n2"));
    assert!(matches!(error, ConfigError::Header(_)), "{error}");
    let error = refusal(builder().user_agent("\u{1}"));
    assert!(error.to_string().contains("`user-agent`"), "{error}");
    let error = refusal(builder().header("Content-Type", "text/plain"));
    assert_eq!(
        error.to_string(),
        "the header `Content-Type` belongs to the protocol: leave it out"
    );
}

#[tokio::test]
async fn names_and_headers_go_along() {
    let server = Server::answering(emma()).await;
    let client = builder()
        .base_url(server.url())
        .user_agent("shelf/1")
        .header("x-shelf", "7")
        .header("X-Shelf", "8")
        .reqwest_client(reqwest_client())
        .build()
        .unwrap();
    get_book(&client, "").await.unwrap();
    get_book(&client, "").header("x-shelf", "9").await.unwrap();
    let shelves = |index: usize| {
        let headers = server.seen()[index].headers.clone();
        let shelves = headers.into_iter().filter(|(name, _)| name == "x-shelf");
        shelves.map(|(_, value)| value).collect::<Vec<_>>()
    };
    assert_eq!(server.seen()[0].header("user-agent"), Some("shelf/1"));
    assert_eq!((shelves(0), shelves(1)), (vec!["8".to_owned()], vec!["9".to_owned()]));
    assert_eq!(server.seen()[0].header("x-from"), Some("their own client"));
}

/// A client with settings of its own, made without the certificates of the machine.
pub(crate) fn reqwest_client() -> reqwest::Client {
    let mut headers = reqwest::header::HeaderMap::new();
    headers.insert("x-from", "their own client".parse().unwrap());
    let tls = rustls::ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth();
    let builder = reqwest::Client::builder().tls_backend_preconfigured(tls);
    builder.default_headers(headers).no_proxy().build().unwrap()
}

fn fake() -> Fake {
    Fake::new().on_request(&METHODS[0], |request: Request<GetBookRequest>| async move {
        let header = |name| request.metadata().get(name).unwrap_or("none");
        let author = format!(
            "{} {} {:?}",
            header("authorization"),
            header("x-shelf"),
            request.context().timeout().is_some()
        );
        Ok(GetBookResponse { author, ..Default::default() }.into())
    })
}

#[tokio::test]
async fn layers_work_over_any_transport() {
    let client = builder()
        .transport(fake())
        .token("t")
        .header("x-shelf", "7")
        .timeout(std::time::Duration::from_secs(1))
        .validation(Validation::Refuse)
        .build()
        .unwrap();
    assert_eq!(get_book(&client, "").await.unwrap().author, "Bearer t 7 true");
    let client = builder().transport(fake()).build().unwrap();
    assert_eq!(get_book(&client, "").await.unwrap().author, "none none false");
    assert_eq!(client.url("/a/B"), None);
    let error = gitpod_runtime::RawCall::over(&client, "a/B", "{}").await.unwrap_err();
    assert_eq!(*error.code(), Code::Unimplemented);
}

#[test]
fn options_of_http_are_refused_beside_another_transport() {
    type Change = fn(ClientBuilder<Client>) -> ClientBuilder<Client>;
    let changes: [(&str, Change); 7] = [
        ("base_url", |builder| builder.base_url("https://books.example")),
        ("allow_plain_http", ClientBuilder::allow_plain_http),
        ("compress_requests", |builder| builder.compress_requests(1)),
        ("max_response_size", |builder| builder.max_response_size(1)),
        ("use_get", |builder| builder.use_get(false)),
        ("reqwest_client", |builder| builder.reqwest_client(reqwest_client())),
        ("BOOKS_URL", |builder| {
            builder.read_env_with(env(&[("BOOKS_URL", "https://books.example")]))
        }),
    ];
    for (option, change) in changes {
        let error = refusal(change(builder().transport(fake())));
        assert!(error.to_string().starts_with(&format!("`{option}` is for HTTP")), "{error}");
    }
}
