//! Interceptors around calls and around handlers.

use std::sync::{Arc, Mutex};

use gitpod_runtime::rpc::{
    AnyRequest, AnyResponse, BoxFuture, Channel, Code, Error, Intercepted, Interceptor, Next,
    RawCall, Request, Response, Router, Side,
};

use crate::support::{
    BookService, BookServiceClient, BookServiceServer, Client, GetBookRequest, GetBookResponse,
    METHODS, Recorder, block_on,
};
use crate::{Shelf, book, router};

/// Records when a call enters and leaves it.
#[derive(Clone)]
struct Log {
    name: &'static str,
    lines: Arc<Mutex<Vec<String>>>,
}

impl Log {
    fn named(&self, name: &'static str) -> Self {
        Self { name, lines: Arc::clone(&self.lines) }
    }

    fn new() -> Self {
        Self { name: "", lines: Arc::default() }
    }

    fn take(&self) -> String {
        std::mem::take(&mut *self.lines.lock().unwrap()).join(" ")
    }
}

impl Interceptor for Log {
    fn intercept<'a>(
        &'a self,
        request: AnyRequest<'a>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<AnyResponse, Error>> {
        Box::pin(async move {
            self.lines.lock().unwrap().push(format!(">{}", self.name));
            let outcome = next.run(request).await;
            self.lines.lock().unwrap().push(format!("<{}", self.name));
            outcome
        })
    }
}

#[test]
fn the_first_added_is_outermost_on_both_sides() {
    let log = Log::new();
    let service = Intercepted::new(BookServiceServer(Shelf))
        .intercept(log.named("s1"))
        .intercept(log.named("s2"));
    let router = Router::new().intercept(log.named("r1")).add(service).intercept(log.named("r2"));
    let channel = Channel::new(router).intercept(log.named("c1")).intercept(log.named("c2"));
    block_on(Client::new(channel).get_book(book("Emma")).into_future()).unwrap();
    assert_eq!(log.take(), ">c1 >c2 >r1 >r2 >s1 >s2 <s2 <s1 <r2 <r1 <c2 <c1");
}

/// A function as an interceptor.
struct With<F>(F);

impl<F> Interceptor for With<F>
where
    F: Fn(&mut AnyRequest<'_>) -> Option<Result<AnyResponse, Error>> + Send + Sync + 'static,
{
    fn intercept<'a>(
        &'a self,
        mut request: AnyRequest<'a>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<AnyResponse, Error>> {
        match (self.0)(&mut request) {
            Some(outcome) => Box::pin(std::future::ready(outcome)),
            None => next.run(request),
        }
    }
}

#[test]
fn unchanged_values_pass_through() {
    let nothing = || With(|_: &mut AnyRequest<'_>| None);
    let channel = Channel::new(router(Shelf).intercept(nothing())).intercept(nothing());
    let client = Client::new(channel);
    let call = client.get_book(book("Emma")).header("X-Trace", "7");
    let response = block_on(call.timeout(std::time::Duration::from_secs(2)).send()).unwrap();
    assert_eq!(response.headers.get("x-trace"), Some("7"));
    assert_eq!(response.trailers.get("x-took"), Some("3ms"));
    assert_eq!(response.message.author, "Some(2s)");
    let error = block_on(client.get_book(book("missing")).into_future()).unwrap_err();
    assert_eq!((error.code(), error.details().len()), (Code::NotFound, 1));
}

#[test]
fn a_client_sees_the_typed_request_and_the_bytes_that_are_sent() {
    let recorder = Recorder::answering(r#"{"title":"Emma"}"#);
    let sign = With(|request: &mut AnyRequest<'_>| {
        assert_eq!(request.side(), Side::Client);
        assert_eq!(request.method().unwrap().name(), "GetBook");
        assert_eq!(request.message_as::<GetBookRequest>(), Some(&book("Emma")));
        assert!(request.message_as::<GetBookResponse>().is_none());
        let signature = request.body().unwrap().len().to_string();
        request.metadata.insert("x-signature", signature).unwrap();
        None
    });
    let channel = Channel::new(recorder.clone()).intercept(sign);
    let client = Client::new(channel);
    block_on(client.get_book(book("Emma")).into_future()).unwrap();
    let sent = recorder.sent();
    assert_eq!(sent[0].metadata.get("x-signature").unwrap(), sent[0].body.len().to_string());
}

#[test]
fn a_raw_call_has_json_and_no_message() {
    let recorder = Recorder::answering(" 7");
    let look = With(|request: &mut AnyRequest<'_>| {
        assert!(request.message().is_none());
        assert_eq!(request.path(), "/a.B/C");
        assert_eq!(request.body().unwrap(), b" [1]");
        None
    });
    let channel = Channel::new(recorder).intercept(look);
    assert_eq!(block_on(channel.raw("a.B/C", " [1]").into_future()).unwrap().body, b" 7");
}

#[test]
fn an_interceptor_can_answer_the_call_itself() {
    let answer = |author: &'static str| {
        With(move |request: &mut AnyRequest<'_>| {
            let title = request.message_as::<GetBookRequest>()?.title.clone();
            let message = GetBookResponse { title, author: author.into() };
            Some(Ok(AnyResponse::new(Box::new(message))))
        })
    };
    let on_client = Client::new(Channel::new(Router::new()).intercept(answer("client")));
    let on_server = Client::new(router(Shelf).intercept(answer("server")));
    for (client, author) in [(&on_client, "client"), (&on_server, "server")] {
        let response = block_on(client.get_book(book("Emma")).into_future()).unwrap();
        assert_eq!((&*response.title, &*response.author), ("Emma", author));
        let raw = block_on(client.get_book(book("Emma")).raw()).unwrap();
        assert_eq!(raw.body, format!(r#"{{"title":"Emma","author":"{author}"}}"#).into_bytes());
    }
    let json =
        With(|_: &mut AnyRequest<'_>| Some(Ok(AnyResponse::json(br#"{"title":"J"}"#.into()))));
    let client = Client::new(Channel::new(Router::new()).intercept(json));
    assert_eq!(block_on(client.get_book(book("Emma")).into_future()).unwrap().title, "J");
}

#[test]
fn a_message_of_another_type_is_internal() {
    let wrong = With(|_: &mut AnyRequest<'_>| {
        Some(Ok(AnyResponse::new(Box::new(GetBookRequest::default()))))
    });
    let client = Client::new(Channel::new(Router::new()).intercept(wrong));
    let error = block_on(client.get_book(book("Emma")).into_future()).unwrap_err();
    assert_eq!(error.code(), Code::Internal);
    assert!(error.message().contains("test.v1.GetBookRequest"), "{error}");
}

#[test]
fn an_undecodable_response_is_an_error_inside_of_interceptors() {
    let seen = Arc::new(Mutex::new(None));
    struct Watch(Arc<Mutex<Option<Error>>>);
    impl Interceptor for Watch {
        fn intercept<'a>(
            &'a self,
            request: AnyRequest<'a>,
            next: Next<'a>,
        ) -> BoxFuture<'a, Result<AnyResponse, Error>> {
            Box::pin(async move {
                next.run(request).await.inspect_err(|error| {
                    *self.0.lock().unwrap() = Some(error.clone());
                })
            })
        }
    }
    let channel = Channel::new(Recorder::answering("<html>")).intercept(Watch(Arc::clone(&seen)));
    block_on(Client::new(channel).get_book(book("Emma")).into_future()).unwrap_err();
    assert_eq!(seen.lock().unwrap().as_ref().unwrap().code(), Code::Internal);
}

#[test]
fn a_server_interceptor_passes_values_to_handlers_and_rejects_requests() {
    #[derive(Debug, PartialEq)]
    struct User(String);

    struct Greeting;
    impl BookService for Greeting {
        async fn get_book(
            &self,
            request: Request<GetBookRequest>,
        ) -> Result<Response<GetBookResponse>, Error> {
            let user = request.context().extension::<User>().map(|user| user.0.clone());
            let title = request.message.title;
            Ok(GetBookResponse { title, author: user.unwrap_or_default() }.into())
        }
    }
    let authorize = With(|request: &mut AnyRequest<'_>| {
        assert_eq!((request.side(), request.peer()), (Side::Server, None));
        assert_eq!(request.message_as::<GetBookRequest>(), Some(&book("Emma")));
        match request.metadata.get("authorization") {
            Some(token) => {
                let user = User(token.trim_start_matches("Bearer ").to_owned());
                request.extensions.insert(user);
                None
            }
            None => Some(Err(Error::unauthenticated("who?"))),
        }
    });
    let client = Client::new(router(Greeting).intercept(authorize));
    let call = client.get_book(book("Emma")).header("authorization", "Bearer ada");
    assert_eq!(block_on(call.into_future()).unwrap().author, "ada");
    let error = block_on(client.get_book(book("Emma")).into_future()).unwrap_err();
    assert_eq!(error.to_string(), "test.v1.BookService/GetBook: unauthenticated: who?");
}

#[test]
fn a_panic_of_an_interceptor_around_a_handler_is_internal() {
    let broken = With(|_: &mut AnyRequest<'_>| panic!("a bug"));
    let client = Client::new(router(Shelf).intercept(broken));
    let error = block_on(client.get_book(book("Emma")).into_future()).unwrap_err();
    assert_eq!(error.message(), "the handler panicked");
}

#[test]
fn debug_redacts_secrets_and_credentials() {
    let texts = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&texts);
    let show = With(move |request: &mut AnyRequest<'_>| {
        request.metadata.insert("authorization", "Bearer hidden").unwrap();
        seen.lock().unwrap().push(format!("{request:?}"));
        None
    });
    let channel = Channel::new(Recorder::answering("{}")).intercept(show);
    block_on(Client::new(channel.clone()).get_book(book("Emma")).into_future()).unwrap();
    block_on(RawCall::of_method(&channel, &METHODS[0], "{\"title\":\"secret\"}").into_future())
        .unwrap();
    let texts = texts.lock().unwrap();
    assert!(texts[0].contains("Emma"), "{}", texts[0]);
    assert!(texts.iter().all(|text| !text.contains("hidden") && !text.contains("secret")));
}
