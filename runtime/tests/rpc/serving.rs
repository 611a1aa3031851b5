//! Handlers: their requests, errors and panics.

use std::time::Duration;

use gitpod_runtime::rpc::{Code, EncodedRequest, Error, Request, Response, Transport};

use crate::support::{
    BookService, BookServiceClient, Client, GetBookRequest, GetBookResponse, ListBooksRequest,
    METHODS, block_on,
};
use crate::{NothingDone, Shelf, book, refusal, router};

fn failure(client: &Client, title: &str) -> Error {
    block_on(client.get_book(book(title)).into_future()).unwrap_err()
}

#[test]
fn an_error_keeps_code_message_details_and_metadata() {
    let error = failure(&Client::new(router(Shelf)), "missing");
    assert_eq!(error.code(), Code::NotFound);
    assert_eq!(error.message(), "no such book");
    assert_eq!(error.details(), refusal().details());
    assert_eq!(error.metadata().get("Retry-After"), Some("5"));
    assert_eq!(error.to_string(), "test.v1.BookService/GetBook: not_found: no such book");
}

#[test]
fn a_panic_is_internal_without_its_message() {
    let client = Client::new(router(Shelf));
    let error = failure(&client, "broken");
    assert_eq!(error.to_string(), "test.v1.BookService/GetBook: internal: the handler panicked");
    // The service still works.
    assert!(block_on(client.get_book(book("Emma")).into_future()).is_ok());
}

#[test]
fn a_panic_before_the_handler_returns_its_future_is_internal() {
    struct Eager;
    impl BookService for Eager {
        #[allow(clippy::manual_async_fn, reason = "the panic comes before the future")]
        fn get_book(
            &self,
            request: Request<GetBookRequest>,
        ) -> impl Future<Output = Result<Response<GetBookResponse>, Error>> + Send {
            assert!(request.message.title.is_empty(), "a panic");
            async { Err(Error::unknown("not reached")) }
        }
    }
    let error = failure(&Client::new(router(Eager)), "Emma");
    assert_eq!(error.message(), "the handler panicked");
}

#[test]
fn omitted_methods_of_a_server_are_unimplemented() {
    let error = failure(&Client::new(router(NothingDone)), "Emma");
    assert_eq!(
        error.to_string(),
        "test.v1.BookService/GetBook: unimplemented: GetBook is not implemented"
    );
}

#[test]
fn an_undecodable_request_is_an_invalid_argument() {
    let router = router(Shelf);
    for body in ["", "{", "[]", r#"{"title":7}"#] {
        let request = EncodedRequest::new(&METHODS[0], body.into());
        let error = block_on(router.send(request)).unwrap_err();
        assert_eq!(error.code(), Code::InvalidArgument, "{body}");
        assert_eq!(error.method(), Some("/test.v1.BookService/GetBook"));
        assert!(error.message().contains("test.v1.GetBookRequest"), "{error}");
    }
}

#[test]
fn an_error_of_an_inner_call_names_the_rpc_that_was_called() {
    struct Proxy(Client);
    impl BookService for Proxy {
        async fn get_book(
            &self,
            request: Request<GetBookRequest>,
        ) -> Result<Response<GetBookResponse>, Error> {
            let titles = self.0.list_books(ListBooksRequest::default()).await?.titles;
            Err(Error::internal(format!("{titles:?} {}", request.message.title)))
        }
    }
    let client = Client::new(router(Proxy(Client::new(router(NothingDone)))));
    let error = failure(&client, "Emma");
    assert_eq!(error.method(), Some("/test.v1.BookService/GetBook"));
    assert_eq!(error.message(), "ListBooks is not implemented");
}

#[test]
fn a_handler_sees_the_context() {
    struct Look;
    impl BookService for Look {
        async fn get_book(
            &self,
            request: Request<GetBookRequest>,
        ) -> Result<Response<GetBookResponse>, Error> {
            let (message, context) = request.into_parts();
            assert_eq!(message, book("Emma"));
            assert_eq!(context.timeout(), Some(Duration::MAX));
            // No clock goes that far.
            assert_eq!(context.deadline(), None);
            assert_eq!(context.method().unwrap().name(), "GetBook");
            Ok(GetBookResponse::default().into())
        }
    }
    let client = Client::new(router(Look));
    let call = client.get_book(book("Emma")).timeout(Duration::MAX);
    block_on(call.into_future()).unwrap();
}

#[test]
fn a_handler_is_tested_without_a_router() {
    let response = block_on(Shelf.get_book(book("Emma").into())).unwrap();
    assert_eq!(response.headers.get("x-trace"), Some("none"));
}
