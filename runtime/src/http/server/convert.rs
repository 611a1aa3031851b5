//! Conversions of responses, errors and headers between our types and those of `connectrpc`.

use connectrpc::{
    CodecFormat, ConnectError, ConnectRpcBody, EncodedBody, EncodedResponse as ConnectResponse,
    ErrorCode, ErrorDetail as ConnectDetail, Protocol, Response,
};
use gitpod_formats::base64;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::codec::Codec;
use crate::rpc::{EncodedResponse, Error, ErrorDetail, Metadata};

/// Converts the codec of a call. `head` admits only our two.
pub(super) fn to_codec(format: CodecFormat) -> Codec {
    if format == CodecFormat::Json { Codec::Json } else { Codec::Binary }
}

/// Converts a response to a request in `codec`.
pub(super) fn to_connect_response(
    response: EncodedResponse,
    codec: Codec,
) -> Result<ConnectResponse, ConnectError> {
    check_codec(codec, response.codec)?;
    let mut converted = Response::new(EncodedBody::Contiguous(response.body.into()));
    append_metadata(&mut converted.headers, "", &response.headers);
    append_metadata(&mut converted.trailers, "", &response.trailers);
    Ok(converted)
}

/// Checks the codec of a response, because the client decodes it with that of its request.
pub(super) fn check_codec(requested: Codec, found: Codec) -> Result<(), ConnectError> {
    if found == requested {
        return Ok(());
    }
    let message = format!("the service answered in {}, not in {}", found.name(), requested.name());
    Err(ConnectError::internal(message))
}

/// Converts an error, without its source. `connectrpc` has all of our codes.
pub(super) fn to_connect_error(error: &Error, protocol: Option<Protocol>) -> ConnectError {
    let code = error.code().as_str().parse().unwrap_or(ErrorCode::Unknown);
    let converted = ConnectError::new(code, error.message());
    let converted =
        error.details().iter().map(to_detail).fold(converted, ConnectError::with_detail);
    let mut metadata = HeaderMap::new();
    append_metadata(&mut metadata, "", error.metadata());
    match protocol {
        // A gRPC error consists of trailers, and gRPC clients look for metadata there.
        Some(Protocol::Grpc | Protocol::GrpcWeb) => converted.with_trailers(metadata),
        _ => converted.with_headers(metadata),
    }
}

/// The HTTP response of an error, in the protocol of the request's content type. Without one, it is
/// a Connect error.
pub(super) fn error_response(
    error: ConnectError,
    content_type: Option<HeaderValue>,
) -> http::Response<ConnectRpcBody> {
    let mut headers = HeaderMap::new();
    if let Some(content_type) = content_type {
        headers.insert(CONTENT_TYPE, content_type);
    }
    error.into_http_response(&headers)
}

/// Converts request headers. Values with bytes outside printable ASCII are skipped, because HTTP does
/// not define their encoding.
pub(super) fn to_metadata(headers: &HeaderMap) -> Metadata {
    let mut metadata = Metadata::new();
    metadata.reserve(headers.len());
    for (name, value) in headers {
        // Names are valid and in lower case, and so are values of printable ASCII.
        if let Ok(value) = value.to_str() {
            metadata.append_received(name.as_str(), value);
        }
    }
    metadata
}

fn to_detail(detail: &ErrorDetail) -> ConnectDetail {
    ConnectDetail {
        type_url: detail.type_name().into(),
        // The protocol requires base64 without padding.
        value: Some(base64::encode_unpadded(detail.value())),
        debug: detail.debug().cloned(),
    }
}

/// Appends metadata, with a prefix to its names. Skips what belongs to the protocol.
pub(super) fn append_metadata(headers: &mut HeaderMap, prefix: &str, metadata: &Metadata) {
    for (name, value) in metadata.iter().filter(|(name, _)| !is_reserved(name)) {
        // Metadata holds only valid header names and values.
        let name = HeaderName::try_from(format!("{prefix}{name}"));
        if let (Ok(name), Ok(value)) = (name, HeaderValue::try_from(value)) {
            headers.append(name, value);
        }
    }
}

/// Whether a header, in lower case, belongs to the protocol or to the framing. Handlers cannot set
/// such headers, because `connectrpc` and hyper write them.
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
