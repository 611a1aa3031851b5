//! Both codecs over every protocol: messages, errors, and what the server does with a message.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use gitpod_runtime::codec::{Codec, ReadOptions};
use gitpod_runtime::rpc::{
    AnyRequest, AnyResponse, BoxFuture, EncodedRequest, EncodedResponse, Error, ErrorDetail,
    HandlerOptions, Interceptor, Next, Service, ServiceDescriptor,
};
use gitpod_runtime::{Message, Router};

use crate::books::{GetBookRequest, GetBookResponse, ListBooksRequest, ListBooksResponse, SERVICE};
use crate::support::{
    GET_BOOK, HttpResponse, LIST_BOOKS, Server, book, echo, frame, router, with_type,
};

/// A content type of the protocols, and that of its responses.
struct Served {
    request: &'static str,
    response: &'static str,
    codec: Codec,
}

const SERVED: [Served; 8] = [
    served("application/json", "application/json", Codec::Json),
    served("application/proto", "application/proto", Codec::Binary),
    served("application/grpc", "application/grpc+proto", Codec::Binary),
    served("application/grpc+proto", "application/grpc+proto", Codec::Binary),
    served("application/grpc+json", "application/grpc+json", Codec::Json),
    served("application/grpc-web", "application/grpc-web+proto", Codec::Binary),
    served("application/grpc-web+proto", "application/grpc-web+proto", Codec::Binary),
    served("application/grpc-web+json", "application/grpc-web+json", Codec::Json),
];

const fn served(request: &'static str, response: &'static str, codec: Codec) -> Served {
    Served { request, response, codec }
}

impl Served {
    fn is_connect(&self) -> bool {
        !self.request.contains("grpc")
    }

    fn is_grpc(&self) -> bool {
        !self.is_connect() && !self.request.contains("web")
    }

    /// Sends a message over HTTP/2.
    async fn send(&self, server: &Server, path: &str, message: &dyn Message) -> HttpResponse {
        let message = self.codec.encode(message).unwrap();
        let body = if self.is_connect() { message } else { frame(message) };
        server.send2(with_type(self.request, path, body)).await
    }

    /// The message of a response, after its status was checked.
    #[track_caller]
    fn read<M: Message + Default>(&self, response: &HttpResponse) -> M {
        assert_eq!(response.header("content-type"), Some(self.response), "{}", self.request);
        let trailers = self.trailers(response);
        let message = if self.is_connect() {
            assert_eq!(response.status, 200, "{:?}", response.body);
            &response.body[..]
        } else {
            assert!(trailers.contains("grpc-status: 0\r\n"), "{}: {trailers}", self.request);
            let length = response.body[1..5].try_into().map(u32::from_be_bytes).unwrap();
            &response.body[5..5 + usize::try_from(length).unwrap()]
        };
        ReadOptions::new().decode(self.codec, message).unwrap()
    }

    /// The trailers of gRPC as those of gRPC-Web.
    fn trailers(&self, response: &HttpResponse) -> String {
        if !self.is_grpc() {
            return String::from_utf8_lossy(&response.body).into_owned();
        }
        let line = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
            format!("{name}: {}\r\n", value.to_str().unwrap())
        };
        response.trailers.iter().map(line).collect()
    }

    /// Asserts an error with a number in gRPC and a name in Connect.
    #[track_caller]
    fn assert_error(&self, response: &HttpResponse, code: (u16, &str, u8), word: &str) {
        let (status, name, number) = code;
        if self.is_connect() {
            response.assert_error(status, name, &[word]);
        } else {
            let trailers = self.trailers(response);
            let expected = format!("grpc-status: {number}\r\n");
            assert!(trailers.contains(&expected), "{}: {trailers}", self.request);
            assert!(trailers.contains(word), "{}: {trailers}", self.request);
        }
    }
}

fn emma() -> GetBookRequest {
    GetBookRequest { title: "Emma – Пусто".into() }
}

#[tokio::test]
async fn every_content_type_is_answered_in_its_codec() {
    let server = Server::start(echo()).await;
    for served in SERVED {
        let response = served.send(&server, GET_BOOK, &emma()).await;
        let book: GetBookResponse = served.read(&response);
        assert_eq!(book.title, emma().title, "{}", served.request);
        // An empty message has no bytes in binary.
        let response = served.send(&server, GET_BOOK, &GetBookRequest::default()).await;
        assert_eq!(served.read::<GetBookResponse>(&response), GetBookResponse::default());
    }
}

#[tokio::test]
async fn all_but_grpc_are_answered_over_http1() {
    let server = Server::start(echo()).await;
    for served in SERVED.into_iter().filter(|served| !served.is_grpc()) {
        let message = served.codec.encode(&emma()).unwrap();
        let body = if served.is_connect() { message } else { frame(message) };
        let response = server.send(with_type(served.request, GET_BOOK, body)).await;
        assert_eq!(served.read::<GetBookResponse>(&response).title, emma().title);
    }
}

#[tokio::test]
async fn accept_post_lists_what_is_answered() {
    let server = Server::start(echo()).await;
    let response = server.send(with_type("text/plain", GET_BOOK, "")).await;
    let mut listed: Vec<&str> = response.header("accept-post").unwrap().split(", ").collect();
    let mut answered = SERVED.map(|served| served.request);
    listed.sort_unstable();
    answered.sort_unstable();
    assert_eq!(listed, answered);
}

/// A field of a message: a number below 16 with bytes.
fn field(number: u8, content: &[u8]) -> Vec<u8> {
    [&[number << 3 | 2, u8::try_from(content.len()).unwrap()][..], content].concat()
}

#[tokio::test]
async fn errors_have_their_details_in_both_codecs() {
    let service = router(|_| async {
        let detail = ErrorDetail::new("test.v1.Hint", [1, 2, 250]);
        Err(Error::not_found("100% – Пусто").with_detail(detail))
    });
    let server = Server::start(service.into_http()).await;
    let any = [field(1, b"type.googleapis.com/test.v1.Hint"), field(2, &[1, 2, 250])].concat();
    let status = [&[8, 5][..], &field(2, "100% – Пусто".as_bytes()), &field(3, &any)].concat();
    let status = format!("grpc-status-details-bin: {}\r\n", STANDARD_NO_PAD.encode(status));
    let message = "grpc-message: 100%25 %E2%80%93 %D0%9F%D1%83%D1%81%D1%82%D0%BE\r\n";
    for served in SERVED {
        let response = served.send(&server, GET_BOOK, &emma()).await;
        if served.is_connect() {
            // The errors of Connect are JSON in both codecs.
            response.assert_error(404, "not_found", &["100% – Пусто"]);
            let detail = serde_json::json!({"type": "test.v1.Hint", "value": "AQL6"});
            assert_eq!(response.json()["details"][0], detail);
            continue;
        }
        let trailers = served.trailers(&response);
        for line in ["grpc-status: 5\r\n", message, &status] {
            assert!(trailers.contains(line), "{}: {trailers}", served.request);
        }
        assert_eq!(response.header("content-type"), Some(served.response));
    }
}

#[tokio::test]
async fn undecodable_messages_are_invalid_argument_in_both_codecs() {
    let server = Server::start(echo()).await;
    let broken: [(Codec, &[u8], &str); 6] = [
        (Codec::Json, b"\x0a\x04Emma", "GetBookRequest"),
        (Codec::Binary, b"{\"title\":\"Emma\"}", "GetBookRequest"),
        (Codec::Binary, b"\x0a\x05Emma", "title"),
        (Codec::Binary, b"\x0a\x01\xff", "UTF-8"),
        (Codec::Binary, b"\x02\x00", "GetBookRequest"),
        (Codec::Binary, b"\x0a", "GetBookRequest"),
    ];
    for served in SERVED {
        for (codec, body, word) in broken {
            if codec != served.codec {
                continue;
            }
            let body = if served.is_connect() { body.to_vec() } else { frame(body) };
            let response = server.send2(with_type(served.request, GET_BOOK, body)).await;
            served.assert_error(&response, (400, "invalid_argument", 3), word);
        }
    }
}

#[tokio::test]
async fn the_query_string_selects_the_page_in_both_codecs() {
    let server = Server::start(echo()).await;
    let path = format!("{LIST_BOOKS}?token=t&pageSize=3");
    for served in SERVED {
        let response = served.send(&server, &path, &ListBooksRequest::at("body")).await;
        let page: ListBooksResponse = served.read(&response);
        assert_eq!((&*page.next, &*page.titles), ("t", &["3".to_owned()][..]));
    }
}

#[tokio::test]
async fn the_memory_limit_holds_in_both_codecs() {
    let server = Server::start(echo().memory_limit(1000)).await;
    let large = GetBookRequest { title: "x".repeat(1001) };
    for served in SERVED {
        let response = served.send(&server, GET_BOOK, &large).await;
        let text = "expected a message of at most 1000 bytes in memory";
        served.assert_error(&response, (429, "resource_exhausted", 8), text);
    }
}

/// Answers in JSON for one title, and checks the messages of the others.
struct Cache;

impl Interceptor for Cache {
    fn intercept<'a>(
        &'a self,
        request: AnyRequest<'a>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<AnyResponse, Error>> {
        let title = request.message_as::<GetBookRequest>().expect("a GetBook").title.clone();
        Box::pin(async move {
            if title == "cached" {
                return Ok(AnyResponse::json(br#"{"title":"from the cache"}"#.to_vec()));
            }
            let response = next.run(request).await?;
            assert_eq!(response.message_as::<GetBookResponse>().expect("a book").title, title);
            Ok(response)
        })
    }
}

#[tokio::test]
async fn interceptors_see_and_answer_calls_in_both_codecs() {
    let service = router(|request| async move { Ok(book(request.message.title)) });
    let server = Server::start(service.intercept(Cache).into_http()).await;
    for served in SERVED {
        let response = served.send(&server, GET_BOOK, &emma()).await;
        assert_eq!(served.read::<GetBookResponse>(&response).title, emma().title);
        let cached = GetBookRequest { title: "cached".into() };
        let response = served.send(&server, GET_BOOK, &cached).await;
        assert_eq!(served.read::<GetBookResponse>(&response).title, "from the cache");
    }
}

/// A service that always answers in JSON.
struct JsonOnly;

impl Service for JsonOnly {
    fn descriptor(&self) -> &'static ServiceDescriptor {
        &SERVICE
    }

    fn call<'a>(
        &'a self,
        _: usize,
        _: EncodedRequest,
        _: &'a HandlerOptions,
    ) -> BoxFuture<'a, Result<EncodedResponse, Error>> {
        Box::pin(std::future::ready(Ok(EncodedResponse::new(b"{}".to_vec()))))
    }
}

#[tokio::test]
async fn an_answer_in_another_codec_is_internal() {
    let server = Server::start(Router::new().add(JsonOnly).into_http()).await;
    for served in SERVED {
        let response = served.send(&server, GET_BOOK, &emma()).await;
        match served.codec {
            Codec::Json => assert_eq!(served.read::<GetBookResponse>(&response).title, ""),
            Codec::Binary => {
                let text = "the service answered in json, not in proto";
                served.assert_error(&response, (500, "internal", 13), text);
            }
        }
    }
}
