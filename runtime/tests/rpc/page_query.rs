//! Page tokens and sizes in the query string.

use gitpod_runtime::Router;
use gitpod_runtime::rpc::{
    BoxFuture, Code, EncodedRequest, EncodedResponse, Error, HandlerOptions, MessageType,
    MethodDescriptor, PagingDescriptor, Response, Service, ServiceDescriptor, Transport, unary,
};

use crate::support::{ListBooksRequest, ListBooksResponse, block_on};

const fn method(name: &'static str, path: &'static str) -> MethodDescriptor {
    let request = MessageType::of::<ListBooksRequest>("test.v1.ListBooksRequest");
    let response = MessageType::of::<ListBooksResponse>("test.v1.ListBooksResponse");
    MethodDescriptor::new("test.v1.Paging", name, path, request, response)
}

/// An RPC with paging, one without, and three whose descriptors do not fit the request.
static METHODS: [MethodDescriptor; 5] =
    [
        method("Pages", "/test.v1.Paging/Pages").paging(PagingDescriptor::new("titles")),
        method("Whole", "/test.v1.Paging/Whole"),
        method("NoMessage", "/test.v1.Paging/NoMessage")
            .paging(PagingDescriptor::new("titles").request("page", "token", "page_size")),
        method("NoToken", "/test.v1.Paging/NoToken").paging(
            PagingDescriptor::new("titles").request("pagination", "page_size", "page_size"),
        ),
        method("NoSize", "/test.v1.Paging/NoSize").paging(PagingDescriptor::new("titles").request(
            "pagination",
            "token",
            "token",
        )),
    ];

static SERVICE: ServiceDescriptor = ServiceDescriptor::new(
    "test.v1.Paging",
    &[&METHODS[0], &METHODS[1], &METHODS[2], &METHODS[3], &METHODS[4]],
);

/// Returns the requested page token and size.
struct Paging;

impl Service for Paging {
    fn descriptor(&self) -> &'static ServiceDescriptor {
        &SERVICE
    }

    fn call<'a>(
        &'a self,
        _: usize,
        request: EncodedRequest,
        options: &'a HandlerOptions,
    ) -> BoxFuture<'a, Result<EncodedResponse, Error>> {
        unary(request, options, async |request: gitpod_runtime::Request<ListBooksRequest>| {
            let page = request.into_inner().pagination.unwrap_or_default();
            let titles = vec![page.page_size.to_string()];
            Ok(Response::new(ListBooksResponse { titles, next: page.token }))
        })
    }
}

fn ask(method: usize, token: Option<&str>, size: Option<i32>) -> Result<String, Error> {
    let body = br#"{"pagination":{"token":"body","pageSize":7}}"#;
    let mut request = EncodedRequest::new(&METHODS[method], body.into());
    request.page.token = token.map(str::to_owned);
    request.page.size = size;
    let response = block_on(Router::new().add(Paging).send(request))?;
    Ok(String::from_utf8(response.body).unwrap())
}

#[test]
fn the_query_takes_precedence_over_the_body() {
    assert_eq!(ask(0, None, None).unwrap(), r#"{"titles":["7"],"next":"body"}"#);
    assert_eq!(ask(0, Some("t"), None).unwrap(), r#"{"titles":["7"],"next":"t"}"#);
    assert_eq!(ask(0, Some("t"), Some(3)).unwrap(), r#"{"titles":["3"],"next":"t"}"#);
}

#[test]
fn an_rpc_without_paging_ignores_the_query() {
    assert_eq!(ask(1, Some("t"), Some(3)).unwrap(), r#"{"titles":["7"],"next":"body"}"#);
}

#[test]
fn a_descriptor_that_does_not_fit_is_internal_and_names_the_field() {
    for (method, field) in
        [(2, "`page.token`"), (3, "`pagination.page_size`"), (4, "`pagination.token`")]
    {
        let error = ask(method, Some("t"), Some(3)).unwrap_err();
        assert_eq!(error.code(), Code::Internal);
        assert!(error.message().contains(field), "{error}");
    }
}

#[test]
fn debug_has_no_token() {
    let mut request = EncodedRequest::new(&METHODS[0], Vec::new());
    request.page.token = Some("sesame".to_owned());
    assert!(!format!("{request:?}").contains("sesame"));
}
