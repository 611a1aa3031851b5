//! Conversion of an encoded request to an HTTP request of the Connect protocol.

use std::time::Duration;

use bytes::Bytes;
use gitpod_formats::base64;
use http::header::{
    ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, USER_AGENT,
};
use http::{Method, Request};
use http_body_util::Full;

use super::transport::Options;
use super::url::Url;
use super::{content_type, gzip};
use crate::codec::Codec;
use crate::rpc::{Code, EncodedRequest, Error, Idempotency, Metadata, MethodDescriptor, Sensitive};

/// The maximum length of the URL of a `GET`. Longer requests are sent as `POST`, because servers and
/// proxies reject long URLs.
const MAX_GET_URL: usize = 8_000;

/// The maximum timeout, in milliseconds: the protocol allows ten digits.
const MAX_TIMEOUT_MS: u128 = 9_999_999_999;

/// Headers that the protocol or HTTP itself sets, in lower case.
const RESERVED: [&str; 12] = [
    "accept-encoding",
    "connect-protocol-version",
    "connect-timeout-ms",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "host",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// A request of a call, which can be sent again after a redirect.
pub(super) struct Outgoing {
    pub(super) url: Url,
    pub(super) codec: Codec,
    method: Method,
    metadata: Metadata,
    /// The value of `connect-timeout-ms`.
    timeout: Option<HeaderValue>,
    body: Bytes,
    is_compressed: bool,
    /// The RPC, if it is in the schema, and the request before compression.
    rpc: Option<&'static MethodDescriptor>,
    message: Bytes,
    /// The redirect since which the caller's headers are left out.
    stripped: Option<Stripped>,
}

/// The origins of a redirect that removed headers.
struct Stripped {
    from: String,
    to: String,
}

impl Outgoing {
    /// Converts a request to the URL of its RPC.
    pub(super) fn new(options: &Options, url: Url, request: EncodedRequest) -> Result<Self, Error> {
        let timeout = request.timeout.map(timeout).transpose()?;
        let (rpc, idempotency) = (request.method(), request.idempotency());
        let EncodedRequest { metadata, codec, body: message, .. } = request;
        let message = Bytes::from(message);
        let (body, is_compressed) = compress(&message, options.compress_requests)?;
        let (method, stripped) = (Method::POST, None);
        let post = Self {
            url,
            codec,
            method,
            metadata,
            timeout,
            body,
            is_compressed,
            rpc,
            message,
            stripped,
        };
        // Servers and proxies log URLs.
        if options.use_get
            && idempotency == Idempotency::NoSideEffects
            && let Some(url) = post.url_with_message()
            && post.sensitive().is_none()
        {
            return Ok(Self { method: Method::GET, url, body: Bytes::new(), ..post });
        }
        Ok(post)
    }

    /// The URL of a `GET`, with the parameters in the order of the protocol's specification. `None` if it
    /// is too long. The message is in base64, which binary needs, and which is shorter than escaping the
    /// quotes and braces of JSON.
    fn url_with_message(&self) -> Option<Url> {
        if self.body.len() > MAX_GET_URL {
            return None;
        }
        let compression = if self.is_compressed { "&compression=gzip" } else { "" };
        let path = format!(
            "{}?connect=v1&base64=1{compression}&encoding={}&message={}",
            self.url.path(),
            self.codec.name(),
            base64::encode_url_safe(&self.body)
        );
        let is_short = self.url.origin().len() + path.len() <= MAX_GET_URL;
        is_short.then(|| self.url.with_path(path).ok()).flatten()
    }

    /// The HTTP request without its URL.
    pub(super) fn request(&self) -> Result<Request<Full<Bytes>>, Error> {
        let mut request = Request::new(Full::new(self.body.clone()));
        *request.method_mut() = self.method.clone();
        *request.headers_mut() = self.headers()?;
        Ok(request)
    }

    fn headers(&self) -> Result<HeaderMap, Error> {
        let mut headers = HeaderMap::with_capacity(self.metadata.len() + PROTOCOL_HEADERS);
        for (name, value) in self.metadata.iter().filter(|(name, _)| self.sends(name)) {
            append(&mut headers, name, value)?;
        }
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        headers.entry(USER_AGENT).or_insert(HeaderValue::from_static(OUR_USER_AGENT));
        if let Some(timeout) = &self.timeout {
            headers.insert(CONNECT_TIMEOUT, timeout.clone());
        }
        if self.method == Method::POST {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type::of(self.codec)));
            headers.insert(CONNECT_VERSION, HeaderValue::from_static("1"));
            if self.is_compressed {
                headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            }
        }
        Ok(headers)
    }

    /// Whether a header of the caller is sent to the current origin. An origin without trust gets those
    /// alone that hold no credential.
    fn sends(&self, name: &str) -> bool {
        self.stripped.is_none() || name == USER_AGENT
    }

    /// The reason why another origin must not get the request.
    pub(super) fn sensitive(&self) -> Option<Sensitive> {
        Sensitive::find(self.rpc, self.codec, &self.message)
    }

    /// Changes the URL of the request.
    pub(super) fn move_to(&mut self, url: Url) {
        self.url = url;
    }

    /// Removes the headers that an origin without trust does not get.
    pub(super) fn strip(&mut self, to: &Url) {
        if self.metadata.iter().any(|(name, _)| self.sends(name) && name != USER_AGENT) {
            self.stripped = Some(Stripped { from: self.url.origin(), to: to.origin() });
        }
    }

    /// Adds a hint to an `unauthenticated` error if headers were removed.
    pub(super) fn explain(&self, error: Error) -> Error {
        match &self.stripped {
            Some(Stripped { from, to }) if error.code() == Code::Unauthenticated => error
                .with_hint(format!(
                    "{from} redirected the call to {to}, which did not get its headers, such as the \
                     token: use that server as base URL, or allow it with `trust_redirects_to`"
                )),
            _ => error,
        }
    }
}

const OUR_USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
const CONNECT_VERSION: HeaderName = HeaderName::from_static("connect-protocol-version");
const CONNECT_TIMEOUT: HeaderName = HeaderName::from_static("connect-timeout-ms");

/// Whether callers cannot set a header, given in lower case.
pub(super) fn is_reserved(name: &str) -> bool {
    RESERVED.contains(&name)
}

/// The number of headers that the protocol and HTTP add to those of the caller.
const PROTOCOL_HEADERS: usize = 9;

/// Adds a header of the caller. Over HTTP/2, it is not kept in a compression table, because it may hold
/// a credential.
fn append(headers: &mut HeaderMap, name: &str, value: &str) -> Result<(), Error> {
    if is_reserved(name) {
        let message = format!("header `{name}` is set by the protocol");
        return Err(Error::invalid_argument(message).with_nothing_sent());
    }
    // Metadata holds only valid header names and values.
    let invalid = || Error::internal(format!("header `{name}` cannot be sent"));
    let header = HeaderName::from_bytes(name.as_bytes()).map_err(|_| invalid())?;
    let mut value = HeaderValue::from_str(value).map_err(|_| invalid())?;
    value.set_sensitive(header != USER_AGENT);
    headers.append(header, value);
    Ok(())
}

/// The value of `connect-timeout-ms`, rounded up, so that the server does not time out before the client.
fn timeout(timeout: Duration) -> Result<HeaderValue, Error> {
    let ms = timeout.as_nanos().div_ceil(1_000_000).min(MAX_TIMEOUT_MS);
    HeaderValue::from_str(&ms.to_string()).map_err(|error| Error::internal(error.to_string()))
}

/// Compresses a body of at least `min_size` bytes. Returns whether it is compressed.
fn compress(message: &Bytes, min_size: Option<usize>) -> Result<(Bytes, bool), Error> {
    if min_size.is_none_or(|min_size| message.len() < min_size) {
        return Ok((message.clone(), false));
    }
    let body = gzip::compress(message)
        .map_err(|error| Error::internal("the request cannot be compressed").with_source(error))?;
    Ok((body.into(), true))
}
