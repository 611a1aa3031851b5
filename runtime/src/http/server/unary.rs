//! Unary calls with `POST`, of all protocols.
//!
//! They are most of the calls of a server. `connectrpc` copies the headers of a request twice and boxes
//! several futures for each of them, so this module serves them itself, with the compression and the
//! errors of `connectrpc`. The body of a Connect call is the message, and `grpc` has the framing of the
//! others.

use std::pin::pin;
use std::time::{Duration, Instant};

use bytes::Bytes;
use connectrpc::{CompressionRegistry, ConnectError, ConnectRpcBody};
use http::header::{self, CONTENT_TYPE};
use http::{Extensions, HeaderMap, HeaderName, HeaderValue, Response};
use http_body::Body;
use http_body_util::Full;
use tokio::time::timeout_at;

use super::content_type::{ContentType, Protocol};
use super::convert::{append_metadata, check_codec, error_response, to_connect_error};
use super::gather::Gather;
use super::options::Options;
use super::request_body::RequestBody;
use super::resolved_call::ResolvedCall;
use super::response_body::ResponseBody;
use super::{coding, grpc};
use crate::codec::Codec;
use crate::rpc::EncodedResponse;

/// A unary call.
pub(super) struct Unary<'o> {
    pub(super) call: ResolvedCall,
    pub(super) protocol: Protocol,
    pub(super) codec: Codec,
    /// The timeout that the client sets.
    pub(super) timeout: Option<Duration>,
    pub(super) options: &'o Options,
    pub(super) codings: &'o CompressionRegistry,
}

impl Unary<'_> {
    /// Reads the body, calls the route, and responds. `head` has checked and normalized the headers.
    pub(super) async fn respond<B>(
        self,
        mut headers: HeaderMap,
        extensions: Extensions,
        body: RequestBody<B>,
    ) -> Response<ResponseBody>
    where
        B: Body<Data = Bytes>,
        B::Error: std::error::Error + 'static,
    {
        let Self { protocol, codec, options, codings, .. } = self;
        let timeout = options.timeout(self.timeout);
        // A timeout that overflows the clock means no deadline.
        let deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        let outcome = {
            // Pinned once, because each move of a future makes room for another.
            let mut call = pin!(self.call(&headers, extensions, body, deadline));
            match deadline {
                Some(end) => {
                    let outcome = timeout_at(end.into(), call.as_mut()).await;
                    outcome.unwrap_or_else(|_| Err(timed_out()))
                }
                None => call.await,
            }
        };
        match outcome {
            Ok(response) => {
                let coding = negotiate(protocol, codings, &headers);
                // hyper parses the next request into the map of this response, so a map that is
                // large enough for a request is kept.
                headers.clear();
                let responding = Responding { protocol, codec, options, codings, coding };
                responding.success(headers, response)
            }
            Err(error) => {
                let content_type = (protocol != Protocol::Connect)
                    .then(|| ContentType::Served(protocol, codec).canonical());
                error_response(error, content_type.flatten()).map(ResponseBody::new)
            }
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
        let body = Gather::new(pin!(body)).read().await;
        let body = body.map_err(|error| error.to_connect_error())?;
        let body = self.message(headers, body)?;
        let (route, mut request) = self.call.prepare(self.codec, headers, deadline, extensions);
        request.body = body.into();
        let response = route.respond(request).await;
        let response =
            response.map_err(|error| to_connect_error(&error, Some(self.protocol.into())))?;
        check_codec(self.codec, response.codec)?;
        if self.protocol != Protocol::Connect {
            grpc::check_size(response.body.len())?;
        }
        Ok(response)
    }

    /// The message of a body, within the limit.
    fn message(&self, headers: &HeaderMap, body: Bytes) -> Result<Bytes, ConnectError> {
        let coding = text(headers, content_encoding(self.protocol));
        let limit = self.options.message_limit;
        match self.protocol {
            Protocol::Connect => {
                self.codings.decompress_with_limit(coding.unwrap_or("identity"), body, limit)
            }
            Protocol::Grpc | Protocol::GrpcWeb => grpc::open(body, coding, self.codings, limit),
        }
    }
}

/// The header of the coding of a body or of its messages.
fn content_encoding(protocol: Protocol) -> &'static HeaderName {
    match protocol {
        Protocol::Connect => &header::CONTENT_ENCODING,
        Protocol::Grpc | Protocol::GrpcWeb => &grpc::ENCODING,
    }
}

/// The header of the codings that a peer accepts.
fn accept_encoding(protocol: Protocol) -> &'static HeaderName {
    match protocol {
        Protocol::Connect => &header::ACCEPT_ENCODING,
        Protocol::Grpc | Protocol::GrpcWeb => &grpc::ACCEPT_ENCODING,
    }
}

/// The coding that the client accepts in the response to a request with these headers.
fn negotiate(
    protocol: Protocol,
    codings: &CompressionRegistry,
    headers: &HeaderMap,
) -> Option<&'static str> {
    let accepted = text(headers, accept_encoding(protocol));
    codings.negotiate_encoding(accepted, text(headers, content_encoding(protocol)))
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

fn timed_out() -> ConnectError {
    ConnectError::deadline_exceeded("request timeout")
}

/// The settings of a response.
struct Responding<'o> {
    protocol: Protocol,
    codec: Codec,
    options: &'o Options,
    codings: &'o CompressionRegistry,
    /// The coding that the client accepts.
    coding: Option<&'static str>,
}

impl Responding<'_> {
    /// The HTTP response of a successful call. `headers` is empty.
    fn success(self, mut headers: HeaderMap, response: EncodedResponse) -> Response<ResponseBody> {
        let EncodedResponse { headers: metadata, trailers, body, .. } = response;
        self.add_headers(&mut headers);
        append_metadata(&mut headers, "", &metadata);
        let compressed = self.compressed(&body);
        let is_compressed = compressed.is_some();
        let message = compressed.unwrap_or_else(|| body.into());
        let body = match self.protocol {
            Protocol::Connect => {
                append_metadata(&mut headers, "trailer-", &trailers);
                ResponseBody::new(ConnectRpcBody::Full(Full::new(message)))
            }
            Protocol::Grpc | Protocol::GrpcWeb => {
                let is_web = self.protocol == Protocol::GrpcWeb;
                ResponseBody::grpc(grpc::body(message, is_compressed, is_web, &trailers))
            }
        };
        // gRPC names the coding of compressed messages, whether or not there are any.
        let names_coding = is_compressed || self.protocol != Protocol::Connect;
        if let Some(coding) = self.coding.filter(|_| names_coding) {
            headers.insert(content_encoding(self.protocol), HeaderValue::from_static(coding));
        }
        let mut response = Response::new(body);
        *response.headers_mut() = headers;
        response
    }

    fn add_headers(&self, headers: &mut HeaderMap) {
        if let Some(content_type) = ContentType::Served(self.protocol, self.codec).canonical() {
            headers.insert(CONTENT_TYPE, content_type);
        }
        if let Some(accepted) = coding::accepted(self.options) {
            headers.insert(accept_encoding(self.protocol), accepted);
        }
    }

    /// The message in the coding that the client accepts. `None` if it is sent as it is.
    fn compressed(&self, message: &[u8]) -> Option<Bytes> {
        let coding = self.coding.filter(|_| message.len() >= self.options.compress_from)?;
        self.codings.compress(coding, message).ok()
    }
}
