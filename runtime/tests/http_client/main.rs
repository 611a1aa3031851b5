//! Tests of `http::client` against servers that answer correctly, wrongly or not at all.

mod codecs;
mod connections;
mod deadlines;
mod errors;
mod gzip;
mod heads;
mod memory;
#[allow(
    dead_code,
    unused_imports,
    reason = "shared with the tests of messages, which need more of it"
)]
#[path = "../support/mod.rs"]
mod messages;
mod protocol;
mod proxies;
mod redirects;
mod retries;
mod schemes;
mod sensitive;
mod server;
mod settings;
#[expect(dead_code, reason = "shared with the tests of calls, which need more of it")]
#[path = "../rpc/support.rs"]
mod support;
mod tls;
mod tokens;
mod tunnels;

use std::time::Duration;

use gitpod_runtime::http::client::{ClientBuilder, ClientDefaults};
use gitpod_runtime::rpc::{AuthScheme, Call, Channel, RetryPolicy};

use support::{GetBookRequest, GetBookResponse, ListBooksRequest, ListBooksResponse, METHODS};

static DEFAULTS: ClientDefaults = ClientDefaults::new("books/1.2.3")
    .base_url("https://books.example/api")
    .base_url_variables(&["BOOKS_URL", "OLD_BOOKS_URL"])
    .auth(AuthScheme::Bearer)
    .token_variables(&["BOOKS_TOKEN", "OLD_BOOKS_TOKEN"]);

type Client = Channel;

fn builder() -> ClientBuilder<Client> {
    ClientBuilder::new(&DEFAULTS, |channel| channel)
}

fn client(url: &str) -> Client {
    builder().base_url(url).build().unwrap()
}

/// Retries without a wait.
fn without_backoff() -> RetryPolicy {
    RetryPolicy::default().with_initial_backoff(Duration::ZERO)
}

/// A call without side effects.
fn get_book<'a>(client: &'a Client, title: &str) -> Call<'a, GetBookResponse> {
    Call::over(client, &METHODS[0], GetBookRequest { title: title.into() })
}

/// A call whose idempotency is unknown.
fn list_books(client: &Client) -> Call<'_, ListBooksResponse> {
    Call::over(client, &METHODS[1], ListBooksRequest::default())
}
