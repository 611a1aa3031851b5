//! Errors of the connection and unexpected responses, with hints. Errors of the API are parsed in
//! `response`.

use std::error::Error as StdError;
use std::io;

use http::StatusCode;

use super::base_url::shown;
use super::content_type;
use super::exchange::{SendError, Stage};
use super::proxy::Proxy;
use super::response::Expectation;
use super::tls::{self, Explanation};
use super::url::Url;
use crate::codec::Codec;
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
pub(super) fn no_response(
    SendError { stage, source }: SendError,
    url: &Url,
    proxy: Option<&Proxy>,
    first: bool,
) -> Error {
    let shown = shown(url);
    let to = match proxy {
        Some(proxy) => format!("{shown} through {proxy}"),
        None => shown.clone(),
    };
    let error: &(dyn StdError + 'static) = &*source;
    let is_connect = stage == Stage::Connect;
    let cause = root(error).to_string();
    let failed = if let Some(error) = tls_error(error) {
        handshake_failed(&to, error)
    } else if let Some(proxy) = proxy.filter(|_| is_connect) {
        // A proxy that is down or refuses is a setting to fix, so it is not retried either.
        let host = url.host();
        Error::failed_precondition(format!("cannot connect to {to}: {cause}"))
            .with_hint(format!("is {} right, or should NO_PROXY list {host}?", proxy.variable))
    } else if is_connect && is_io(error, io::ErrorKind::UnexpectedEof) {
        Error::unavailable(format!("cannot connect to {to}: the server ended the handshake"))
            .with_hint(tls::PLAIN_HTTP)
    } else if is_connect {
        Error::unavailable(format!("cannot connect to {to}: {cause}"))
            .with_hint("is the base URL right, and is the server up?")
    } else if is_timeout(error) {
        Error::deadline_exceeded(format!("the HTTP client timed out on {to}: {cause}"))
    } else if stage == Stage::Request {
        Error::internal(format!("the HTTP client rejected the request: {cause}"))
    } else {
        Error::unavailable(format!("the connection to {to} failed before the response: {cause}"))
    };
    let unsent = first && stage != Stage::Response;
    let failed = failed.with_url(shown).with_source(source);
    if unsent { failed.with_nothing_sent() } else { failed }
}

/// The error of a failed handshake. Another attempt would fail in the same way, so its code is not one
/// that is retried.
fn handshake_failed(to: &str, error: &rustls::Error) -> Error {
    let Explanation { cause, hint } = Explanation::of(error);
    let failed = Error::unknown(format!("no secure connection to {to}: {cause}"));
    hint.into_iter().fold(failed, Error::with_hint)
}

/// The error of a response whose body could not be read to its end.
pub(super) fn broken_body(
    SendError { source, .. }: SendError,
    status: StatusCode,
    url: &Url,
) -> Error {
    let url = shown(url);
    let cause = root(&*source).to_string();
    let failed = if is_timeout(&*source) {
        Error::deadline_exceeded(format!("the HTTP client timed out on {url}: {cause}"))
    } else {
        Error::unavailable(format!("the connection to {url} failed within the response: {cause}"))
    };
    failed.with_http_status(status.as_u16()).with_url(url).with_source(source)
}

/// Asks whether the base URL or the codec is right, if an error is that of a server that does not have
/// the RPC or the codec. Other servers than the API's answer in JSON, too.
pub(super) fn doubt(error: Error, status: StatusCode, expectation: &Expectation<'_>) -> Error {
    let is_default = error.code() == status_code(status);
    if is_default && has_no_rpc(status) {
        error.with_hint(doubt_base_url(expectation))
    } else if status == StatusCode::UNSUPPORTED_MEDIA_TYPE {
        error.with_hint(doubt_codec(expectation.codec))
    } else {
        error
    }
}

fn has_no_rpc(status: StatusCode) -> bool {
    matches!(status, StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED | StatusCode::GONE)
}

fn doubt_base_url(expectation: &Expectation<'_>) -> String {
    format!("is {} the API's base URL?", expectation.base_url.shown())
}

fn doubt_codec(codec: Codec) -> String {
    let (found, other) = (content_type::of(codec), other(codec));
    format!("does the server accept {found}? If not, use `Codec::{other:?}`")
}

const fn other(codec: Codec) -> Codec {
    match codec {
        Codec::Json => Codec::Binary,
        Codec::Binary => Codec::Json,
    }
}

/// A response that is neither a message in the expected codec nor an error of the protocol.
pub(super) struct Unexpected<'a> {
    pub(super) status: StatusCode,
    pub(super) url: &'a Url,
    pub(super) content_type: Option<&'a str>,
    /// The body, as far as it was read.
    pub(super) body: &'a [u8],
    /// Why the body could not be read or decompressed.
    pub(super) unreadable: Option<String>,
    pub(super) expectation: &'a Expectation<'a>,
}

impl Unexpected<'_> {
    pub(super) fn into_error(self) -> Error {
        let error = Error::new(self.code(), self.message())
            .with_http_status(self.status.as_u16())
            .with_url(shown(self.url))
            .with_body(self.body);
        match self.hint() {
            Some(hint) => error.with_hint(hint),
            None => error,
        }
    }

    /// The Connect protocol defines the code of a status, and of a successful response with another
    /// content type.
    fn code(&self) -> Code {
        if self.status == StatusCode::OK && self.is_application() {
            return Code::Internal;
        }
        status_code(self.status)
    }

    fn is_application(&self) -> bool {
        let prefix = self.content_type.and_then(|text| text.trim_start().get(..12));
        prefix.is_some_and(|prefix| prefix.eq_ignore_ascii_case("application/"))
    }

    fn is_in_other_codec(&self) -> bool {
        content_type::is(other(self.expectation.codec), self.content_type)
    }

    fn message(&self) -> String {
        let mut message = format!("HTTP {} from {}", self.status, shown(self.url));
        if self.status.is_success() && self.status != StatusCode::OK {
            message.push_str(" instead of 200 OK");
            return message;
        }
        let expected = match (self.status.is_success(), self.expectation.codec) {
            (true, Codec::Json) => "JSON",
            (true, Codec::Binary) => "binary protobuf",
            (false, _) => "an API error",
        };
        match (self.content_type, &self.unreadable) {
            (_, None) if self.body.is_empty() => message.push_str(" without a body"),
            (Some(found), _) => message.push_str(&format!(" with `{found}` instead of {expected}")),
            (None, _) => message.push_str(" with a body without a content type"),
        }
        if let Some(reason) = &self.unreadable {
            message.push_str(&format!(" ({reason})"));
        }
        message
    }

    fn hint(&self) -> Option<String> {
        match self.status {
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Some(doubt_codec(self.expectation.codec)),
            StatusCode::OK if self.is_in_other_codec() => Some(format!(
                "the server answers in another codec than that of the request: use `Codec::{:?}`",
                other(self.expectation.codec)
            )),
            // A web page in place of a response suggests that the base URL is wrong.
            status if status.is_success() || has_no_rpc(status) => {
                Some(doubt_base_url(self.expectation))
            }
            StatusCode::NOT_MODIFIED => Some(
                "it answers conditional requests: remove headers such as `if-none-match`".into(),
            ),
            StatusCode::PROXY_AUTHENTICATION_REQUIRED => Some(match self.expectation.proxy {
                Some(proxy) => format!("the response is from {proxy}: add its user and password"),
                None => "the response is from a proxy: check HTTPS_PROXY and NO_PROXY".into(),
            }),
            _ => None,
        }
    }
}

/// The innermost cause, which names the problem. The outer ones only name the operation.
fn root<'a>(error: &'a (dyn StdError + 'static)) -> &'a (dyn StdError + 'static) {
    causes(error).last().unwrap_or(error)
}

fn tls_error<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a rustls::Error> {
    causes(error).find_map(|cause| cause.downcast_ref())
}

/// Whether a read or write failed for a reason.
fn is_io(error: &(dyn StdError + 'static), kind: io::ErrorKind) -> bool {
    let mut causes = causes(error).filter_map(|cause| cause.downcast_ref::<io::Error>());
    causes.any(|cause| cause.kind() == kind)
}

/// Whether TCP, or a client of the caller, gave up waiting.
fn is_timeout(error: &(dyn StdError + 'static)) -> bool {
    #[cfg(feature = "reqwest")]
    if causes(error)
        .any(|cause| cause.downcast_ref::<reqwest::Error>().is_some_and(reqwest::Error::is_timeout))
    {
        return true;
    }
    is_io(error, io::ErrorKind::TimedOut)
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
