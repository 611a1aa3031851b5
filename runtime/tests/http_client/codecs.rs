//! Calls in binary, and the choice of the codec.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gitpod_runtime::MessageExt;
use gitpod_runtime::codec::Codec;
use gitpod_runtime::rpc::{
    Code, DynamicCall, EncodedResponse, MessageType, MethodDescriptor, RawCall,
};

use crate::gzip::{gunzip, gzip};
use crate::messages::Everything;
use crate::server::{Answer, Server, emma, json, response};
use crate::support::{GetBookResponse, ListBooksResponse};
use crate::{Client, builder, get_book, list_books, without_backoff};

/// `GetBookRequest { title: "Emma" }`.
const EMMA: &[u8] = b"\x0a\x04Emma";
/// `GetBookResponse { title: "Emma", author: "Jane Austen" }`.
const BOOK: &[u8] = b"\x0a\x04Emma\x12\x0bJane Austen";

fn proto(status: &str, body: &[u8]) -> Vec<u8> {
    response(status, &[("content-type", "application/proto")], body)
}

fn binary(url: &str) -> Client {
    builder().base_url(url).codec(Codec::Binary).build().unwrap()
}

#[tokio::test]
async fn a_binary_call_is_a_post_of_binary() {
    let server = Server::answering(proto("200 OK", BOOK)).await;
    let book = get_book(&binary(&server.url()), "Emma").await.unwrap();
    assert_eq!((book.title.as_str(), book.author.as_str()), ("Emma", "Jane Austen"));
    let seen = &server.seen()[0];
    assert_eq!(seen.method, "POST");
    assert_eq!(seen.body, EMMA);
    assert_eq!(seen.header("content-type"), Some("application/proto"));
    assert_eq!(seen.header("connect-protocol-version"), Some("1"));
}

#[tokio::test]
async fn a_call_overrides_the_codec_of_its_client() {
    let server = Server::start(|_, seen| {
        Answer::Send(match seen.header("content-type") {
            Some("application/proto") => proto("200 OK", BOOK),
            _ => emma(),
        })
    })
    .await;
    for default in Codec::ALL {
        let client = builder().base_url(server.url()).codec(default).build().unwrap();
        get_book(&client, "Emma").await.unwrap();
        get_book(&client, "Emma").codec(Codec::Binary).await.unwrap();
        get_book(&client, "Emma").codec(Codec::Json).await.unwrap();
        let types: Vec<_> = server
            .seen()
            .iter()
            .map(|seen| seen.header("content-type").unwrap().to_owned())
            .collect();
        let types = &types[types.len() - 3..];
        let expected =
            if default == Codec::Json { "application/json" } else { "application/proto" };
        assert_eq!(types, [expected, "application/proto", "application/json"]);
    }
}

#[tokio::test]
async fn the_raw_response_of_a_call_is_in_its_codec() {
    let server = Server::answering(proto("200 OK", BOOK)).await;
    let client = binary(&server.url());
    let EncodedResponse { codec, body, .. } = get_book(&client, "Emma").raw().await.unwrap();
    assert_eq!((codec, body.as_slice()), (Codec::Binary, BOOK));
}

#[tokio::test]
async fn raw_calls_are_json_unless_they_say_otherwise() {
    let server = Server::start(|_, seen| {
        let content_type = seen.header("content-type").unwrap();
        Answer::Send(response("200 OK", &[("content-type", content_type)], &seen.body))
    })
    .await;
    let client = binary(&server.url());
    let path = "test.v2.ShelfService/Count";
    let response = RawCall::over(&client, path, "{}").await.unwrap();
    assert_eq!((response.codec, response.body.as_slice()), (Codec::Json, &b"{}"[..]));
    // Whatever the bytes are, they are sent.
    for body in [EMMA, b"", b"\xff\x00"] {
        let response = RawCall::over(&client, path, body).codec(Codec::Binary).await.unwrap();
        assert_eq!((response.codec, response.body.as_slice()), (Codec::Binary, body));
    }
}

#[tokio::test]
async fn binary_can_be_a_get() {
    let server = Server::answering(proto("200 OK", BOOK)).await;
    for min_size in [1_000, 1] {
        let client = builder().base_url(server.url()).use_get(true).codec(Codec::Binary);
        let client = client.compress_requests(min_size).build().unwrap();
        get_book(&client, "Emma").await.unwrap();
    }
    let seen = server.seen();
    for seen in &seen {
        assert_eq!((seen.method.as_str(), seen.query("encoding")), ("GET", Some("proto")));
        assert_eq!((seen.query("base64"), seen.header("content-type")), (Some("1"), None));
    }
    let message = |at: usize| URL_SAFE_NO_PAD.decode(seen[at].query("message").unwrap()).unwrap();
    assert_eq!(message(0), EMMA);
    assert_eq!(gunzip(&message(1)).as_bytes(), EMMA);
}

#[tokio::test]
async fn binary_is_compressed_in_both_directions() {
    let headers = [("content-type", "application/proto; x=y"), ("content-encoding", "gzip")];
    let server = Server::answering(response("200 OK", &headers, gzip(BOOK))).await;
    let client = builder().base_url(server.url()).codec(Codec::Binary).compress_requests(1);
    let book = get_book(&client.build().unwrap(), "Emma").await.unwrap();
    assert_eq!(book.author, "Jane Austen");
    assert_eq!(gunzip(&server.seen()[0].body).as_bytes(), EMMA);
}

#[tokio::test]
async fn retries_and_redirects_send_the_same_bytes() {
    let server = Server::start(|number, _| {
        Answer::Send(match number {
            0 => json("503 Busy", r#"{"code":"unavailable"}"#),
            1 => response("307 Moved", &[("location", "/elsewhere")], ""),
            _ => proto("200 OK", BOOK),
        })
    })
    .await;
    let client = builder().base_url(server.url()).codec(Codec::Binary).retry(without_backoff());
    get_book(&client.build().unwrap(), "Emma").await.unwrap();
    let seen = server.seen();
    assert_eq!(seen.len(), 3);
    for seen in seen {
        assert_eq!(seen.header("content-type"), Some("application/proto"));
        assert_eq!(seen.body, EMMA);
    }
}

#[tokio::test]
async fn errors_are_json_in_both_codecs() {
    let body = r#"{"code":"not_found","message":"no such book"}"#;
    let server = Server::answering(json("404 Not Found", body)).await;
    let error = get_book(&binary(&server.url()), "Emma").await.unwrap_err();
    assert_eq!((error.code(), error.message()), (Code::NotFound, "no such book"));
}

#[tokio::test]
async fn a_response_in_another_codec_is_an_error() {
    for (codec, content_type, message, hint) in [
        (
            Codec::Binary,
            "application/json",
            "with `application/json` instead of binary protobuf",
            "the server answers in another codec than that of the request: use `Codec::Json`",
        ),
        (
            Codec::Json,
            "application/proto",
            "with `application/proto` instead of JSON",
            "the server answers in another codec than that of the request: use `Codec::Binary`",
        ),
        (
            Codec::Binary,
            "text/html",
            "with `text/html` instead of binary protobuf",
            "API's base URL?",
        ),
        (Codec::Json, "text/html", "with `text/html` instead of JSON", "API's base URL?"),
    ] {
        let server = Server::answering(response("200 OK", &[("content-type", content_type)], "{}"));
        let server = server.await;
        let error = get_book(&binary(&server.url()), "Emma").codec(codec).await.unwrap_err();
        let code = if content_type == "text/html" { Code::Unknown } else { Code::Internal };
        assert_eq!((error.code(), error.body()), (code, Some("{}")));
        assert!(error.message().ends_with(message), "{error}");
        assert!(error.hint().unwrap().contains(hint), "{error}");
    }
}

#[tokio::test]
async fn a_server_without_binary_is_explained() {
    let body = r#"{"code":"unknown","message":"no"}"#;
    for reply in [response("415 No", &[], ""), json("415 No", body)] {
        let server = Server::answering(reply).await;
        let error = get_book(&binary(&server.url()), "Emma").await.unwrap_err();
        assert_eq!((error.code(), error.http_status()), (Code::Unknown, Some(415)));
        let hint = "does the server accept application/proto? If not, use `Codec::Json`";
        assert_eq!(error.hint(), Some(hint));
        assert_eq!(server.seen().len(), 1, "it is not retried");
    }
}

static GET_EVERYTHING: MethodDescriptor = MethodDescriptor::new(
    "test.v1.BookService",
    "GetEverything",
    "/test.v1.BookService/GetEverything",
    MessageType::of::<Everything>("test.v1.Everything"),
    MessageType::of::<Everything>("test.v1.Everything"),
);

#[tokio::test]
async fn an_enum_value_known_by_name_alone_is_not_sent() {
    let server = Server::answering(emma()).await;
    let client = binary(&server.url());
    let request = Everything::from_json(r#"{"color":"COLOR_NEW"}"#).unwrap();
    let call = DynamicCall::over(&client, &GET_EVERYTHING, Box::new(request));
    let error = call.await.unwrap_err();
    assert_eq!(error.code(), Code::InvalidArgument);
    let expected = "test.v1.Everything: color: the binary encoding needs the number";
    assert!(error.message().starts_with(expected), "{error}");
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn a_malformed_response_is_internal() {
    for body in [&b"\x0a\x09Emma"[..], b"\x00\x00", b"\x0a\x02\xff\xff"] {
        let server = Server::answering(proto("200 OK", body)).await;
        let error = get_book(&binary(&server.url()), "Emma").await.unwrap_err();
        assert_eq!((error.code(), error.http_status()), (Code::Internal, Some(200)));
        assert!(error.message().starts_with("test.v1.GetBookResponse: "), "{error}");
    }
}

#[tokio::test]
async fn the_limit_on_memory_holds_for_binary() {
    // Each title takes two bytes on the wire, and the size of a string in memory.
    let titles = ListBooksResponse { titles: vec![String::new(); 1000], next: String::new() };
    let server = Server::answering(proto("200 OK", &titles.to_binary().unwrap())).await;
    let client = builder().base_url(server.url()).codec(Codec::Binary);
    let error = list_books(&client.max_response_memory(20_000).build().unwrap()).await.unwrap_err();
    assert_eq!(error.code(), Code::ResourceExhausted);
    assert!(error.hint().is_none() && error.message().contains("`max_response_memory`"), "{error}");
}

#[test]
fn a_book_has_one_binary_form() {
    let book = GetBookResponse { title: "Emma".into(), author: "Jane Austen".into() };
    assert_eq!(book.to_binary().unwrap(), BOOK);
}
