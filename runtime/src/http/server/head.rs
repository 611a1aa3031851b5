//! The checks of a request before its body is read: path, HTTP method, headers and query string.
//!
//! [`check`] resolves the path to a route, which `unary` or `dispatch` calls later; nothing else looks up
//! a path.

use std::fmt::Write as _;
use std::time::Duration;

use connectrpc::ConnectError;
use http::header::{ALLOW, CONTENT_TYPE};
use http::request::Parts;
use http::{HeaderMap, HeaderName, Method, StatusCode, Uri, Version};

use super::content_type::{ContentType, Protocol};
use super::convert::to_connect_error;
use super::options::Options;
use super::page_query::parse_page_query;
use super::rejection::Rejection;
use super::resolved_call::ResolvedCall;
use super::{coding, get_query, protocol_headers};
use crate::codec::Codec;
use crate::rpc::{
    Error, Idempotency, MethodDescriptor, PageQuery, PagingDescriptor, Route, Router,
};

/// A request that passed the checks.
pub(super) struct Checked {
    pub(super) call: ResolvedCall,
    /// The protocol and the codec of a unary call with `POST`. `None` for others.
    pub(super) unary: Option<(Protocol, Codec)>,
    /// The timeout that the client sets.
    pub(super) timeout: Option<Duration>,
    /// The query string for `connectrpc`, in canonical form for a `GET`.
    query: Option<String>,
}

/// Checks the head of a request and normalizes its headers.
pub(super) fn check(
    router: &Router,
    options: &Options,
    parts: &mut Parts,
) -> Result<Checked, Rejection> {
    let content_type = ContentType::of(&parts.headers);
    let reject = |error| Rejection::error(error, content_type);
    let route = resolve(router, options, parts.uri.path()).map_err(|error| {
        reject(to_connect_error(&error, None).with_http_status(StatusCode::NOT_FOUND))
    })?;
    let method = route.method();
    check_http_method(method, options, &parts.method)?;
    if parts.method == Method::POST {
        check_content_type(content_type, parts)?;
    }
    check_streaming(method, content_type).map_err(reject)?;
    let posted = content_type.served().filter(|_| parts.method == Method::POST);
    let protocol = posted.map_or(Protocol::Connect, |(protocol, _)| protocol);
    let timeout = protocol_headers::check(protocol, &parts.headers).map_err(reject)?;
    if protocol == Protocol::Connect {
        coding::check_body(options, &mut parts.headers).map_err(reject)?;
    }
    let page = page_query(method, &parts.uri).map_err(reject)?;
    let unary = posted.filter(|_| !method.is_streaming());
    let query = match unary {
        Some(_) => None,
        None => query(options, parts).map_err(reject)?,
    };
    normalize_headers(parts, content_type);
    let call = ResolvedCall { route, memory_limit: options.memory_limit(), page };
    Ok(Checked { call, unary, timeout, query })
}

impl Checked {
    /// Completes the head for `connectrpc`: replaces path and query string, and adds the call to the
    /// extensions.
    pub(super) fn complete(self, parts: &mut Parts) {
        let query = self.query.map_or(String::new(), |query| format!("?{query}"));
        let path = self.call.route.method().path();
        // A path of the schema with a query that was parsed before is a valid URI.
        parts.uri = Uri::try_from(format!("{path}{query}")).unwrap_or_default();
        parts.extensions.insert(self.call);
    }
}

/// Resolves a path, or what is left of it below one of the prefixes.
fn resolve(router: &Router, options: &Options, path: &str) -> Result<Route, Error> {
    let prefixes = options.prefixes.iter();
    let below = prefixes.filter_map(|prefix| path.strip_prefix(&**prefix));
    let below = below.filter(|path| path.starts_with('/'));
    // The error for the path below a prefix names the service, so it replaces that of the whole path.
    below.fold(router.route(path), |found, path| found.or_else(|_| router.route(path)))
}

fn check_http_method(
    method: &MethodDescriptor,
    options: &Options,
    found: &Method,
) -> Result<(), Rejection> {
    let get = options.get && method.idempotency() == Idempotency::NoSideEffects;
    if found == Method::POST || (get && found == Method::GET) {
        return Ok(());
    }
    let allowed = if get { "GET, POST" } else { "POST" };
    let text = format!("{} accepts {allowed}, not {found}\n", method.path());
    Err(Rejection::status(StatusCode::METHOD_NOT_ALLOWED, text).with_header(ALLOW, allowed))
}

fn check_content_type(content_type: ContentType, parts: &Parts) -> Result<(), Rejection> {
    if content_type.is_grpc() && parts.version < Version::HTTP_2 {
        let text = "gRPC requires HTTP/2; Connect and gRPC-Web do not\n".to_owned();
        return Err(Rejection::status(StatusCode::HTTP_VERSION_NOT_SUPPORTED, text));
    }
    match content_type {
        ContentType::Served(..) => Ok(()),
        ContentType::OtherGrpc { web } => {
            let name = if web { "application/grpc-web" } else { "application/grpc" };
            let message =
                format!("messages must be proto or json: use {name}+proto or {name}+json");
            Err(Rejection::error(ConnectError::unimplemented(message), content_type))
        }
        ContentType::Other => {
            let text = unsupported_content_type(&parts.headers);
            Err(Rejection::status(StatusCode::UNSUPPORTED_MEDIA_TYPE, text)
                .with_header(HeaderName::from_static("accept-post"), ContentType::ACCEPTED))
        }
    }
}

/// Rejects the content types of unary Connect for an RPC that streams.
fn check_streaming(
    method: &MethodDescriptor,
    content_type: ContentType,
) -> Result<(), ConnectError> {
    if !(method.is_streaming() && content_type.is_connect()) {
        return Ok(());
    }
    let message = format!("{} streams: use gRPC or gRPC-Web", method.path());
    Err(ConnectError::unimplemented(message))
}

fn unsupported_content_type(headers: &HeaderMap) -> String {
    let mut text = format!("content-type must be one of {}", ContentType::ACCEPTED);
    let mut separator = "; not";
    for value in headers.get_all(CONTENT_TYPE) {
        // Writing to a string does not fail.
        let _ = write!(text, "{separator} {:?}", String::from_utf8_lossy(value.as_bytes()));
        separator = " and";
    }
    text.push('\n');
    text
}

/// The page that the query string asks for. Empty for RPCs without paging parameters.
fn page_query(method: &MethodDescriptor, uri: &Uri) -> Result<PageQuery, ConnectError> {
    let keys = method.paging_descriptor().and_then(PagingDescriptor::query_keys);
    match (keys, uri.query()) {
        (Some(keys), Some(query)) => {
            parse_page_query(keys, query).map_err(|error| to_connect_error(&error, None))
        }
        _ => Ok(PageQuery::new()),
    }
}

/// The query string, checked and in canonical form for a `GET`.
fn query(options: &Options, parts: &Parts) -> Result<Option<String>, ConnectError> {
    match parts.uri.query() {
        Some(query) if parts.method == Method::GET => {
            get_query::normalize(options, query).map(Some)
        }
        query => Ok(query.map(str::to_owned)),
    }
}

/// Removes the parameters from the content type, and rewrites the codings that the client accepts.
fn normalize_headers(parts: &mut Parts, content_type: ContentType) {
    let canonical = content_type.canonical().filter(|_| parts.method == Method::POST);
    // Most clients send it as it is.
    if let Some(value) = canonical
        && parts.headers.get(CONTENT_TYPE) != Some(&value)
    {
        parts.headers.insert(CONTENT_TYPE, value);
    }
    coding::normalize_accepted(&mut parts.headers);
    if !content_type.is_connect() {
        coding::normalize_grpc(&mut parts.headers);
    }
}
