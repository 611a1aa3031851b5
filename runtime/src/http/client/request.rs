//! Conversion of an encoded request to an HTTP request of the Connect protocol.

use bytes::Bytes;
use gitpod_formats::base64;
use reqwest::header::{
    ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, USER_AGENT,
};
use reqwest::{Method, Url};

use super::transport::Options;
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

/// The headers that other origins get, too, in lower case: the protocol needs them to read the
/// request. Any other header may hold a credential.
const FOR_ANY_ORIGIN: [&str; 6] = [
    "accept-encoding",
    "connect-protocol-version",
    "connect-timeout-ms",
    "content-encoding",
    "content-type",
    "user-agent",
];

/// An HTTP request that can be sent again after a redirect.
pub(super) struct Outgoing {
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// The RPC, if it is in the schema, and the request before compression.
    rpc: Option<&'static MethodDescriptor>,
    message: Bytes,
    pub(super) codec: Codec,
    /// The redirect that removed headers.
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
        let mut headers = headers(&request.metadata)?;
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        headers.entry(USER_AGENT).or_insert(HeaderValue::from_static(OUR_USER_AGENT));
        if let Some(timeout) = request.timeout {
            // Rounded up, so that the server does not time out before the client.
            let ms = timeout.as_nanos().div_ceil(1_000_000).min(MAX_TIMEOUT_MS);
            headers.insert(CONNECT_TIMEOUT, number(ms)?);
        }
        let (rpc, idempotency) = (request.method(), request.idempotency());
        let (message, codec) = (Bytes::from(request.body), request.codec);
        let (body, compressed) = compress(&message, options.compress_requests)?;
        if options.use_get && idempotency == Idempotency::NoSideEffects {
            let url = with_message(&url, codec, &body, compressed);
            // Servers and proxies log URLs.
            if url.as_str().len() <= MAX_GET_URL && Sensitive::find(rpc, codec, &message).is_none()
            {
                let (method, body) = (Method::GET, Bytes::new());
                let stripped = None;
                return Ok(Self { method, url, headers, body, rpc, message, codec, stripped });
            }
        }
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type::of(codec)));
        headers.insert(CONNECT_VERSION, HeaderValue::from_static("1"));
        if compressed {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        let (method, stripped) = (Method::POST, None);
        Ok(Self { method, url, headers, body, rpc, message, codec, stripped })
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
        let removed: Vec<HeaderName> =
            self.headers.keys().filter(|name| !is_public(name)).cloned().collect();
        if !removed.is_empty() {
            let origin = |url: &Url| url.origin().ascii_serialization();
            self.stripped = Some(Stripped { from: origin(&self.url), to: origin(to) });
        }
        for name in removed {
            self.headers.remove(name);
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

fn is_public(name: &HeaderName) -> bool {
    FOR_ANY_ORIGIN.contains(&name.as_str())
}

fn headers(metadata: &Metadata) -> Result<HeaderMap, Error> {
    let mut headers = HeaderMap::with_capacity(metadata.len() + 5);
    for (name, value) in metadata.iter() {
        if is_reserved(name) {
            let message = format!("header `{name}` is set by the protocol");
            return Err(Error::invalid_argument(message).with_nothing_sent());
        }
        // Metadata holds only valid header names and values.
        let invalid = || Error::internal(format!("header `{name}` cannot be sent"));
        let header = HeaderName::from_bytes(name.as_bytes()).map_err(|_| invalid())?;
        let mut value = HeaderValue::from_str(value).map_err(|_| invalid())?;
        value.set_sensitive(metadata.is_secret(name));
        headers.append(header, value);
    }
    Ok(headers)
}

fn number(number: u128) -> Result<HeaderValue, Error> {
    HeaderValue::from_str(&number.to_string()).map_err(|error| Error::internal(error.to_string()))
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

/// The URL of a `GET`, with the parameters in the order of the protocol's specification. The message is
/// in base64, which binary needs, and which is shorter than escaping the quotes and braces of JSON.
fn with_message(url: &Url, codec: Codec, body: &[u8], compressed: bool) -> Url {
    let mut url = url.clone();
    let mut query = url.query_pairs_mut();
    query.append_pair("connect", "v1").append_pair("base64", "1");
    if compressed {
        query.append_pair("compression", "gzip");
    }
    query.append_pair("encoding", codec.name());
    query.append_pair("message", &base64::encode_url_safe(body));
    drop(query);
    url
}
