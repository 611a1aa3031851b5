//! The framing of gRPC and gRPC-Web: envelopes around messages, and trailers.

use bytes::{Buf, Bytes};
use connectrpc::{CompressionRegistry, ConnectError};
use http::header::HeaderName;
use http::{HeaderMap, HeaderValue};

use super::convert::append_metadata;
use super::response_body::GrpcBody;
use crate::rpc::Metadata;

/// The header of the coding that the messages have.
pub(super) static ENCODING: HeaderName = HeaderName::from_static("grpc-encoding");
/// The header of the codings that a peer accepts.
pub(super) static ACCEPT_ENCODING: HeaderName = HeaderName::from_static("grpc-accept-encoding");
static STATUS: HeaderName = HeaderName::from_static("grpc-status");

/// The size of the header of an envelope: flags and the length of the message.
const HEADER: usize = 5;
/// The flag of a compressed message.
const COMPRESSED: u8 = 1;
/// The flag of the trailers of gRPC-Web.
const TRAILERS: u8 = 0x80;
/// The size from which a message is not copied behind its header.
const SEPARATE: usize = 16 << 10;

/// The message of a body with one envelope, decompressed. `coding` is that of the request.
pub(super) fn open(
    mut body: Bytes,
    coding: Option<&str>,
    codings: &CompressionRegistry,
    limit: usize,
) -> Result<Bytes, ConnectError> {
    let coding = coding.filter(|coding| *coding != "identity");
    if let Some(coding) = coding.filter(|coding| !codings.supports(coding)) {
        return Err(ConnectError::unimplemented(format!("unsupported compression: {coding}")));
    }
    if body.is_empty() {
        return Err(ConnectError::unimplemented("request body is empty: expected a message"));
    }
    let incomplete = || ConnectError::invalid_argument("incomplete request envelope");
    let flags = body.try_get_u8().map_err(|_| incomplete())?;
    let length = body.try_get_u32().map_err(|_| incomplete())? as usize;
    if length > limit {
        let message = format!("message size {length} exceeds limit {limit}");
        return Err(ConnectError::resource_exhausted(message));
    }
    if body.len() < length {
        return Err(incomplete());
    }
    if body.len() > length {
        return Err(ConnectError::unimplemented("unary request must have exactly one message"));
    }
    if flags & COMPRESSED == 0 {
        return Ok(body);
    }
    let Some(coding) = coding else {
        let message = format!("received compressed message without {ENCODING} header");
        return Err(ConnectError::internal(message));
    };
    codings.decompress_with_limit(coding, body, limit)
}

/// Checks that an envelope can hold a response.
pub(super) fn check_size(bytes: usize) -> Result<(), ConnectError> {
    if u32::try_from(bytes).is_err() {
        let message =
            format!("the response has {bytes} bytes, and a gRPC message at most 2^32 - 1");
        return Err(ConnectError::internal(message));
    }
    Ok(())
}

/// The body of a successful response.
pub(super) fn body(message: Bytes, compressed: bool, web: bool, trailers: &Metadata) -> GrpcBody {
    let mut ending = HeaderMap::new();
    ending.insert(&STATUS, HeaderValue::from_static("0"));
    append_metadata(&mut ending, "", trailers);
    let flags = if compressed { COMPRESSED } else { 0 };
    let [header, message] = envelope(flags, message);
    if web {
        let [start, rest] = envelope(TRAILERS, web_trailers(&ending).into());
        GrpcBody::new([header, message, start, rest], None)
    } else {
        GrpcBody::new([header, message, Bytes::new(), Bytes::new()], Some(ending))
    }
}

/// An envelope, in one or two pieces.
fn envelope(flags: u8, message: Bytes) -> [Bytes; 2] {
    // Larger messages were rejected.
    let length = u32::try_from(message.len()).unwrap_or(u32::MAX).to_be_bytes();
    let separate = message.len() >= SEPARATE;
    let mut start = Vec::with_capacity(HEADER + if separate { 0 } else { message.len() });
    start.push(flags);
    start.extend_from_slice(&length);
    if separate {
        return [start.into(), message];
    }
    start.extend_from_slice(&message);
    [start.into(), Bytes::new()]
}

/// The trailers as gRPC-Web has them in the body.
fn web_trailers(trailers: &HeaderMap) -> Vec<u8> {
    let mut text = Vec::new();
    for (name, value) in trailers {
        for part in [name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"] {
            text.extend_from_slice(part);
        }
    }
    text
}
