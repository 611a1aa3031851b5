//! Interceptors around handlers that are called over HTTP.

use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use gitpod_runtime::Router;
use gitpod_runtime::http::server::HttpService;
use gitpod_runtime::rpc::{
    AnyRequest, AnyResponse, BoxFuture, Error, Interceptor, Next, Request, Side,
};
use hyper::body::Incoming;
use tower_service::Service;

use crate::books::GetBookRequest;
use crate::support::{
    EMMA, GET_BOOK, Server, bare, book, echo, frame, header, post, router, with_type,
};

/// The tenant that a tower layer found.
#[derive(Clone, Copy)]
struct Tenant(&'static str);

/// The user that the interceptor found.
struct User(String);

/// A tower layer that sets the tenant of every request.
#[derive(Clone)]
struct TenantLayer(HttpService);

impl Service<http::Request<Incoming>> for TenantLayer {
    type Response = <HttpService as Service<http::Request<Incoming>>>::Response;
    type Error = <HttpService as Service<http::Request<Incoming>>>::Error;
    type Future = <HttpService as Service<http::Request<Incoming>>>::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Service::<http::Request<Incoming>>::poll_ready(&mut self.0, context)
    }

    fn call(&mut self, mut request: http::Request<Incoming>) -> Self::Future {
        request.extensions_mut().insert(Tenant("acme"));
        self.0.call(request)
    }
}

/// Finds the user of a request, or rejects it. Adds the user to the response headers.
struct Authorize;

impl Interceptor for Authorize {
    fn intercept<'a>(
        &'a self,
        mut request: AnyRequest<'a>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<AnyResponse, Error>> {
        Box::pin(async move {
            assert_eq!(request.side(), Side::Server);
            let peer = request.peer().expect("the request came over a socket");
            let tenant = request.extensions.get::<Tenant>().expect("the layer set it").0;
            let Some(token) = request.metadata.get("authorization") else {
                return Err(Error::unauthenticated("no token"));
            };
            let user = format!("{token}@{tenant} from {}", peer.ip());
            request.extensions.insert(User(user.clone()));
            let mut response = next.run(request).await?;
            response.headers.insert("x-user", user)?;
            Ok(response)
        })
    }
}

/// Returns the user that the interceptor found, and whether there is a deadline.
fn authorized() -> TenantLayer {
    let router = router(|request: Request<GetBookRequest>| async move {
        let context = request.context();
        let user = &context.extension::<User>().expect("the interceptor set it").0;
        let tenant = context.extension::<Tenant>().expect("the layer set it").0;
        assert_eq!((&**user, tenant), (USER, "acme"));
        let deadline = context.deadline().is_some();
        Ok(book(format!("{} {deadline}", request.message.title)))
    });
    TenantLayer(router.intercept(Authorize).into_http())
}

const USER: &str = "ada@acme from 127.0.0.1";
const GET_EMMA: &str =
    "/test.v1.BookService/GetBook?connect=v1&encoding=json&message=%7B%22title%22:%22Emma%22%7D";

#[tokio::test]
async fn an_interceptor_passes_values_to_the_handler_over_every_protocol() {
    let server = Server::start(authorized()).await;
    let answered = r#"{"title":"Emma false"}"#;

    let response = server.send(header(post(GET_BOOK, EMMA), "authorization", "ada")).await;
    assert_eq!((response.text(), response.header("x-user")), (answered, Some(USER)));

    let response = server.send(header(bare("GET", GET_EMMA), "authorization", "ada")).await;
    assert_eq!((response.text(), response.header("x-user")), (answered, Some(USER)));

    let web = with_type("application/grpc-web+json", GET_BOOK, frame(EMMA));
    let response = server.send(header(web, "authorization", "ada")).await;
    assert!(response.body.starts_with(&frame(answered)));
    assert_eq!(response.header("x-user"), Some(USER));

    let grpc = with_type("application/grpc+json", GET_BOOK, frame(EMMA));
    let response = server.send2(header(grpc, "authorization", "ada")).await;
    assert_eq!(response.body, frame(answered));
    assert_eq!(response.header("x-user"), Some(USER));
}

#[tokio::test]
async fn an_interceptor_rejects_a_call_before_its_handler() {
    let server = Server::start(authorized()).await;
    for request in [post(GET_BOOK, EMMA), bare("GET", GET_EMMA)] {
        let response = server.send(request).await;
        response.assert_error(401, "unauthenticated", &["no token"]);
    }
    let grpc = with_type("application/grpc+json", GET_BOOK, frame(EMMA));
    assert_eq!(server.send2(grpc).await.header("grpc-status"), Some("16"));
}

/// Records the requests that pass.
#[derive(Clone, Default)]
struct Record(Arc<Mutex<Vec<Seen>>>);

/// The title and the time limit of a request.
type Seen = (String, Option<Duration>);

impl Interceptor for Record {
    fn intercept<'a>(
        &'a self,
        request: AnyRequest<'a>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<AnyResponse, Error>> {
        let title = &request.message_as::<GetBookRequest>().expect("a GetBook").title;
        assert_eq!(request.timeout().is_some(), request.deadline().is_some());
        self.0.lock().unwrap().push((title.clone(), request.timeout()));
        next.run(request)
    }
}

#[tokio::test]
async fn an_interceptor_sees_the_message_and_the_deadline() {
    let record = Record::default();
    let router: Router = echo().router().clone();
    let server = Server::start(router.intercept(record.clone()).into_http()).await;
    let timed = header(post(GET_BOOK, EMMA), "connect-timeout-ms", "60000");
    assert_eq!(server.send(timed).await.text(), EMMA);
    assert_eq!(server.send(bare("GET", GET_EMMA)).await.text(), EMMA);
    // A request that cannot be decoded never reaches the interceptor.
    server.post(GET_BOOK, "[]").await.assert_error(400, "invalid_argument", &[]);
    let mut seen = record.0.lock().unwrap().clone();
    let limit = seen[0].1.take().expect("a time limit");
    assert!((Duration::from_secs(30)..=Duration::from_secs(60)).contains(&limit), "{limit:?}");
    assert_eq!(seen, [("Emma".to_owned(), None), ("Emma".to_owned(), None)]);
}

#[tokio::test]
async fn a_panicking_interceptor_is_internal() {
    struct Panicking;
    impl Interceptor for Panicking {
        fn intercept<'a>(
            &'a self,
            _: AnyRequest<'a>,
            _: Next<'a>,
        ) -> BoxFuture<'a, Result<AnyResponse, Error>> {
            panic!("a bug of the interceptor")
        }
    }
    let server = Server::start(echo().router().clone().intercept(Panicking).into_http()).await;
    let response = server.post(GET_BOOK, EMMA).await;
    response.assert_error(500, "internal", &["the handler panicked"]);
}
