//! [`WithQuery`]: passes the query string of a `GET` to the handler, as a tower layer can.

use std::task::{Context, Poll};

use connect_conformance::runtime::http::server::HttpService;
use http::{Method, Request};
use tower_service::Service;

/// The query string of a `GET`.
#[derive(Debug, Clone)]
pub(crate) struct Query(String);

impl Query {
    /// The names and values, percent-encoded.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")))
    }
}

/// Adds the [`Query`] of a `GET` to the extensions of the request.
#[derive(Debug, Clone)]
pub(crate) struct WithQuery(pub(crate) HttpService);

impl<B> Service<Request<B>> for WithQuery
where
    HttpService: Service<Request<B>>,
{
    type Response = <HttpService as Service<Request<B>>>::Response;
    type Error = <HttpService as Service<Request<B>>>::Error;
    type Future = <HttpService as Service<Request<B>>>::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        if request.method() == Method::GET {
            let query = Query(request.uri().query().unwrap_or_default().to_owned());
            request.extensions_mut().insert(query);
        }
        self.0.call(request)
    }
}
