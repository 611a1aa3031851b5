//! What is looked at before a request's body is read.

use std::fmt::Write as _;

use connectrpc::{ConnectError, ConnectRpcBody};
use http::header::{ACCEPT_ENCODING, ALLOW, CONTENT_ENCODING, CONTENT_TYPE};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, Uri, Version};
use http_body_util::Full;

use super::media::Media;
use super::options::Options;
use super::outcome::{framed, to_connect_error};
use super::query::read_page;
use crate::rpc::{Error, Idempotency, MethodDescriptor, Router};

const PROTOCOL_VERSION: &str = "connect-protocol-version";
const TIMEOUT: &str = "connect-timeout-ms";

/// An answer that needs no body and no handler.
pub(super) struct Refusal(Box<Response<ConnectRpcBody>>);

impl Refusal {
    pub(super) fn into_response(self) -> Response<ConnectRpcBody> {
        *self.0
    }

    /// An error of the protocol.
    fn error(error: ConnectError, media: Media) -> Self {
        Self(Box::new(framed(error, media.canonical())))
    }

    /// A bare HTTP status, which is what the protocol wants where it cannot be spoken: clients
    /// go by the status, and the text is for people.
    fn status(status: StatusCode, text: String) -> Self {
        let mut response = Response::new(ConnectRpcBody::Full(Full::from(text)));
        *response.status_mut() = status;
        Self(Box::new(response)).header(CONTENT_TYPE, "text/plain; charset=utf-8")
    }

    fn header(mut self, name: HeaderName, value: &'static str) -> Self {
        self.0.headers_mut().insert(name, HeaderValue::from_static(value));
        self
    }
}

/// Looks at the head of a request and brings it into the form that `connectrpc` knows.
pub(super) fn admit(router: &Router, options: &Options, parts: &mut Parts) -> Result<(), Refusal> {
    let media = Media::of(&parts.headers);
    let method = find(router, options, parts.uri.path()).map_err(|error| {
        let error = to_connect_error(&error, None).with_http_status(StatusCode::NOT_FOUND);
        Refusal::error(error, media)
    })?;
    check_verb(method, options, &parts.method)?;
    if parts.method == Method::POST {
        check_media(media, parts)?;
        if media == Media::Connect {
            check_connect(options, &parts.headers).map_err(|e| Refusal::error(e, media))?;
        }
    }
    if let Some(query) = parts.uri.query() {
        let keys = method.paging_descriptor().and_then(|paging| paging.query_keys());
        let page = keys.map(|keys| read_page(keys, query)).transpose();
        let page = page.map_err(|error| Refusal::error(to_connect_error(&error, None), media))?;
        parts.extensions.insert(page.unwrap_or_default());
    }
    rewrite(parts, method, media);
    Ok(())
}

/// The RPC of a path: of the path as it is, or below one of the prefixes.
fn find(
    router: &Router,
    options: &Options,
    path: &str,
) -> Result<&'static MethodDescriptor, Error> {
    let found = router.find(path);
    if found.is_ok() {
        return found;
    }
    let mut below = options.prefixes.iter().filter_map(|prefix| path.strip_prefix(&**prefix));
    below.find_map(|path| router.find(path).ok()).map_or(found, Ok)
}

fn check_verb(method: &MethodDescriptor, options: &Options, verb: &Method) -> Result<(), Refusal> {
    let get = options.get && method.idempotency() == Idempotency::NoSideEffects;
    if verb == Method::POST || (get && verb == Method::GET) {
        return Ok(());
    }
    let allowed = if get { "GET, POST" } else { "POST" };
    let text = format!("{} takes {allowed}, not {verb}\n", method.path());
    Err(Refusal::status(StatusCode::METHOD_NOT_ALLOWED, text).header(ALLOW, allowed))
}

fn check_media(media: Media, parts: &Parts) -> Result<(), Refusal> {
    if media.is_grpc() && parts.version < Version::HTTP_2 {
        let text = "gRPC needs HTTP/2; Connect and gRPC-Web do not\n".to_owned();
        return Err(Refusal::status(StatusCode::HTTP_VERSION_NOT_SUPPORTED, text));
    }
    match media {
        Media::Connect | Media::Grpc | Media::GrpcWeb => Ok(()),
        Media::OtherGrpc { web } => {
            let web = if web { "-web" } else { "" };
            let message = format!("messages are JSON here: use application/grpc{web}+json");
            Err(Refusal::error(ConnectError::unimplemented(message), media))
        }
        Media::Other => {
            let mut text = "messages are JSON here: content-type has to be application/json".into();
            tell_media(&parts.headers, &mut text);
            Err(Refusal::status(StatusCode::UNSUPPORTED_MEDIA_TYPE, text)
                .header(HeaderName::from_static("accept-post"), Media::ACCEPTED))
        }
    }
}

fn tell_media(headers: &HeaderMap, text: &mut String) {
    let mut join = ", and not";
    for value in headers.get_all(CONTENT_TYPE) {
        // Writing to a string does not fail.
        let _ = write!(text, "{join} {:?}", String::from_utf8_lossy(value.as_bytes()));
        join = " and";
    }
    text.push('\n');
}

/// The headers of Connect's own, which `connectrpc` takes as absent if they are malformed, or
/// refuses without saying what it found.
fn check_connect(options: &Options, headers: &HeaderMap) -> Result<(), ConnectError> {
    if let Some(found) = headers.get(PROTOCOL_VERSION).filter(|version| *version != "1") {
        let message = format!("the header `{PROTOCOL_VERSION}` is {found:?}, and 1 is expected");
        return Err(ConnectError::invalid_argument(message));
    }
    if let Some(found) = headers.get(TIMEOUT).filter(|timeout| !is_timeout(timeout.as_bytes())) {
        let message = format!(
            "the header `{TIMEOUT}` is {found:?}, and milliseconds are expected, in at most ten digits"
        );
        return Err(ConnectError::invalid_argument(message));
    }
    match headers.get(CONTENT_ENCODING) {
        None => Ok(()),
        Some(found) if found == "identity" || (options.compression && found == "gzip") => Ok(()),
        Some(found) => {
            let known = if options.compression { "gzip" } else { "identity" };
            let message =
                format!("the content-encoding {found:?} is not supported, but {known} is");
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(known));
            Err(ConnectError::unimplemented(message).with_headers(headers))
        }
    }
}

fn is_timeout(value: &[u8]) -> bool {
    (1..=10).contains(&value.len()) && value.iter().all(u8::is_ascii_digit)
}

/// Takes the prefix off the path, and what does not matter off the content type.
fn rewrite(parts: &mut Parts, method: &'static MethodDescriptor, media: Media) {
    if parts.uri.path() != method.path() {
        let query = parts.uri.query().map_or(String::new(), |query| format!("?{query}"));
        // A path of the schema and a query that was parsed before make a URI.
        parts.uri = Uri::try_from(format!("{}{query}", method.path())).unwrap_or_default();
    }
    if let Some(media) = media.canonical().filter(|_| parts.method == Method::POST) {
        parts.headers.insert(CONTENT_TYPE, media);
    }
}
