//! Settings of the builder, and their errors.

use std::ffi::OsString;
use std::sync::Arc;

use gitpod_runtime::http::client::{ClientBuilder, ConfigError};
use gitpod_runtime::rpc::{Code, Fake, Request, Validation};
use rustls::crypto::ring;

use crate::server::{Server, emma};
use crate::support::{GetBookRequest, GetBookResponse, METHODS};
use crate::tls::server::{ca_params, self_signed};
use crate::{Client, builder, get_book};

pub(crate) fn error_of(builder: ClientBuilder<Client>) -> ConfigError {
    match builder.build() {
        Ok(_) => panic!("the settings were accepted"),
        Err(error) => error,
    }
}

/// An environment with these variables.
fn env<'a>(variables: &'a [(&str, &str)]) -> impl Fn(&str) -> Option<OsString> + 'a {
    move |name| {
        variables.iter().find(|(other, _)| *other == name).map(|(_, value)| OsString::from(value))
    }
}

#[tokio::test]
async fn token_and_base_url_are_read_from_the_environment() {
    let server = Server::answering(emma()).await;
    let url = server.url();
    for variables in [
        [("BOOKS_TOKEN", "t1"), ("BOOKS_URL", url.as_str())],
        [("OLD_BOOKS_TOKEN", " t1\n"), ("OLD_BOOKS_URL", &format!("{url}/ "))],
    ] {
        let client = builder().read_env_with(env(&variables)).require_token().build().unwrap();
        get_book(&client, "").await.unwrap();
    }
    // Blank variables are skipped, and settings made before take precedence.
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
fn the_error_of_a_missing_token_names_the_variables() {
    for variables in [&[][..], &[("BOOKS_TOKEN", ""), ("OLD_BOOKS_TOKEN", " \t")]] {
        let error = error_of(builder().read_env_with(env(variables)).require_token());
        assert!(matches!(error, ConfigError::MissingToken { .. }));
        assert_eq!(error.to_string(), "a token is required: set BOOKS_TOKEN or OLD_BOOKS_TOKEN");
    }
    assert!(builder().base_url("http://127.0.0.1:1").build().is_ok(), "servers without tokens");
}

#[cfg(unix)]
#[test]
fn variables_that_are_not_unicode_are_errors() {
    use std::os::unix::ffi::OsStringExt;

    let broken = || OsString::from_vec(vec![b'a', 0xff]);
    let error = error_of(builder().read_env_with(|name| (name == "BOOKS_TOKEN").then(broken)));
    assert_eq!(error.to_string(), "BOOKS_TOKEN is not valid Unicode");
    // A variable of lower precedence is not read.
    let url = |name: &str| match name {
        "BOOKS_URL" => Some("http://127.0.0.1:1".into()),
        "OLD_BOOKS_URL" => Some(broken()),
        _ => None,
    };
    assert!(builder().read_env_with(url).build().is_ok());
}

#[test]
fn invalid_base_urls_are_reported_with_their_origin() {
    let error = error_of(builder().read_env_with(env(&[("OLD_BOOKS_URL", "books.example/api")])));
    assert_eq!(
        error.to_string(),
        "invalid base URL from `OLD_BOOKS_URL`: `books.example/api` is not a URL (relative URL \
         without a base); expected one such as `https://example.com/api`"
    );
    let error = error_of(builder().base_url("http://books.example/api"));
    assert!(matches!(error, ConfigError::PlainHttp { .. }));
    assert!(
        error.to_string().contains("use https, or allow it with `allow_plain_http`"),
        "{error}"
    );
    assert!(builder().base_url("http://books.example").allow_plain_http().build().is_ok());
}

#[test]
fn invalid_tokens_and_headers_are_reported_without_their_values() {
    for token in ["", " ", "hunter 2", "hunter\u{e4}2", "hunter\n2"] {
        let error = error_of(builder().base_url("http://127.0.0.1").token(token));
        let shown = format!("{error} {error:?} {error:#?}");
        assert!(shown.contains("the token from `token` cannot be sent"), "{shown}");
        assert!(!shown.contains("hunter"), "{shown}");
    }
    let error = error_of(builder().header("x-key", "hunter\n2"));
    assert!(matches!(error, ConfigError::Header(_)), "{error}");
    let error = error_of(builder().user_agent("\u{1}"));
    assert!(error.to_string().contains("`user-agent`"), "{error}");
    let error = error_of(builder().header("Content-Type", "text/plain"));
    assert_eq!(error.to_string(), "header `Content-Type` is set by the protocol: remove it");
}

#[tokio::test]
async fn user_agent_and_default_headers_are_sent() {
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

/// A reqwest client with a default header, built without the certificates of the system.
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

fn a_certificate() -> Vec<u8> {
    self_signed(&ca_params("ca.example")).certificate.to_vec()
}

#[test]
fn certificates_that_cannot_be_trusted_are_reported() {
    let pem = self_signed(&ca_params("ca.example")).pem();
    let cut = pem.replace("-----END CERTIFICATE-----", "");
    let key = "-----BEGIN PRIVATE KEY-----\naHVudGVyMg==\n-----END PRIVATE KEY-----\n";
    let second_is_no_certificate =
        format!("{pem}-----BEGIN CERTIFICATE-----\naHVudGVyMg==\n-----END CERTIFICATE-----\n");
    for (bytes, problem) in [
        ("", "expected a certificate in PEM or DER, found neither: "),
        ("hunter2", "expected a certificate in PEM or DER, found neither: "),
        (key, "expected a certificate in PEM or DER, found a PEM text without `BEGIN CERTIFICATE`"),
        (&cut, "expected a certificate in PEM or DER, found a PEM text that is damaged or cut off"),
        (&pem.replace("MII", "M~I"), "expected a certificate in PEM or DER, found a PEM text that"),
        (&second_is_no_certificate, "certificate 2 of the PEM text is invalid: "),
    ] {
        let error = error_of(builder().add_root_certificate(bytes));
        let expected = format!("invalid `add_root_certificate`: {problem}");
        assert!(error.to_string().starts_with(&expected), "{error}");
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("hunter2") && !shown.contains("aHVudGVyMg"), "{shown}");
    }
    let both = builder().add_root_certificate(pem).reqwest_client(reqwest_client());
    assert_eq!(
        error_of(both).to_string(),
        "invalid `add_root_certificate`: a client set with `reqwest_client` has its own; add the \
         certificate there"
    );
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
async fn settings_apply_to_any_transport() {
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
    assert_eq!(error.code(), Code::Unimplemented);
}

#[test]
fn http_options_cannot_be_combined_with_another_transport() {
    type Change = fn(ClientBuilder<Client>) -> ClientBuilder<Client>;
    let changes: [(&str, Change); 9] = [
        ("base_url", |builder| builder.base_url("https://books.example")),
        ("allow_plain_http", ClientBuilder::allow_plain_http),
        ("compress_requests", |builder| builder.compress_requests(1)),
        ("max_response_size", |builder| builder.max_response_size(1)),
        ("trust_redirects_to", |builder| builder.trust_redirects_to("books.example")),
        ("add_root_certificate", |builder| builder.add_root_certificate(a_certificate())),
        ("use_get", |builder| builder.use_get(false)),
        ("reqwest_client", |builder| builder.reqwest_client(reqwest_client())),
        ("BOOKS_URL", |builder| {
            builder.read_env_with(env(&[("BOOKS_URL", "https://books.example")]))
        }),
    ];
    for (option, change) in changes {
        let error = error_of(change(builder().transport(fake())));
        assert!(
            error.to_string().starts_with(&format!("`{option}` only applies to HTTP")),
            "{error}"
        );
    }
}
