//! Requests with sensitive fields: they stay out of URLs and away from other origins.

use std::collections::BTreeMap;

use gitpod_runtime::codec::{Codec, ReadOptions};
use gitpod_runtime::message::{
    FieldChunk, FieldDescriptor, LazySlot, Message, MessageDescriptor, Presence, Slot, SlotChunk,
    UnknownFields, Value,
};
use gitpod_runtime::rpc::{Code, DynamicCall, Error, MessageType, MethodDescriptor, RawCall};

use crate::server::{Answer, Seen, Server, response};
use crate::support::GetBookResponse;
use crate::{Client, builder};

/// A request with a sensitive field, also in messages inside of it.
#[derive(Debug, Clone, Default)]
struct SignIn {
    user: String,
    password: String,
    one: Option<Box<SignIn>>,
    many: Vec<SignIn>,
    by_name: BTreeMap<String, SignIn>,
}

impl Message for SignIn {
    fn descriptor(&self) -> &'static MessageDescriptor {
        static FIELDS: &[FieldDescriptor] = &[
            FieldDescriptor::new(1, "user", "user", Presence::Implicit),
            FieldDescriptor::new(2, "password", "password", Presence::Implicit).sensitive(),
            FieldDescriptor::new(3, "one", "one", Presence::Explicit),
            FieldDescriptor::new(4, "many", "many", Presence::Implicit),
            FieldDescriptor::new(5, "by_name", "byName", Presence::Implicit),
        ];
        static DESCRIPTOR: MessageDescriptor =
            MessageDescriptor::new("test.v1.SignInRequest", FIELDS, &[]);
        &DESCRIPTOR
    }

    fn chunk(&self, _: usize) -> FieldChunk<'_> {
        let descriptor = self.descriptor();
        FieldChunk::new(
            descriptor,
            UnknownFields::NONE,
            [
                Value::String(&self.user),
                Value::String(&self.password),
                Value::boxed(&self.one),
                Value::List(&self.many),
                Value::Map(&self.by_name),
            ],
        )
    }

    fn slots(&mut self, _: usize) -> SlotChunk<'_> {
        let descriptor = self.descriptor();
        SlotChunk::without_unknown(
            descriptor,
            [
                LazySlot::Slot(Slot::String(&mut self.user)),
                LazySlot::Slot(Slot::String(&mut self.password)),
                LazySlot::Boxed(&mut self.one),
                LazySlot::Slot(Slot::List(&mut self.many)),
                LazySlot::Slot(Slot::Map(&mut self.by_name)),
            ],
        )
    }
}

static SIGN_IN: MethodDescriptor = MethodDescriptor::new(
    "test.v1.BookService",
    "SignIn",
    "/test.v1.BookService/SignIn",
    MessageType::of::<SignIn>("test.v1.SignInRequest"),
    MessageType::of::<GetBookResponse>("test.v1.GetBookResponse"),
)
.no_side_effects();

const HARMLESS: [&str; 4] = [
    "{}",
    r#"{"user":"me","password":""}"#,
    r#"{"one":{"one":{"user":"me"}},"many":[{},{"user":"me"}]}"#,
    r#"{"byName":{"password":{"user":"password"}}}"#,
];

const SENSITIVE: [&str; 5] = [
    r#"{"password":"hunter2"}"#,
    r#"{"one":{"one":{"password":"hunter2"}}}"#,
    r#"{"many":[{},{"user":"me"},{"many":[{"password":"hunter2"}]}]}"#,
    r#"{"byName":{"a":{},"b":{"password":"hunter2"},"c":{}}}"#,
    r#"{"one":{"byName":{"a":{"password":"hunter2"}}},"user":"me"}"#,
];

/// Bodies that only a raw request can have: nothing is known about their fields. In binary, they are
/// field 9, the end within a field, and another wire type than that of a known field.
const OF_UNKNOWN_TYPE: [(Codec, &[u8]); 6] = [
    (Codec::Json, br#"{"pasword":"hunter2"}"#),
    (Codec::Json, br#"{"user":{"#),
    (Codec::Json, b"[]"),
    (Codec::Binary, b"\x4a\x07hunter2"),
    (Codec::Binary, b"\x12\x09hunter2"),
    (Codec::Binary, b"\x11hunter2!"),
];

fn message(json: &str) -> Box<dyn Message> {
    let mut request = SIGN_IN.request().new_message();
    ReadOptions::new().decode_into(Codec::Json, json.as_bytes(), &mut *request).unwrap();
    request
}

async fn typed(client: &Client, codec: Codec, json: &str) -> Result<(), Error> {
    // The response is in the codec of the call, and does not matter.
    DynamicCall::over(client, &SIGN_IN, message(json)).codec(codec).raw().await.map(drop)
}

/// A raw request with the fields of a JSON document.
async fn raw(client: &Client, codec: Codec, json: &str) -> Result<(), Error> {
    let body = match codec {
        Codec::Json => json.as_bytes().to_vec(),
        Codec::Binary => codec.encode(&*message(json)).unwrap(),
    };
    raw_body(client, codec, &body).await
}

async fn raw_body(client: &Client, codec: Codec, body: &[u8]) -> Result<(), Error> {
    RawCall::of_method(client, &SIGN_IN, body).codec(codec).await.map(drop)
}

/// An empty response in the codec of the request.
fn empty(seen: &Seen) -> Answer {
    let is_binary = seen.header("content-type") == Some("application/proto")
        || seen.query("encoding") == Some("proto");
    let content_type = if is_binary { "application/proto" } else { "application/json" };
    let body = if is_binary { "" } else { "{}" };
    Answer::Send(response("200 OK", &[("content-type", content_type)], body))
}

#[tokio::test]
async fn a_sensitive_request_is_never_in_a_url() {
    let server = Server::start(|_, seen| empty(seen)).await;
    let client = builder().base_url(server.url()).use_get(true).build().unwrap();
    let packed = builder().base_url(server.url()).use_get(true).compress_requests(1);
    let packed = packed.build().unwrap();
    let last = || server.seen().pop().unwrap();
    for codec in Codec::ALL {
        for json in HARMLESS {
            for client in [&client, &packed] {
                typed(client, codec, json).await.unwrap();
                assert_eq!(last().method, "GET", "{json}");
                raw(client, codec, json).await.unwrap();
                assert_eq!(last().method, "GET", "{json}");
            }
        }
        for json in SENSITIVE {
            for client in [&client, &packed] {
                typed(client, codec, json).await.unwrap();
                assert_eq!((last().method.as_str(), last().query("message")), ("POST", None));
            }
            raw(&client, codec, json).await.unwrap();
            assert_eq!(last().target, "/api/test.v1.BookService/SignIn", "{json}");
        }
    }
    for (codec, body) in OF_UNKNOWN_TYPE {
        raw_body(&client, codec, body).await.unwrap();
        assert_eq!((last().method.as_str(), last().body.as_slice()), ("POST", body));
        assert_eq!(last().target, "/api/test.v1.BookService/SignIn");
    }
}

/// Two servers, of which the first one redirects to the second one.
async fn servers() -> (Server, Server) {
    let other = Server::start(|_, seen| empty(seen)).await;
    let away = other.other_origin();
    let first = Server::start(move |_, _| {
        Answer::Send(response("308 Elsewhere", &[("location", &away)], ""))
    });
    (first.await, other)
}

#[tokio::test]
async fn a_sensitive_request_is_not_redirected_to_another_origin() {
    let (server, other) = servers().await;
    let client = builder().base_url(server.url()).build().unwrap();
    let packed = builder().base_url(server.url()).compress_requests(1).build().unwrap();
    for (codec, json) in in_both_codecs(&HARMLESS) {
        typed(&client, codec, json).await.unwrap();
        raw(&packed, codec, json).await.unwrap();
    }
    assert_eq!(other.seen().len(), 4 * HARMLESS.len());

    let refused = |error: Error, reason: &str| {
        let text = error.to_string();
        assert!(text.contains(": HTTP 308 "), "{text}");
        let to = format!("redirects to {}, which does not get the request", other.other_origin());
        assert!(text.contains(&format!("{to}, because {reason}")), "{text}");
        assert!(error.hint().unwrap().contains("`trust_redirects_to`"), "{text}");
        assert!(!format!("{error:#?}").contains("hunter2"), "{error:#?}");
        assert_eq!((error.code(), error.attempts()), (Code::Unknown, Some(1)));
        assert!(!error.nothing_sent());
    };
    for (codec, json) in in_both_codecs(&SENSITIVE) {
        let reason = "its field `password` is sensitive";
        refused(typed(&client, codec, json).await.unwrap_err(), reason);
        refused(raw(&packed, codec, json).await.unwrap_err(), reason);
    }
    let reason = "it may hold sensitive fields that the schema lacks";
    for (codec, body) in OF_UNKNOWN_TYPE {
        refused(raw_body(&client, codec, body).await.unwrap_err(), reason);
    }
    // Without a descriptor, nothing is known about the request.
    let unknown = RawCall::over(&client, "test.v1.BookService/SignOut", "{}");
    refused(unknown.await.unwrap_err(), reason);
    assert_eq!(other.seen().len(), 4 * HARMLESS.len());
}

fn in_both_codecs<'a>(documents: &'a [&'a str]) -> impl Iterator<Item = (Codec, &'a str)> {
    Codec::ALL.into_iter().flat_map(|codec| documents.iter().map(move |json| (codec, *json)))
}

#[tokio::test]
async fn a_trusted_host_gets_sensitive_requests() {
    let (server, other) = servers().await;
    let host = other.other_origin().replace("http://", "").replace("/api", "");
    let client = builder().base_url(server.url()).trust_redirects_to(host).build().unwrap();
    let sensitive = SENSITIVE.map(|json| (Codec::Json, json.as_bytes()));
    for (codec, body) in sensitive.into_iter().chain(OF_UNKNOWN_TYPE) {
        raw_body(&client, codec, body).await.unwrap();
        assert_eq!(other.seen().pop().unwrap().body, body);
    }
}
