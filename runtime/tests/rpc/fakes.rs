//! Clients written by hand.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use gitpod_runtime::rpc::{BoxFuture, Call, CallOptions, Code, Error, Response};

use crate::book;
use crate::support::{
    BookServiceClient, GetBookRequest, GetBookResponse, ListBooksRequest, METHODS, block_on,
    yield_once,
};

struct Fake {
    calls: AtomicUsize,
}

impl BookServiceClient for Fake {
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
    Arc::new(Fake { calls: AtomicUsize::new(0) })
}

#[test]
fn a_client_trait_is_an_object() {
    let client = fake();
    block_on(async {
        assert_eq!(client.get_book(book("ready")).await.unwrap().title, "ready");
        let error = client.get_book(book("refused")).await.unwrap_err();
        assert_eq!(error.to_string(), "permission_denied: not yours");
    });
}

#[test]
fn a_future_runs_when_the_call_is_awaited() {
    let fake = Fake { calls: AtomicUsize::new(0) };
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
fn what_a_fake_leaves_out_is_unimplemented() {
    let client = fake();
    let error = block_on(client.list_books(ListBooksRequest::default()).send()).unwrap_err();
    assert_eq!(*error.code(), Code::Unimplemented);
    assert_eq!(
        error.to_string(),
        "test.v1.BookService/ListBooks: unimplemented: ListBooks is not implemented"
    );
}
