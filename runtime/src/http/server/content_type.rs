//! The content type of a request: its protocol and its codec.

use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue};

use crate::codec::Codec;

/// The content type of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ContentType {
    /// A protocol with a codec that it is served with.
    Served(Protocol, Codec),
    /// gRPC or gRPC-Web with another codec.
    OtherGrpc {
        /// Whether it is gRPC-Web.
        web: bool,
    },
    /// No content type, several, or an unsupported one.
    Other,
}

/// A protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Protocol {
    /// Connect, such as `application/json`.
    Connect,
    /// gRPC, such as `application/grpc+proto`.
    Grpc,
    /// gRPC-Web, such as `application/grpc-web+proto`.
    GrpcWeb,
}

impl From<Protocol> for connectrpc::Protocol {
    fn from(protocol: Protocol) -> Self {
        match protocol {
            Protocol::Connect => Self::Connect,
            Protocol::Grpc => Self::Grpc,
            Protocol::GrpcWeb => Self::GrpcWeb,
        }
    }
}

/// The names of the served content types. The first name of a type is the one that responses have.
const SERVED: [(&str, ContentType); 8] = [
    ("application/json", ContentType::Served(Protocol::Connect, Codec::Json)),
    ("application/proto", ContentType::Served(Protocol::Connect, Codec::Binary)),
    ("application/grpc+proto", ContentType::Served(Protocol::Grpc, Codec::Binary)),
    ("application/grpc", ContentType::Served(Protocol::Grpc, Codec::Binary)),
    ("application/grpc+json", ContentType::Served(Protocol::Grpc, Codec::Json)),
    ("application/grpc-web+proto", ContentType::Served(Protocol::GrpcWeb, Codec::Binary)),
    ("application/grpc-web", ContentType::Served(Protocol::GrpcWeb, Codec::Binary)),
    ("application/grpc-web+json", ContentType::Served(Protocol::GrpcWeb, Codec::Json)),
];

impl ContentType {
    /// The names in [`SERVED`], for the header `accept-post` and for people.
    pub(super) const ACCEPTED: &'static str = "application/json, application/proto, \
         application/grpc+proto, application/grpc, application/grpc+json, \
         application/grpc-web+proto, application/grpc-web, application/grpc-web+json";

    /// Reads the content type from the headers.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let mut values = headers.get_all(CONTENT_TYPE).iter();
        match (values.next(), values.next()) {
            // Two values are rejected, because a proxy may have checked the other one.
            (Some(value), None) => value.to_str().map_or(Self::Other, Self::parse),
            _ => Self::Other,
        }
    }

    fn named(essence: &str) -> Option<Self> {
        SERVED.iter().find(|(name, _)| *name == essence).map(|(_, served)| *served)
    }

    fn parse(value: &str) -> Self {
        // Most clients send the names as they are.
        if let Some(served) = Self::named(value) {
            return served;
        }
        let mut pieces = value.split(';').map(|piece| piece.trim().to_ascii_lowercase());
        let essence = pieces.next().unwrap_or_default();
        if !pieces.all(|parameter| is_utf8_or_unrelated(&parameter)) {
            return Self::Other;
        }
        match Self::named(&essence) {
            Some(served) => served,
            None if essence.starts_with("application/grpc-web") => Self::OtherGrpc { web: true },
            None if essence.starts_with("application/grpc") => Self::OtherGrpc { web: false },
            None => Self::Other,
        }
    }

    /// The content type without parameters, as `connectrpc` expects it in requests and for the
    /// encoding of errors. `None` for [`Other`](Self::Other).
    pub(super) fn canonical(self) -> Option<HeaderValue> {
        let name = match self {
            Self::OtherGrpc { web: false } => "application/grpc",
            Self::OtherGrpc { web: true } => "application/grpc-web",
            served => SERVED.iter().find(|(_, of)| *of == served)?.0,
        };
        Some(HeaderValue::from_static(name))
    }

    /// The protocol and the codec. `None` if the content type is not served.
    pub(super) const fn served(self) -> Option<(Protocol, Codec)> {
        match self {
            Self::Served(protocol, codec) => Some((protocol, codec)),
            Self::OtherGrpc { .. } | Self::Other => None,
        }
    }

    /// Whether the protocol is Connect.
    pub(super) const fn is_connect(self) -> bool {
        matches!(self, Self::Served(Protocol::Connect, _))
    }

    /// Whether the protocol is gRPC, whose trailers require HTTP/2. False for gRPC-Web.
    pub(super) const fn is_grpc(self) -> bool {
        matches!(self, Self::Served(Protocol::Grpc, _) | Self::OtherGrpc { web: false })
    }
}

/// Whether a parameter can be ignored: any but a `charset` other than UTF-8.
fn is_utf8_or_unrelated(parameter: &str) -> bool {
    match parameter.split_once('=') {
        Some(("charset", charset)) => matches!(charset.trim_matches('"'), "utf-8" | "utf8"),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::{ContentType, SERVED};

    #[test]
    fn the_accepted_content_types_are_those_that_are_served() {
        assert_eq!(ContentType::ACCEPTED, SERVED.map(|(name, _)| name).join(", "));
    }
}
