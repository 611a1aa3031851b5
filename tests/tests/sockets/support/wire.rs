//! A transport that sends the requests of a client to a service in another protocol and codec.

use std::sync::Arc;

use gitpod_api::runtime::codec::{Codec, ReadOptions};
use gitpod_api::runtime::http::server::HttpService;
use gitpod_api::runtime::rpc::{EncodedRequest, EncodedResponse, MethodDescriptor};
use gitpod_api::{BoxFuture, Code, Error, Transport};
use http::{HeaderMap, Request, Version};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use tower_service::Service;

/// A protocol of the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Protocol {
    Connect,
    Grpc,
    GrpcWeb,
}

impl Protocol {
    pub(crate) const ALL: [Self; 3] = [Self::Connect, Self::Grpc, Self::GrpcWeb];

    fn content_type(self, codec: Codec) -> String {
        let codec = codec.name();
        match self {
            Self::Connect => format!("application/{codec}"),
            Self::Grpc => format!("application/grpc+{codec}"),
            Self::GrpcWeb => format!("application/grpc-web+{codec}"),
        }
    }
}

/// The transport.
#[derive(Clone)]
pub(crate) struct Wire {
    pub(crate) service: Arc<HttpService>,
    pub(crate) protocol: Protocol,
    pub(crate) codec: Codec,
}

impl Transport for Wire {
    fn send(&self, request: EncodedRequest) -> BoxFuture<'_, Result<EncodedResponse, Error>> {
        Box::pin(self.exchange(request))
    }
}

impl Wire {
    async fn exchange(&self, request: EncodedRequest) -> Result<EncodedResponse, Error> {
        let method = request.method().expect("no raw calls");
        let mut http = Request::post(request.path())
            .version(Version::HTTP_2)
            .header("content-type", self.protocol.content_type(self.codec));
        for (name, value) in request.metadata.iter() {
            http = http.header(name, value);
        }
        let body = Full::new(Bytes::from(self.body(method, &request)));
        let http = http.body(body).expect("the request is valid");
        let response = (*self.service).clone().call(http).await.expect("it never fails");
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("the body is complete");
        let trailers = body.trailers().cloned().unwrap_or_default();
        let body = body.to_bytes();
        let message = match self.protocol {
            Protocol::Connect if parts.status != 200 => {
                return Err(Error::from_json(&body, Code::Unknown).expect("an error of Connect"));
            }
            Protocol::Connect => body.to_vec(),
            Protocol::Grpc => unframed(&body, &trailers)?,
            Protocol::GrpcWeb => unframed_web(&body)?,
        };
        let mut response = EncodedResponse::new(message);
        response.codec = self.codec;
        Ok(response)
    }

    /// The message of a request in the transport's codec, framed for the protocol.
    fn body(&self, method: &MethodDescriptor, request: &EncodedRequest) -> Vec<u8> {
        let mut message = method.request().new_message();
        let read = ReadOptions::new().decode_into(request.codec, &request.body, &mut *message);
        read.expect("the client encoded it");
        let message = self.codec.encode(&*message).expect("samples have both encodings");
        let length = u32::try_from(message.len()).expect("it is small").to_be_bytes();
        match self.protocol {
            Protocol::Connect => message,
            Protocol::Grpc | Protocol::GrpcWeb => [&[0][..], &length, &message].concat(),
        }
    }
}

/// The message of a gRPC response, or its error.
fn unframed(body: &[u8], trailers: &HeaderMap) -> Result<Vec<u8>, Error> {
    let text = |name| trailers.get(name).map(|value| value.to_str().expect("it is ASCII"));
    outcome(body, text("grpc-status"), text("grpc-message"))
}

/// The message of a gRPC-Web response, whose last frame has the trailers, or its error.
fn unframed_web(body: &[u8]) -> Result<Vec<u8>, Error> {
    let (message, rest) =
        if body[0] == 0 { body.split_at(5 + length(body)) } else { (&body[..0], body) };
    assert_eq!((rest[0], rest.len()), (0x80, 5 + length(rest)));
    let trailers = str::from_utf8(&rest[5..]).expect("it is ASCII");
    let text = |name: &str| {
        let mut lines = trailers.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(found, _)| *found == name).map(|(_, value)| value)
    };
    outcome(message, text("grpc-status"), text("grpc-message"))
}

fn length(frame: &[u8]) -> usize {
    let length = frame[1..5].try_into().map(u32::from_be_bytes).expect("four bytes");
    usize::try_from(length).expect("it is small")
}

/// The codes of gRPC from 1 on.
const CODES: [Code; 16] = [
    Code::Canceled,
    Code::Unknown,
    Code::InvalidArgument,
    Code::DeadlineExceeded,
    Code::NotFound,
    Code::AlreadyExists,
    Code::PermissionDenied,
    Code::ResourceExhausted,
    Code::FailedPrecondition,
    Code::Aborted,
    Code::OutOfRange,
    Code::Unimplemented,
    Code::Internal,
    Code::Unavailable,
    Code::DataLoss,
    Code::Unauthenticated,
];

fn outcome(frame: &[u8], status: Option<&str>, message: Option<&str>) -> Result<Vec<u8>, Error> {
    match status.and_then(|status| status.parse::<usize>().ok()).expect("a status") {
        0 => {
            assert_eq!((frame[0], frame.len()), (0, 5 + length(frame)));
            Ok(frame[5..].to_vec())
        }
        code => Err(Error::new(CODES[code - 1], message.unwrap_or_default().to_owned())),
    }
}
