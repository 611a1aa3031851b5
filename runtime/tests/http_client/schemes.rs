//! What an API's defaults say about the token and the base URL: a header of its own, or nothing.

use std::sync::{Arc, Mutex};

use gitpod_runtime::BoxFuture;
use gitpod_runtime::http::client::{ClientBuilder, ClientDefaults};
use gitpod_runtime::rpc::{
    AnyRequest, AnyResponse, AuthScheme, Channel, Code, Error, Interceptor, Next,
};

use crate::get_book;
use crate::server::{Server, emma, json};

/// Defaults of an API with a token in a header of its own, whose name does not look like a secret.
static IN_HEADER: ClientDefaults = ClientDefaults::new("books/1.2.3")
    .auth(AuthScheme::Header("x-shop"))
    .token_variables(&["BOOKS_TOKEN"]);

/// Defaults of an API that has neither a base URL nor a token.
static BARE: ClientDefaults = ClientDefaults::new("books/1.2.3");

fn builder_with(defaults: &'static ClientDefaults) -> ClientBuilder<Channel> {
    ClientBuilder::new(defaults, |channel| channel)
}

/// Writes down what a log of all headers would show.
struct Log(Arc<Mutex<String>>);

impl Interceptor for Log {
    fn intercept<'a>(
        &'a self,
        request: AnyRequest<'a>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<AnyResponse, Error>> {
        self.0.lock().unwrap().push_str(&format!("{:?}", request.metadata));
        next.run(request)
    }
}

#[tokio::test]
async fn the_token_is_sent_in_the_header_of_the_api() {
    let server = Server::answering(emma()).await;
    let lookup = |name: &str| (name == "BOOKS_TOKEN").then(|| "s3cret-of-env".into());
    let client = builder_with(&IN_HEADER).base_url(server.url()).read_env_with(lookup);
    let client = client.require_token().build().unwrap();
    get_book(&client, "").await.unwrap();
    get_book(&client, "").header("X-Shop", "its-own").await.unwrap();
    let seen = server.seen();
    assert_eq!(seen[0].header("x-shop"), Some("s3cret-of-env"));
    assert_eq!(seen[0].header("authorization"), None);
    assert_eq!(seen[1].header("x-shop"), Some("its-own"));
}

#[tokio::test]
async fn a_token_in_any_header_is_redacted() {
    let echo = json(
        "403 No",
        r#"{"code":"permission_denied","message":"you sent s3cret-token and key-of-the-call"}"#,
    );
    let server = Server::answering(echo).await;
    let log = Arc::new(Mutex::new(String::new()));
    let client = builder_with(&IN_HEADER)
        .base_url(server.url())
        .token("s3cret-token")
        .attempt_interceptor(Log(Arc::clone(&log)))
        .build()
        .unwrap();
    let error = get_book(&client, "").await.unwrap_err();
    let own = get_book(&client, "").header("x-shop", "key-of-the-call").await.unwrap_err();
    let shown = format!("{error} {error:?} {own} {own:?} {}", log.lock().unwrap());
    assert!(shown.contains("you sent [redacted]"), "{shown}");
    // The first call's token is not known to the second.
    assert!(
        !error.to_string().contains("s3cret") && !own.to_string().contains("key-of"),
        "{shown}"
    );
    let log = log.lock().unwrap();
    assert!(log.contains("x-shop") && !log.contains("s3cret") && !log.contains("key-of"), "{log}");
}

#[tokio::test]
async fn an_api_without_a_token_asks_for_none() {
    let server = Server::answering(json("401 No", r#"{"code":"unauthenticated"}"#)).await;
    let client = builder_with(&BARE).base_url(server.url()).build().unwrap();
    let error = get_book(&client, "").await.unwrap_err();
    assert_eq!((error.code(), error.hint()), (Code::Unauthenticated, None));
    assert_eq!(server.seen()[0].header("authorization"), None);
    let error = builder_with(&BARE).build().unwrap_err();
    assert_eq!(error.to_string(), "a base URL is required: set `base_url`");
}
