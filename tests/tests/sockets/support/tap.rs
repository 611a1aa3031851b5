//! A service between the socket and the generated services. Records each call as it went over the
//! wire, and can change content types.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use gitpod_api::BoxFuture;
use gitpod_api::runtime::http::server::HttpService;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use hyper::body::Incoming;
use tower_service::Service;

/// A call as it went over the wire.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Seen {
    /// `GET` or `POST`.
    pub(crate) verb: String,
    pub(crate) path: String,
    /// The content encoding of the request.
    pub(crate) request_encoding: Option<String>,
    pub(crate) status: u16,
    /// The content encoding of the response.
    pub(crate) response_encoding: Option<String>,
}

/// Wraps a service.
#[derive(Clone)]
pub(crate) struct Tap {
    service: HttpService,
    seen: Arc<Mutex<Vec<Seen>>>,
    request_type: Option<&'static str>,
    response_type: Option<&'static str>,
}

impl Tap {
    pub(crate) fn new(service: HttpService) -> Self {
        Self { service, seen: Arc::default(), request_type: None, response_type: None }
    }

    /// Overrides the content type of requests.
    pub(crate) fn request_type(self, content_type: &'static str) -> Self {
        Self { request_type: Some(content_type), ..self }
    }

    /// Overrides the content type of responses.
    pub(crate) fn response_type(self, content_type: &'static str) -> Self {
        Self { response_type: Some(content_type), ..self }
    }

    pub(crate) fn take_seen(&self) -> Vec<Seen> {
        std::mem::take(&mut self.seen.lock().expect("no test panicked"))
    }
}

type Request = http::Request<Incoming>;
type Response = <HttpService as Service<Request>>::Response;

impl Service<Request> for Tap {
    type Response = Response;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response, Infallible>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Service::<Request>::poll_ready(&mut self.service, context)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        let verb = request.method().to_string();
        let path = request.uri().path().to_owned();
        let request_encoding = text(request.headers(), &CONTENT_ENCODING);
        override_content_type(request.headers_mut(), self.request_type);
        let response = self.service.call(request);
        let (seen, response_type) = (Arc::clone(&self.seen), self.response_type);
        Box::pin(async move {
            let mut response = response.await?;
            let status = response.status().as_u16();
            let response_encoding = text(response.headers(), &CONTENT_ENCODING);
            override_content_type(response.headers_mut(), response_type);
            let call = Seen { verb, path, request_encoding, status, response_encoding };
            seen.lock().expect("no test panicked").push(call);
            Ok(response)
        })
    }
}

fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name).map(|value| value.to_str().expect("text").to_owned())
}

fn override_content_type(headers: &mut HeaderMap, content_type: Option<&'static str>) {
    if let Some(content_type) = content_type {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
}
