//! Unary calls of the Connect protocol with `POST`, whose bodies are the messages.
//!
//! They are most of the calls of a server. `connectrpc` copies the headers of a request twice and boxes
//! several futures for each of them, so this module serves them itself, with the compression and the
//! errors of `connectrpc`.

use std::time::Instant;

use bytes::Bytes;
use connectrpc::{CompressionRegistry, ConnectError, ConnectRpcBody};
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE};
use http::request::Parts;
use http::{Extensions, HeaderMap, HeaderName, HeaderValue, Response};
use http_body::Body;
use http_body_util::Full;
use tokio::time::timeout_at;

use super::coding;
use super::content_type::ContentType;
use super::convert::{append_metadata, check_codec, error_response, to_connect_error};
use super::gather::Gather;
use super::options::Options;
use super::protocol_headers;
use super::request_body::RequestBody;
use super::resolved_call::ResolvedCall;
use crate::codec::Codec;
use crate::rpc::EncodedResponse;

/// A unary call of the Connect protocol.
pub(super) struct Unary<'o> {
    pub(super) call: ResolvedCall,
    pub(super) codec: Codec,
    pub(super) options: &'o Options,
    pub(super) codings: &'o CompressionRegistry,
}

impl Unary<'_> {
    /// Reads the body, calls the route, and responds. `head` has checked and normalized the headers.
    pub(super) async fn respond<B>(
        self,
        parts: Parts,
        body: RequestBody<B>,
    ) -> Response<ConnectRpcBody>
    where
        B: Body<Data = Bytes>,
        B::Error: std::error::Error + 'static,
    {
        let Self { codec, options, codings, .. } = self;
        let Parts { mut headers, extensions, .. } = parts;
        let coding = codings.negotiate_encoding(
            text(&headers, &ACCEPT_ENCODING),
            text(&headers, &CONTENT_ENCODING),
        );
        let timeout = options.timeout(protocol_headers::connect_timeout(&headers));
        // A timeout that overflows the clock means no deadline.
        let deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        let call = self.call(&headers, extensions, body, deadline);
        let outcome = match deadline {
            Some(end) => timeout_at(end.into(), call).await.unwrap_or_else(|_| Err(timed_out())),
            None => call.await,
        };
        match outcome {
            Ok(response) => {
                let coding = coding.filter(|_| response.body.len() >= options.compress_from);
                // hyper parses the next request into the map of this response, so a map that is
                // large enough for a request is kept.
                headers.clear();
                add_headers(&mut headers, codec, options, &response);
                success(headers, codings, coding, response.body)
            }
            Err(error) => error_response(error, None),
        }
    }

    async fn call<B>(
        self,
        headers: &HeaderMap,
        extensions: Extensions,
        body: RequestBody<B>,
        deadline: Option<Instant>,
    ) -> Result<EncodedResponse, ConnectError>
    where
        B: Body<Data = Bytes>,
        B::Error: std::error::Error + 'static,
    {
        let body = Gather::new(body).read().await;
        let body = body.map_err(|error| error.to_connect_error())?;
        let body = self.decompressed(headers, body)?;
        let (route, mut request) = self.call.prepare(self.codec, headers, deadline, extensions);
        request.body = body.into();
        let response = route.into_call(request).await;
        let response = response.map_err(|error| to_connect_error(&error, None))?;
        check_codec(self.codec, response.codec)?;
        Ok(response)
    }

    /// The message of a body, within the limit.
    fn decompressed(&self, headers: &HeaderMap, body: Bytes) -> Result<Bytes, ConnectError> {
        let coding = text(headers, &CONTENT_ENCODING).unwrap_or("identity");
        self.codings.decompress_with_limit(coding, body, self.options.message_limit)
    }
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

fn timed_out() -> ConnectError {
    ConnectError::deadline_exceeded("request timeout")
}

/// Adds the headers of a response, other than its coding.
fn add_headers(
    headers: &mut HeaderMap,
    codec: Codec,
    options: &Options,
    response: &EncodedResponse,
) {
    if let Some(content_type) = ContentType::Connect(codec).canonical() {
        headers.insert(CONTENT_TYPE, content_type);
    }
    if let Some(accepted) = coding::accepted(options) {
        headers.insert(ACCEPT_ENCODING, accepted);
    }
    append_metadata(headers, "", &response.headers);
    append_metadata(headers, "trailer-", &response.trailers);
}

/// The HTTP response of a call, compressed with `coding`.
fn success(
    mut headers: HeaderMap,
    codings: &CompressionRegistry,
    coding: Option<&'static str>,
    body: Vec<u8>,
) -> Response<ConnectRpcBody> {
    let compressed = coding.and_then(|name| Some((name, codings.compress(name, &body).ok()?)));
    let body = match compressed {
        Some((name, body)) => {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(name));
            body
        }
        None => body.into(),
    };
    let mut response = Response::new(ConnectRpcBody::Full(Full::new(body)));
    *response.headers_mut() = headers;
    response
}
