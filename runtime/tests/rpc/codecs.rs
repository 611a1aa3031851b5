//! Calls in both codecs, in the process: routers, fakes, interceptors and raw calls.

use std::sync::{Arc, Mutex};

use gitpod_runtime::MessageExt;
use gitpod_runtime::codec::Codec;
use gitpod_runtime::rpc::{
    AnyRequest, AnyResponse, BoxFuture, Call, Channel, Code, EncodedResponse, Error, Fake,
    Interceptor, Next, RawCall,
};

use crate::support::{
    BookServiceClient, Client, GetBookRequest, GetBookResponse, ListBooksRequest,
    ListBooksResponse, METHODS, Recorder, block_on,
};
use crate::{Shelf, book, router};

/// `GetBookRequest { title: "Emma" }`.
const EMMA: &[u8] = b"\x0a\x04Emma";

/// The codec and the body of a request.
type Seen = (Codec, Vec<u8>);

/// Records what is sent, and sets the codec of requests.
#[derive(Clone, Default)]
struct Watch {
    seen: Arc<Mutex<Vec<Seen>>>,
    set: Option<Codec>,
}

impl Interceptor for Watch {
    fn intercept<'a>(
        &'a self,
        mut request: AnyRequest<'a>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<AnyResponse, Error>> {
        Box::pin(async move {
            if let Some(codec) = self.set {
                request.set_codec(codec);
            }
            let body = request.body()?.to_vec();
            self.seen.lock().unwrap().push((request.codec(), body));
            next.run(request).await
        })
    }
}

impl Watch {
    fn last(&self) -> Seen {
        self.seen.lock().unwrap().last().cloned().unwrap()
    }
}

#[test]
fn a_router_answers_in_the_codec_of_the_request() {
    let (near, far) = (Watch::default(), Watch::default());
    for codec in Codec::ALL {
        let channel = Channel::new(router(Shelf).intercept(far.clone()));
        let client = Client::new(channel.intercept(near.clone()).codec(codec));
        let found = block_on(client.get_book(book("Emma")).send()).unwrap();
        assert_eq!(found.message.title, "Emma");
        let body = codec.encode(&book("Emma")).unwrap();
        assert_eq!(near.last(), (codec, body.clone()));
        assert_eq!(far.last(), (codec, body));

        let EncodedResponse { codec: found, body, .. } =
            block_on(client.get_book(book("Emma")).raw()).unwrap();
        let expected = GetBookResponse { title: "Emma".into(), author: "None".into() };
        assert_eq!((found, body), (codec, codec.encode(&expected).unwrap()));
    }
}

#[test]
fn pages_are_fetched_in_the_codec_of_their_calls() {
    let fake = Fake::new().on(&METHODS[1], |request: ListBooksRequest| {
        let token = request.pagination.unwrap_or_default().token;
        let next = if token.is_empty() { "next" } else { "" };
        Ok(ListBooksResponse { titles: vec![token], next: next.into() })
    });
    let client = Client::new(Channel::new(fake.clone()).codec(Codec::Binary));
    let mut titles = client.list_books_pages(ListBooksRequest::default()).items();
    assert_eq!(block_on(titles.next()).unwrap().unwrap(), "");
    assert_eq!(block_on(titles.next()).unwrap().unwrap(), "next");
    assert!(block_on(titles.next()).is_none());
    assert!(fake.calls().iter().all(|call| call.codec == Codec::Binary));
}

#[test]
fn a_fake_records_requests_of_both_codecs() {
    let fake = Fake::new().on(&METHODS[0], |request: GetBookRequest| {
        Ok(GetBookResponse { title: request.title, ..GetBookResponse::default() })
    });
    let client = Client::new(fake.clone());
    for codec in Codec::ALL {
        let found = block_on(client.get_book(book("Emma")).codec(codec).into_future());
        assert_eq!(found.unwrap().title, "Emma");
    }
    let calls = fake.calls();
    assert_eq!(
        (calls[0].codec, calls[0].body.as_slice()),
        (Codec::Json, &br#"{"title":"Emma"}"#[..])
    );
    assert_eq!((calls[1].codec, calls[1].body.as_slice()), (Codec::Binary, EMMA));
    let requests: Vec<GetBookRequest> = fake.requests(&METHODS[0]).unwrap();
    assert_eq!(requests, [book("Emma"), book("Emma")]);
}

#[test]
fn a_call_of_a_function_is_encoded_in_its_codec() {
    let found = GetBookResponse { title: "Emma".into(), ..GetBookResponse::default() };
    for codec in Codec::ALL {
        let call = Call::ready(Ok(found.clone())).codec(codec);
        let response = block_on(call.raw()).unwrap();
        assert_eq!((response.codec, response.body), (codec, codec.encode(&found).unwrap()));
    }
}

#[test]
fn an_interceptor_sets_the_codec_of_a_message_but_not_of_a_body() {
    let watch = Watch { set: Some(Codec::Binary), ..Watch::default() };
    let channel = Channel::new(router(Shelf)).intercept(watch.clone());
    block_on(Client::new(channel.clone()).get_book(book("Emma")).into_future()).unwrap();
    assert_eq!(watch.last(), (Codec::Binary, EMMA.to_vec()));
    block_on(RawCall::of_method(&channel, &METHODS[0], "{}").into_future()).unwrap();
    assert_eq!(watch.last(), (Codec::Json, b"{}".to_vec()));
}

#[test]
fn raw_calls_are_json_unless_they_say_otherwise() {
    let channel = Channel::new(router(Shelf)).codec(Codec::Binary);
    let json = block_on(RawCall::of_method(&channel, &METHODS[0], "{}").into_future()).unwrap();
    assert_eq!((json.codec, json.body.as_slice()), (Codec::Json, &br#"{"author":"None"}"#[..]));
    let call = RawCall::of_method(&channel, &METHODS[0], EMMA).codec(Codec::Binary);
    let binary = block_on(call.into_future()).unwrap();
    assert_eq!(binary.codec, Codec::Binary);
    assert_eq!(GetBookResponse::from_binary(&binary.body).unwrap().title, "Emma");
}

#[test]
fn a_malformed_body_is_an_invalid_argument() {
    let channel = Channel::new(router(Shelf));
    let call = RawCall::of_method(&channel, &METHODS[0], &b"\x0a\x09Emma"[..]);
    let error = block_on(call.codec(Codec::Binary).into_future()).unwrap_err();
    assert_eq!(error.code(), Code::InvalidArgument);
    assert!(error.message().starts_with("test.v1.GetBookRequest: "), "{error}");
}

#[test]
fn a_response_is_decoded_in_its_own_codec() {
    let mut recorder = Recorder::answering("\x0a\x04Emma");
    recorder.reply.codec = Codec::Binary;
    let found = block_on(Client::new(recorder).get_book(book("")).into_future()).unwrap();
    assert_eq!(found.title, "Emma");
}
