//! Routing of paths to services.

use std::sync::Arc;

use gitpod_runtime::rpc::{Code, EncodedRequest, Idempotency, Router, Transport};

use crate::support::{BookServiceClient, BookServiceServer, Client, METHODS, SERVICE, block_on};
use crate::{NothingDone, Shelf, book, router};

#[test]
fn an_unknown_service_is_unimplemented_and_named() {
    let error = block_on(Router::new().send(EncodedRequest::new(&METHODS[0], b"{}".to_vec())));
    assert_eq!(
        error.unwrap_err().to_string(),
        "test.v1.BookService/GetBook: unimplemented: \
         unknown service \"test.v1.BookService\""
    );
}

#[test]
fn paths_are_found_or_unimplemented() {
    let router = router(NothingDone);
    let method = router.find("/test.v1.BookService/ListBooks").unwrap();
    assert_eq!(method.name(), "ListBooks");
    for (path, message) in [
        ("/test.v1.BookService/Burn", "test.v1.BookService has no method \"Burn\""),
        ("/test.v1.BookService", "test.v1.BookService has no method \"\""),
        ("/else/GetBook", "unknown service \"else\""),
        ("", "unknown service \"\""),
    ] {
        let error = router.find(path).unwrap_err();
        assert_eq!(error.code(), Code::Unimplemented);
        assert_eq!(error.message(), message);
        assert_eq!(error.method(), Some(path));
    }
}

#[test]
fn a_service_replaces_one_of_the_same_name() {
    let first = router(NothingDone);
    let second = first.clone().add(BookServiceServer(Shelf));
    assert_eq!(second.services().count(), 1);
    let call = |router: Router| {
        let client = Client::new(router);
        block_on(client.get_book(book("Emma")).into_future())
    };
    assert!(call(second).is_ok());
    assert_eq!(call(first).unwrap_err().code(), Code::Unimplemented);
}

#[test]
fn services_and_transports_work_behind_pointers() {
    let service = Arc::new(BookServiceServer(Shelf));
    let boxed: Box<dyn Transport> = Box::new(Router::new().add(service));
    let shared: Arc<dyn Transport> = Arc::new(boxed);
    let client = Client::new(shared);
    assert!(block_on(client.get_book(book("Emma")).into_future()).is_ok());
}

#[test]
fn debug_lists_the_services() {
    assert_eq!(format!("{:?}", router(NothingDone)), r#"Router ["test.v1.BookService"]"#);
}

#[test]
fn the_method_table_has_the_schemas_values() {
    let [get, list] = SERVICE.methods() else { panic!("two methods") };
    assert_eq!(get.idempotency(), Idempotency::NoSideEffects);
    assert_eq!(get.documented_name(), Some("books.retrieve"));
    assert_eq!(get.deprecation(), None);
    assert_eq!(get.request().name(), "test.v1.GetBookRequest");
    assert_eq!(get.response().new_message().descriptor().name(), "test.v1.GetBookResponse");
    assert_eq!(list.idempotency(), Idempotency::Unknown);
    assert_eq!(list.deprecation(), Some("use `SearchBooks`"));
    let paging = list.paging_descriptor().unwrap();
    assert_eq!(paging.items(), "titles");
    assert_eq!(paging.query_keys(), Some(("token", "pageSize")));
    assert_eq!((paging.request_field(), paging.token()), ("pagination", "token"));
}
