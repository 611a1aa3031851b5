//! Conversion of an HTTP response to an encoded response or an error.

use std::borrow::Cow;
use std::{fmt, io};

use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, StatusCode};

use super::base_url::{BaseUrl, shown};
use super::exchange::{Response, SendError};
use super::proxy::Proxy;
use super::url::Url;
use super::{content_type, failure, gzip};
use crate::codec::Codec;
use crate::http::coding::{is_gzip, joined};
use crate::rpc::{EncodedResponse, Error, Metadata};

/// The maximum size of the body of an error or of a response in another codec, both compressed and
/// decompressed. [`ClientBuilder::max_response_size`](super::ClientBuilder::max_response_size)
/// documents it.
const MAX_ERROR_SIZE: usize = 1 << 20;

/// The expectations of a response.
pub(super) struct Expectation<'a> {
    /// The base URL, for hints.
    pub(super) base_url: &'a BaseUrl,
    /// The encoding of the request, and of a successful response.
    pub(super) codec: Codec,
    /// The maximum size of a body, in bytes.
    pub(super) max_size: usize,
    /// The proxy that the request went through.
    pub(super) proxy: Option<&'a Proxy>,
}

/// Reads a response that is not a redirect.
pub(super) async fn read(
    response: &mut Response,
    expectation: &Expectation<'_>,
) -> Result<EncodedResponse, Error> {
    let is_message = is_message(response, expectation);
    let limit = Limit::new(expectation.max_size, is_message);
    let mut body = Vec::new();
    let collected = collect(response, limit, &mut body).await;
    convert(response, body, collected, is_message, expectation)
}

/// Whether the body is the message of a successful response.
fn is_message(response: &Response, expectation: &Expectation<'_>) -> bool {
    response.status == StatusCode::OK
        && content_type::is(expectation.codec, content_type(&response.headers).as_deref())
}

fn content_type(headers: &HeaderMap) -> Option<Cow<'_, str>> {
    headers.get(CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()))
}

/// Converts a response whose body was read. Not async, so that the future of a call does not hold what is
/// needed here.
fn convert(
    response: &Response,
    body: Vec<u8>,
    collected: Result<(), BodyError>,
    is_message: bool,
    expectation: &Expectation<'_>,
) -> Result<EncodedResponse, Error> {
    let Response { status, headers: raw, url, .. } = response;
    let status = *status;
    let collected = match collected {
        Err(error) if is_message || (status == StatusCode::OK && error.is_broken()) => {
            return Err(error.into_error(status, url));
        }
        outcome => outcome,
    };
    let (mut headers, trailers) = metadata(raw);
    if is_message {
        let http_status = Some(status.as_u16());
        return Ok(EncodedResponse {
            headers,
            codec: expectation.codec,
            trailers,
            http_status,
            ..EncodedResponse::new(body)
        });
    }
    let content_type = content_type(raw);
    let content_type = content_type.as_deref();
    // Errors are JSON in any codec. An error response is used even if its body cannot be read, unless
    // only a part of it is known.
    let may_report = !status.is_success()
        && (content_type.is_none() || content_type::is(Codec::Json, content_type));
    let is_whole = !matches!(collected, Err(BodyError::TooLarge(_)));
    let reported = (may_report && is_whole)
        .then(|| Error::from_json(&body, failure::status_code(status)))
        .flatten();
    let error = match reported {
        Some(error) => failure::doubt(error, status, expectation)
            .with_http_status(status.as_u16())
            .with_url(shown(url)),
        None => failure::Unexpected {
            status,
            url,
            content_type,
            body: &body,
            unreadable: collected.err().map(|error| error.to_string()),
            expectation,
        }
        .into_error(),
    };
    headers.extend(&trailers);
    Err(error.with_metadata(headers))
}

/// The maximum size of a body, in bytes.
#[derive(Clone, Copy)]
enum Limit {
    /// The client's `max_response_size`.
    Response(usize),
    /// [`MAX_ERROR_SIZE`].
    Error,
}

impl Limit {
    /// The limit for a message, or for another body.
    const fn new(max_response_size: usize, is_message: bool) -> Self {
        if is_message || max_response_size < MAX_ERROR_SIZE {
            Self::Response(max_response_size)
        } else {
            Self::Error
        }
    }

    const fn bytes(self) -> usize {
        match self {
            Self::Response(bytes) => bytes,
            Self::Error => MAX_ERROR_SIZE,
        }
    }
}

/// The error of reading a body.
enum BodyError {
    Broken(SendError),
    TooLarge(Limit),
    Encoding(String),
    Gzip(io::Error),
}

impl BodyError {
    const fn is_broken(&self) -> bool {
        matches!(self, Self::Broken(_))
    }

    /// The error of a response that is otherwise successful.
    fn into_error(self, status: StatusCode, url: &Url) -> Error {
        let text = self.to_string();
        let error = match self {
            Self::Broken(error) => return failure::broken_body(error, status, url),
            Self::TooLarge(_) => Error::resource_exhausted(text),
            Self::Encoding(_) => Error::internal(text),
            Self::Gzip(error) => Error::internal(text).with_source(error),
        };
        error.with_http_status(status.as_u16()).with_url(shown(url))
    }
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken(_) => f.write_str("the connection failed within the response"),
            Self::TooLarge(Limit::Response(bytes)) => write!(
                f,
                "the response exceeds the limit of {bytes} bytes; raise the client's \
                 `max_response_size`"
            ),
            Self::TooLarge(Limit::Error) => write!(
                f,
                "the body is too large to read: it exceeds the limit of {MAX_ERROR_SIZE} bytes for \
                 errors"
            ),
            Self::Encoding(encoding) => write!(
                f,
                "the response is encoded as `{encoding}`, but the request accepts only gzip"
            ),
            Self::Gzip(error) => write!(f, "the response is not valid gzip: {error}"),
        }
    }
}

/// Reads and decompresses the body. If it is too large, `body` holds its start; after another error,
/// what was received, as it was sent.
async fn collect(
    response: &mut Response,
    limit: Limit,
    body: &mut Vec<u8>,
) -> Result<(), BodyError> {
    while let Some(chunk) = response.body.chunk().await {
        let chunk = chunk.map_err(BodyError::Broken)?;
        let room = limit.bytes() - body.len();
        body.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
        if chunk.len() > room {
            return Err(BodyError::TooLarge(limit));
        }
    }
    match content_coding(&response.headers).as_str() {
        "" | "identity" => {}
        // An empty body is not compressed, even if the header says so.
        gzip if is_gzip(gzip) && body.is_empty() => {}
        gzip if is_gzip(gzip) => {
            let plain = gzip::decompress(body, limit.bytes()).map_err(BodyError::Gzip)?;
            *body = plain.start;
            if plain.exceeds_limit {
                return Err(BodyError::TooLarge(limit));
            }
        }
        other => return Err(BodyError::Encoding(other.to_owned())),
    }
    Ok(())
}

/// The coding of a body, in lower case. Several are joined by commas.
fn content_coding(headers: &HeaderMap) -> String {
    joined(headers, &CONTENT_ENCODING).unwrap_or_default().trim().to_ascii_lowercase()
}

/// Headers of the transfer, which are not part of the response's metadata.
const TRANSFER_HEADERS: [&str; 5] =
    ["connection", "content-encoding", "content-length", "keep-alive", "transfer-encoding"];

/// Splits the headers into headers and trailers, which the protocol sends with the prefix
/// `trailer-`.
fn metadata(raw: &HeaderMap) -> (Metadata, Metadata) {
    let (mut headers, mut trailers) = (Metadata::new(), Metadata::new());
    headers.reserve(raw.len());
    for (name, value) in raw {
        let name = name.as_str();
        if TRANSFER_HEADERS.contains(&name) {
            continue;
        }
        let (side, name) = match name.strip_prefix("trailer-") {
            Some(name) => (&mut trailers, name),
            None => (&mut headers, name),
        };
        // A trailer without a name is skipped.
        if !name.is_empty() {
            side.append_received(name, printable(value));
        }
    }
    (headers, trailers)
}

/// The text of a header value. Bytes other than printable ASCII become `?`.
fn printable(value: &HeaderValue) -> Cow<'_, str> {
    let kept = |byte: u8| byte == b' ' || byte == b'\t' || byte.is_ascii_graphic();
    let replaced = |byte: &u8| if kept(*byte) { char::from(*byte) } else { '?' };
    match value.to_str() {
        Ok(text) => text.into(),
        Err(_) => value.as_bytes().iter().map(replaced).collect(),
    }
}
