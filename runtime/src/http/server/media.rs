//! Content types.

use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue};

/// What a request's content type says about its framing and its codec.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Media {
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
    /// Anything else, or none, or more than one.
    Other,
}

impl Media {
    /// Those that a request can have, for the header `accept-post`.
    pub(super) const ACCEPTED: &'static str =
        "application/json, application/grpc+json, application/grpc-web+json";

    pub(super) fn of(headers: &HeaderMap) -> Self {
        let mut values = headers.get_all(CONTENT_TYPE).iter();
        match (values.next(), values.next()) {
            // Of two, a proxy in front may have looked at the other one.
            (Some(value), None) => value.to_str().map_or(Self::Other, Self::parse),
            _ => Self::Other,
        }
    }

    fn parse(value: &str) -> Self {
        let mut pieces = value.split(';').map(|piece| piece.trim().to_ascii_lowercase());
        let essence = pieces.next().unwrap_or_default();
        if !pieces.all(|parameter| is_harmless(&parameter)) {
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

    /// The content type as `connectrpc` compares it, which also frames errors.
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

    /// Whether it is gRPC proper, whose trailers need HTTP/2.
    pub(super) const fn is_grpc(self) -> bool {
        matches!(self, Self::Grpc | Self::OtherGrpc { web: false })
    }
}

/// Whether a parameter leaves JSON as it is: any but another character set.
fn is_harmless(parameter: &str) -> bool {
    match parameter.split_once('=') {
        Some(("charset", set)) => matches!(set.trim_matches('"'), "utf-8" | "utf8"),
        _ => true,
    }
}
