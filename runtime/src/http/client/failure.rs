//! Errors of the connection and unexpected responses, with hints. Errors of the API are parsed in
//! `response`.

use std::error::Error as StdError;
use std::io;

use reqwest::{StatusCode, Url};

use super::base_url::shown;
use crate::rpc::{Code, Error};

/// The code of a response without one of its own, as the Connect protocol defines it.
pub(super) fn status_code(status: StatusCode) -> Code {
    match status.as_u16() {
        400 => Code::Internal,
        401 => Code::Unauthenticated,
        403 => Code::PermissionDenied,
        404 => Code::Unimplemented,
        429 | 502 | 503 | 504 => Code::Unavailable,
        _ => Code::Unknown,
    }
}

/// The error of a request without a response. `first` is true for the first request of a call, and
/// false after a redirect.
pub(super) fn no_response(error: reqwest::Error, url: &Url, first: bool) -> Error {
    let url = shown(url);
    let cause = root(&error).to_string();
    let failed = if is_tls(&error) {
        // Another attempt would fail in the same way, so this is not a code that is retried.
        Error::unknown(format!("no secure connection to {url}: {cause}"))
            .with_hint("does the server's certificate match its name, and is it trusted?")
    } else if error.is_connect() {
        Error::unavailable(format!("cannot connect to {url}: {cause}"))
            .with_hint("is the base URL right, and is the server up?")
    } else if error.is_timeout() {
        Error::deadline_exceeded(format!("the HTTP client timed out on {url}: {cause}"))
    } else if error.is_builder() {
        Error::internal(format!("the HTTP client rejected the request: {cause}"))
    } else {
        Error::unavailable(format!("the connection to {url} failed before the response: {cause}"))
    };
    let unsent = first && (error.is_connect() || error.is_builder());
    let failed = failed.with_url(url).with_source(error.without_url());
    if unsent { failed.with_nothing_sent() } else { failed }
}

/// The error of a response whose body could not be read to its end.
pub(super) fn broken_body(error: reqwest::Error, status: StatusCode, url: &Url) -> Error {
    let url = shown(url);
    let cause = root(&error).to_string();
    let failed = if error.is_timeout() {
        Error::deadline_exceeded(format!("the HTTP client timed out on {url}: {cause}"))
    } else {
        Error::unavailable(format!("the connection to {url} failed within the response: {cause}"))
    };
    failed.with_http_status(status.as_u16()).with_url(url).with_source(error.without_url())
}

/// The error of a response that is neither a JSON message nor an error of the protocol.
pub(super) fn unexpected_response(
    status: StatusCode,
    url: &Url,
    content_type: Option<&str>,
    body: &[u8],
    base_url: &str,
) -> Error {
    let url = shown(url);
    let what = match content_type {
        Some(content_type) => format!("`{content_type}`"),
        None => "a body without a content type".to_owned(),
    };
    let message = if body.is_empty() {
        format!("HTTP {status} from {url} without a body")
    } else if status.is_success() {
        format!("HTTP {status} from {url} with {what} instead of JSON")
    } else {
        format!("HTTP {status} from {url} with {what} instead of an API error")
    };
    let error = Error::new(status_code(status), message)
        .with_http_status(status.as_u16())
        .with_url(url)
        .with_body(body);
    // A web page in place of a response suggests that the base URL is wrong.
    match status {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED | StatusCode::GONE => {
            error.with_hint(format!("is {base_url} the API's base URL?"))
        }
        status if status.is_success() => {
            error.with_hint(format!("is {base_url} the API's base URL?"))
        }
        StatusCode::PROXY_AUTHENTICATION_REQUIRED => {
            error.with_hint("the response is from a proxy: check HTTPS_PROXY and NO_PROXY")
        }
        _ => error,
    }
}

/// The innermost cause, which names the problem. The outer ones only name the operation.
fn root<'a>(error: &'a (dyn StdError + 'static)) -> &'a (dyn StdError + 'static) {
    causes(error).last().unwrap_or(error)
}

fn is_tls(error: &reqwest::Error) -> bool {
    causes(error).any(|cause| cause.is::<rustls::Error>())
}

/// The error and its causes, outermost first.
fn causes<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |&error| {
        // `io::Error::source` skips the error that it wraps.
        let wrapped = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        wrapped.map(|wrapped| wrapped as _).or_else(|| error.source())
    })
}
