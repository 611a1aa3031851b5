//! A layer between the socket and the service: it sees what goes over the wire, and can spoil it.

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
    /// How the request's body was compressed.
    pub(crate) request_encoding: Option<String>,
    pub(crate) status: u16,
    /// How the reply's body was compressed.
    pub(crate) reply_encoding: Option<String>,
}

/// The layer.
#[derive(Clone)]
pub(crate) struct Tap {
    service: HttpService,
    seen: Arc<Mutex<Vec<Seen>>>,
    request_type: Option<&'static str>,
    reply_type: Option<&'static str>,
}

impl Tap {
    pub(crate) fn new(service: HttpService) -> Self {
        Self { service, seen: Arc::default(), request_type: None, reply_type: None }
    }

    /// Says that requests are of another content type.
    pub(crate) fn request_type(self, content_type: &'static str) -> Self {
        Self { request_type: Some(content_type), ..self }
    }

    /// Says that replies are of another content type.
    pub(crate) fn reply_type(self, content_type: &'static str) -> Self {
        Self { reply_type: Some(content_type), ..self }
    }

    pub(crate) fn take_seen(&self) -> Vec<Seen> {
        std::mem::take(&mut self.seen.lock().expect("nobody panicked"))
    }
}

type Request = http::Request<Incoming>;
type Reply = <HttpService as Service<Request>>::Response;

impl Service<Request> for Tap {
    type Response = Reply;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Reply, Infallible>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Service::<Request>::poll_ready(&mut self.service, context)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        let verb = request.method().to_string();
        let path = request.uri().path().to_owned();
        let request_encoding = text(request.headers(), &CONTENT_ENCODING);
        spoil(request.headers_mut(), self.request_type);
        let reply = self.service.call(request);
        let (seen, reply_type) = (Arc::clone(&self.seen), self.reply_type);
        Box::pin(async move {
            let mut reply = reply.await?;
            let status = reply.status().as_u16();
            let reply_encoding = text(reply.headers(), &CONTENT_ENCODING);
            spoil(reply.headers_mut(), reply_type);
            let call = Seen { verb, path, request_encoding, status, reply_encoding };
            seen.lock().expect("nobody panicked").push(call);
            Ok(reply)
        })
    }
}

fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name).map(|value| value.to_str().expect("text").to_owned())
}

fn spoil(headers: &mut HeaderMap, content_type: Option<&'static str>) {
    if let Some(content_type) = content_type {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
}
