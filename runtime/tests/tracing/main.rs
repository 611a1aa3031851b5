//! Spans and events of calls, as recorded by a subscriber.
//!
//! A separate test binary, because tracing caches the interest in a span per process.

mod echoes;
#[expect(dead_code, reason = "shared with the tests of the client, which need more of it")]
#[path = "../http_client/gzip.rs"]
mod gzip;
mod leak;
#[allow(
    dead_code,
    unused_imports,
    reason = "shared with the tests of messages, which need more of it"
)]
#[path = "../support/mod.rs"]
mod messages;
#[expect(dead_code, reason = "shared with the tests of the client, which need more of it")]
#[path = "../http_client/server.rs"]
mod server;
#[expect(dead_code, reason = "shared with the tests of calls, which need more of it")]
#[path = "../rpc/support.rs"]
mod support;

use std::fmt::{Debug, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use gitpod_runtime::http::client::{ClientBuilder, ClientDefaults};
use gitpod_runtime::rpc::{Call, Channel, Error, Fake, RetryPolicy};
use tracing_core::field::{Field, Visit};
use tracing_core::span::{Attributes, Current, Id, Record};
use tracing_core::{Dispatch, Event, Metadata, Subscriber, dispatcher};

use server::{Answer, Server, emma, json, response};
use support::{GetBookRequest, GetBookResponse, METHODS};

type Client = Channel;

fn builder() -> ClientBuilder<Client> {
    static DEFAULTS: ClientDefaults =
        ClientDefaults::new("books/1.2.3").base_url("https://books.example");
    let policy = RetryPolicy::default().with_initial_backoff(Duration::ZERO);
    ClientBuilder::new(&DEFAULTS, |channel: Client| channel).retry(policy)
}

async fn get_book(client: &Client) -> Result<GetBookResponse, Error> {
    let title = "secret title".into();
    Call::over(client, &METHODS[0], GetBookRequest { title }).await
}

/// Records spans and events.
#[derive(Clone, Default)]
struct Notes {
    text: Arc<Mutex<String>>,
    spans: Arc<AtomicU64>,
    inside: Arc<Mutex<Vec<(Id, &'static Metadata<'static>)>>>,
    known: Arc<Mutex<Vec<(Id, &'static Metadata<'static>)>>>,
}

struct Line<'a>(&'a mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

impl Notes {
    fn note(&self, start: &str, record: impl FnOnce(&mut Line<'_>)) {
        let mut text = self.text.lock().unwrap();
        text.push_str(start);
        record(&mut Line(&mut text));
        text.push('\n');
    }
}

fn is_ours(metadata: &Metadata<'_>) -> bool {
    metadata.target().starts_with("gitpod_runtime")
}

impl Subscriber for Notes {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        is_ours(metadata)
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.note(&format!("span {}", span.metadata().name()), |line| span.record(line));
        let id = Id::from_u64(self.spans.fetch_add(1, Ordering::Relaxed) + 1);
        self.known.lock().unwrap().push((id.clone(), span.metadata()));
        id
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        self.note("record", |line| values.record(line));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.note("event", |line| event.record(line));
    }

    fn enter(&self, id: &Id) {
        let known = self.known.lock().unwrap();
        let entry = known.iter().find(|(other, _)| other == id).unwrap().clone();
        self.inside.lock().unwrap().push(entry);
    }

    fn exit(&self, _: &Id) {
        self.inside.lock().unwrap().pop();
    }

    fn current_span(&self) -> Current {
        match self.inside.lock().unwrap().last() {
            Some((id, metadata)) => Current::new(id.clone(), metadata),
            None => Current::none(),
        }
    }
}

#[tokio::test]
async fn a_call_is_a_span_with_its_attempts_and_without_secrets() {
    let server = Server::start(|number, _| {
        Answer::Send(match number {
            0 => response("503 Busy", &[], "secret page"),
            1 => emma(),
            _ => json("404 No", r#"{"code":"not_found","message":"secret message"}"#),
        })
    })
    .await;
    let notes = Notes::default();
    let guard = dispatcher::set_default(&Dispatch::new(notes.clone()));
    let client = builder().base_url(server.url()).token("secret-token").build().unwrap();
    get_book(&client).await.unwrap();
    get_book(&client).await.unwrap_err();
    let faked = builder().transport(Fake::new()).build().unwrap();
    get_book(&faked).await.unwrap_err();
    drop(guard);

    let text = notes.text.lock().unwrap().clone();
    let lines: Vec<&str> = text.lines().collect();
    let span = |line: &str| {
        assert!(
            line.starts_with(
                "span rpc otel.kind=\"client\" rpc.system=\"connect_rpc\" \
            rpc.service=\"test.v1.BookService\" rpc.method=\"GetBook\""
            ),
            "{line}"
        );
    };
    span(lines[0]);
    assert!(lines[1].contains(" url.full=\"http://127.0.0.1:"), "{text}");
    assert!(lines[2].starts_with("event"), "{text}");
    assert!(
        lines[2].contains(" attempt=1 code=\"unavailable\" http_status=503 wait_ms=0"),
        "{text}"
    );
    assert!(lines[3].starts_with("record duration_ms="), "{text}");
    span(lines[4]);
    assert!(lines[6].starts_with("record duration_ms="), "{text}");
    assert_eq!(lines[7], "record rpc.connect_rpc.error_code=\"not_found\"");
    assert_eq!(lines[8], "record http.response.status_code=404");
    assert_eq!(lines[9], "record attempts=1");
    span(lines[10]);
    assert!(!text.contains("secret"), "{text}");
}
