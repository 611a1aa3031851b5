//! Fakes: client traits implemented by hand, and transports of closures.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use gitpod_runtime::rpc::{
    BoxFuture, Call, CallOptions, Code, Error, Fake, Paged, Request, Response,
};

use crate::book;
use crate::support::{
    BookServiceClient, Client, GetBookRequest, GetBookResponse, ListBooksRequest,
    ListBooksResponse, METHODS, block_on, yield_once,
};

struct ByHand {
    calls: AtomicUsize,
}

impl BookServiceClient for ByHand {
    fn get_book(&self, request: GetBookRequest) -> Call<'_, GetBookResponse> {
        match request.title.as_str() {
            "ready" => {
                Call::ready(Ok(GetBookResponse { title: request.title, ..Default::default() }))
            }
            "refused" => Call::ready(Err(Error::permission_denied("not yours"))),
            "slow" => Call::from_future(async {
                yield_once().await;
                self.calls.fetch_add(1, Ordering::Relaxed);
                Ok(GetBookResponse::default())
            }),
            _ => Call::new(&METHODS[0], |options: CallOptions| -> BoxFuture<'_, _> {
                Box::pin(async move {
                    let author = options.metadata.get("x-author").unwrap_or_default();
                    let author = author.to_owned();
                    let title = request.title;
                    Response::new(GetBookResponse { title, author })
                        .with_trailer("x-fake", "yes")
                        .map_err(Error::from)
                })
            }),
        }
    }
}

fn fake() -> Arc<dyn BookServiceClient> {
    Arc::new(ByHand { calls: AtomicUsize::new(0) })
}

#[test]
fn a_client_trait_is_dyn_compatible() {
    let client = fake();
    block_on(async {
        assert_eq!(client.get_book(book("ready")).await.unwrap().title, "ready");
        let error = client.get_book(book("refused")).await.unwrap_err();
        assert_eq!(error.to_string(), "permission_denied: not yours");
    });
}

#[test]
fn a_future_runs_when_the_call_is_awaited() {
    let fake = ByHand { calls: AtomicUsize::new(0) };
    drop(fake.get_book(book("slow")));
    assert_eq!(fake.calls.load(Ordering::Relaxed), 0);
    block_on(fake.get_book(book("slow")).into_future()).unwrap();
    assert_eq!(fake.calls.load(Ordering::Relaxed), 1);
}

#[test]
fn a_function_sees_the_options() {
    let call_client = fake();
    let call = call_client.get_book(book("Emma")).header("x-author", "Austen");
    let response = block_on(call.send()).unwrap();
    assert_eq!(response.trailers.get("x-fake"), Some("yes"));
    assert_eq!(response.message.author, "Austen");
}

#[test]
fn omitted_methods_of_a_fake_are_unimplemented() {
    let client = fake();
    let error = block_on(client.list_books(ListBooksRequest::default()).send()).unwrap_err();
    assert_eq!(error.code(), Code::Unimplemented);
    assert_eq!(
        error.to_string(),
        "test.v1.BookService/ListBooks: unimplemented: ListBooks is not implemented"
    );
}

#[test]
fn a_closure_handles_only_its_method() {
    let fake =
        Fake::new().on(&METHODS[0], |request: GetBookRequest| match request.title.as_str() {
            "lost" => Err(Error::not_found("no such book")),
            _ => Ok(GetBookResponse { title: request.title, author: "Austen".into() }),
        });
    let client: Arc<dyn BookServiceClient> = Arc::new(Client::new(fake.clone()));
    assert_eq!(block_on(client.get_book(book("Emma")).into_future()).unwrap().author, "Austen");
    let error = block_on(client.get_book(book("lost")).into_future()).unwrap_err();
    assert_eq!(error.to_string(), "test.v1.BookService/GetBook: not_found: no such book");
    let list = client.list_books(ListBooksRequest::at("t"));
    let error = block_on(list.into_future()).unwrap_err();
    assert_eq!(error.code(), Code::Unimplemented);
    assert_eq!(
        error.to_string(),
        "test.v1.BookService/ListBooks: unimplemented: \
         the fake has no closure for test.v1.BookService/ListBooks"
    );

    let paths: Vec<_> = fake.calls().iter().map(|call| call.path().to_owned()).collect();
    assert_eq!(paths, [METHODS[0].path(), METHODS[0].path(), METHODS[1].path()]);
    let requests: Vec<GetBookRequest> = fake.requests(&METHODS[0]).unwrap();
    assert_eq!(requests, [book("Emma"), book("lost")]);
    let requests: Vec<ListBooksRequest> = fake.requests(&METHODS[1]).unwrap();
    assert_eq!(requests[0].page_token(), "t");
}

#[test]
fn a_closure_pages_waits_and_sends_trailers() {
    let fake = Fake::new()
        .on(&METHODS[1], |request: ListBooksRequest| {
            let token = request.page_token();
            let next = if token.is_empty() { "2" } else { "" };
            Ok(ListBooksResponse { titles: vec![token.into()], next: next.into() })
        })
        .on_request(&METHODS[0], |request: Request<GetBookRequest>| async move {
            yield_once().await;
            let author = request.metadata().get("x-author").unwrap_or_default().to_owned();
            let response = GetBookResponse { author, ..Default::default() };
            Ok(Response::new(response).with_trailer("x-fake", "yes")?)
        });
    let client = Client::new(fake);
    block_on(async {
        let mut titles = client.list_books_pages(ListBooksRequest::default()).items();
        assert_eq!(titles.next().await.unwrap().unwrap(), "");
        assert_eq!(titles.next().await.unwrap().unwrap(), "2");
        assert!(titles.next().await.is_none());
        let response =
            client.get_book(book("Emma")).header("x-author", "Austen").send().await.unwrap();
        assert_eq!(response.message.author, "Austen");
        assert_eq!(response.trailers.get("x-fake"), Some("yes"));
    });
}

#[test]
fn the_last_closure_counts_and_a_panic_is_an_error() {
    let fake = Fake::new()
        .on(&METHODS[0], |_: GetBookRequest| Ok(GetBookResponse::default()))
        .on(&METHODS[0], |_: GetBookRequest| -> Result<GetBookResponse, Error> {
            panic!("an assertion of a test")
        });
    let client = Client::new(fake);
    let error = block_on(client.get_book(book("Emma")).into_future()).unwrap_err();
    assert_eq!(error.code(), Code::Internal);
}

#[test]
fn a_closure_with_wrong_types_is_an_error_with_both_types() {
    let takes = Fake::new().on(&METHODS[0], |_: ListBooksRequest| Ok(GetBookResponse::default()));
    let gives = Fake::new().on(&METHODS[0], |_: GetBookRequest| Ok(ListBooksResponse::default()));
    for (fake, misfit) in [
        (
            takes,
            "the RPC's request type is test.v1.GetBookRequest, but the fake's is test.v1.ListBooksRequest",
        ),
        (
            gives,
            "the RPC's response type is test.v1.GetBookResponse, but the fake's is test.v1.ListBooksResponse",
        ),
    ] {
        let client = Client::new(fake);
        let error = block_on(client.get_book(book("Emma")).into_future()).unwrap_err();
        assert_eq!(error.code(), Code::Internal);
        assert_eq!(error.message(), misfit);
    }
}

#[test]
fn debug_of_a_fake_has_no_bodies() {
    let fake = Fake::new().on(&METHODS[0], |_: GetBookRequest| Ok(GetBookResponse::default()));
    let client = Client::new(fake.clone());
    block_on(client.get_book(book("Emma")).into_future()).unwrap();
    let shown = format!("{fake:?}");
    assert!(shown.contains("/test.v1.BookService/GetBook") && !shown.contains("Emma"), "{shown}");
}
