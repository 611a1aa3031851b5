//! Calls by descriptor.

use std::any::Any;
use std::sync::Arc;

use gitpod_runtime::message::{Message, Value};
use gitpod_runtime::rpc::{
    BoxFuture, Channel, Code, EncodedRequest, EncodedResponse, Error, HandlerOptions, MessageType,
    MethodDescriptor, PagingDescriptor, Response, Router, Service, ServiceDescriptor, unary_dyn,
};

use crate::support::{GetBookResponse, ListBooksRequest, ListBooksResponse, METHODS, block_on};
use crate::{Shelf, book, router};

#[test]
fn a_call_by_descriptor_is_the_typed_one_without_types() {
    let channel = Channel::new(router(Shelf));
    let call = channel.call_dyn(&METHODS[0], Box::new(book("Emma"))).header("x-trace", "7");
    let response = block_on(call.send()).unwrap();
    assert_eq!(response.headers.get("x-trace"), Some("7"));
    assert!(matches!(response.message.get_by_name("title"), Value::String("Emma")));
    assert!(matches!(response.message.get_by_name("tite"), Value::Absent));
    let message: Box<dyn Any> = response.message;
    assert_eq!(message.downcast_ref::<GetBookResponse>().unwrap().title, "Emma");

    let call = channel.call_dyn(&METHODS[0], Box::new(book("missing")));
    let error = block_on(call.into_future()).unwrap_err();
    assert_eq!((error.code(), error.method()), (Code::NotFound, Some(METHODS[0].path())));
    let call = channel.call_dyn(&METHODS[0], Box::new(book("Emma")));
    let raw = block_on(call.raw()).unwrap();
    assert_eq!(raw.body, br#"{"title":"Emma","author":"None"}"#);
    assert!(channel.call_dyn(&METHODS[0], Box::new(book("Emma"))).pages().is_none());
}

/// Lists with the next token where the descriptor says: a page's token is how many came before.
static LISTS: [MethodDescriptor; 1] = [MethodDescriptor::new(
    "test.v1.Lists",
    "List",
    "/test.v1.Lists/List",
    MessageType::of::<ListBooksRequest>("test.v1.ListBooksRequest"),
    // A request as a response has a token in a message, where the walk looks for it.
    MessageType::of::<ListBooksRequest>("test.v1.ListBooksRequest"),
)
.paging(PagingDescriptor::new("titles").response("pagination", "token"))];

static SERVICE: ServiceDescriptor = ServiceDescriptor::new("test.v1.Lists", &[&LISTS[0]]);

struct Lists {
    last: &'static str,
}

impl Service for Lists {
    fn descriptor(&self) -> &'static ServiceDescriptor {
        &SERVICE
    }

    fn call<'a>(
        &'a self,
        _: usize,
        request: EncodedRequest,
        options: &'a HandlerOptions,
    ) -> BoxFuture<'a, Result<EncodedResponse, Error>> {
        unary_dyn(request, options, async |request| {
            let paging = LISTS[0].paging_descriptor().unwrap();
            let next = match paging.token_of(&*request.message) {
                "" => "1",
                "1" => self.last,
                other => return Err(Error::invalid_argument(other)),
            };
            let response: Box<dyn Message> = Box::new(ListBooksRequest::at(next));
            Ok(Response::new(response))
        })
    }
}

fn tokens(last: &'static str) -> (Vec<String>, Option<Error>) {
    let channel = Channel::new(Router::new().add(Arc::new(Lists { last })));
    let call = channel.call_dyn(&LISTS[0], Box::new(ListBooksRequest::default()));
    let mut pages = call.pages().unwrap();
    let mut tokens = Vec::new();
    block_on(async {
        while let Some(page) = pages.next().await {
            match page {
                Ok(page) => tokens.push(pages.paging().next_token_of(&*page).to_owned()),
                Err(error) => {
                    assert!(pages.next().await.is_none());
                    return (tokens, Some(error));
                }
            }
        }
        (tokens, None)
    })
}

#[test]
fn pages_by_descriptor_follow_the_tokens() {
    let (seen, error) = tokens("");
    assert_eq!(seen, ["1", ""]);
    assert!(error.is_none());
    let (seen, error) = tokens("1");
    assert_eq!(seen, ["1", "1"]);
    let error = error.unwrap();
    assert!(error.message().ends_with("the server repeated a page token"), "{error}");
    let (seen, error) = tokens("lost");
    assert_eq!(seen, ["1", "lost"]);
    assert_eq!(error.unwrap().code(), Code::InvalidArgument);
}

#[test]
fn a_request_without_a_token_is_an_error_and_not_a_list_without_end() {
    let paging = PagingDescriptor::new("titles").request("page", "token", "page_size");
    let error = paging.set_token(&mut ListBooksRequest::default(), "t".into()).unwrap_err();
    assert_eq!(error.code(), Code::Internal);
    assert!(error.message().contains("`page.token`"), "{error}");
    assert_eq!(paging.token_of(&ListBooksRequest::at("t")), "");
    let page = ListBooksResponse { titles: vec!["a".into()], next: "n".into() };
    assert_eq!(paging.items_of(&page).unwrap().len(), 1);
    assert!(paging.items_of(&ListBooksRequest::default()).is_none());
}
