//! From replies and errors to what the protocols write.

use connectrpc::{
    ConnectError, ConnectRpcBody, EncodedBody, EncodedResponse as ConnectResponse, ErrorCode,
    ErrorDetail as ConnectDetail, Protocol, Response,
};
use gitpod_formats::base64;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::rpc::{EncodedResponse, Error, ErrorDetail, Metadata};

/// Writes a reply.
pub(super) fn to_connect_response(reply: EncodedResponse) -> ConnectResponse {
    let mut response = Response::new(EncodedBody::Contiguous(reply.body.into()));
    response.headers = to_headers(&reply.headers);
    response.trailers = to_headers(&reply.trailers);
    response
}

/// Writes an error, without its source.
pub(super) fn to_connect_error(error: &Error, protocol: Option<Protocol>) -> ConnectError {
    let code = error.code().as_str().parse().unwrap_or(ErrorCode::Unknown);
    let written = ConnectError::new(code, error.message());
    let written = error.details().iter().map(to_detail).fold(written, ConnectError::with_detail);
    let metadata = to_headers(error.metadata());
    match protocol {
        // An error of gRPC is all trailers, and its clients look there.
        Some(Protocol::Grpc | Protocol::GrpcWeb) => written.with_trailers(metadata),
        _ => written.with_headers(metadata),
    }
}

/// The response of an error, framed as the request's content type asks for.
pub(super) fn framed(
    error: ConnectError,
    content_type: Option<HeaderValue>,
) -> http::Response<ConnectRpcBody> {
    let mut headers = HeaderMap::new();
    if let Some(content_type) = content_type {
        headers.insert(CONTENT_TYPE, content_type);
    }
    error.into_http_response(&headers)
}

fn to_detail(detail: &ErrorDetail) -> ConnectDetail {
    ConnectDetail {
        type_url: detail.type_name().into(),
        // The protocol asks for base64 without padding.
        value: Some(base64::encode_unpadded(detail.value())),
        debug: detail.debug().cloned(),
    }
}

fn to_headers(metadata: &Metadata) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in metadata.iter().filter(|(name, _)| !is_reserved(name)) {
        // What metadata holds is what headers can carry.
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            headers.append(name, value);
        }
    }
    headers
}

/// Whether the header, in lower case, says how a message is framed: that is for the protocol to
/// say, and twice is once too often.
fn is_reserved(name: &str) -> bool {
    const NAMES: [&str; 13] = [
        "accept-encoding",
        "connection",
        "content-encoding",
        "content-length",
        "content-type",
        "host",
        "keep-alive",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "user-agent",
    ];
    const PREFIXES: [&str; 3] = ["connect-", "grpc-", "trailer-"];
    NAMES.contains(&name) || PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}
