//! The content type of a request: its protocol and its codec.

use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue};

/// The content type of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ContentType {
    /// `application/json`: Connect.
    Connect,
    /// `application/grpc+json`.
    Grpc,
    /// `application/grpc-web+json`.
    GrpcWeb,
    /// gRPC or gRPC-Web with another codec.
    OtherGrpc {
        /// Whether it is gRPC-Web.
        web: bool,
    },
    /// No content type, several, or an unsupported one.
    Other,
}

impl ContentType {
    /// The supported content types, for the header `accept-post`.
    pub(super) const ACCEPTED: &'static str =
        "application/json, application/grpc+json, application/grpc-web+json";

    /// Reads the content type from the headers.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let mut values = headers.get_all(CONTENT_TYPE).iter();
        match (values.next(), values.next()) {
            // Two values are rejected, because a proxy may have checked the other one.
            (Some(value), None) => value.to_str().map_or(Self::Other, Self::parse),
            _ => Self::Other,
        }
    }

    fn parse(value: &str) -> Self {
        let mut pieces = value.split(';').map(|piece| piece.trim().to_ascii_lowercase());
        let essence = pieces.next().unwrap_or_default();
        if !pieces.all(|parameter| is_utf8_or_unrelated(&parameter)) {
            return Self::Other;
        }
        match essence.as_str() {
            "application/json" => Self::Connect,
            "application/grpc+json" => Self::Grpc,
            "application/grpc-web+json" => Self::GrpcWeb,
            other if other.starts_with("application/grpc-web") => Self::OtherGrpc { web: true },
            other if other.starts_with("application/grpc") => Self::OtherGrpc { web: false },
            _ => Self::Other,
        }
    }

    /// The content type without parameters, as `connectrpc` expects it in requests and for the
    /// encoding of errors. `None` for [`Other`](Self::Other).
    pub(super) const fn canonical(self) -> Option<HeaderValue> {
        let name = match self {
            Self::Connect => "application/json",
            Self::Grpc => "application/grpc+json",
            Self::GrpcWeb => "application/grpc-web+json",
            Self::OtherGrpc { web: false } => "application/grpc",
            Self::OtherGrpc { web: true } => "application/grpc-web",
            Self::Other => return None,
        };
        Some(HeaderValue::from_static(name))
    }

    /// Whether the protocol is gRPC, whose trailers require HTTP/2. False for gRPC-Web.
    pub(super) const fn is_grpc(self) -> bool {
        matches!(self, Self::Grpc | Self::OtherGrpc { web: false })
    }
}

/// Whether a parameter can be ignored: any but a `charset` other than UTF-8.
fn is_utf8_or_unrelated(parameter: &str) -> bool {
    match parameter.split_once('=') {
        Some(("charset", charset)) => matches!(charset.trim_matches('"'), "utf-8" | "utf8"),
        _ => true,
    }
}
