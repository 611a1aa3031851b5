//! From the protocols to the router.

use std::net::SocketAddr;
use std::time::Instant;

use connectrpc::dispatcher::{
    Dispatcher, MethodDescriptor, RequestStream, StreamingResult, UnaryResult,
};
use connectrpc::{CodecFormat, ConnectError, Payload, RequestContext};

use super::connection::PeerAddr;
use super::outcome::{to_connect_error, to_connect_response};
use crate::rpc::{
    EncodedRequest, Error, Extensions, Idempotency, Metadata, PageQuery, Router, Transport,
};

/// A router as `connectrpc` calls it, by paths without the slash before them.
pub(super) struct Dispatch {
    router: Router,
}

impl Dispatch {
    pub(super) const fn new(router: Router) -> Self {
        Self { router }
    }

    fn exchange(
        &self,
        path: &str,
        mut context: RequestContext,
        body: Vec<u8>,
    ) -> Result<EncodedRequest, Error> {
        let method = self.router.find(&format!("/{path}"))?;
        let mut exchange = EncodedRequest::new(method, body);
        exchange.metadata = to_metadata(context.headers());
        exchange.timeout =
            context.deadline().map(|end| end.saturating_duration_since(Instant::now()));
        let mut extensions = std::mem::take(context.extensions_mut());
        exchange.page = extensions.remove::<PageQuery>().unwrap_or_default();
        exchange.peer = peer(&extensions);
        exchange.extensions = Extensions::of_http(extensions);
        Ok(exchange)
    }
}

impl Dispatcher for Dispatch {
    fn lookup(&self, path: &str) -> Option<MethodDescriptor> {
        let method = self.router.find(&format!("/{path}")).ok()?;
        // Whether the service takes GET at all was looked at before.
        Some(MethodDescriptor::unary(method.idempotency() == Idempotency::NoSideEffects))
    }

    fn call_unary(
        &self,
        path: &str,
        context: RequestContext,
        request: Payload,
        format: CodecFormat,
    ) -> UnaryResult {
        let protocol = context.protocol();
        let exchange = match body(request, format) {
            Ok(body) => self.exchange(path, context, body),
            Err(error) => return Box::pin(std::future::ready(Err(error))),
        };
        let (router, path) = (self.router.clone(), format!("/{path}"));
        Box::pin(async move {
            let answer = async move { router.send(exchange?).await };
            match answer.await.map_err(|error| error.with_method(path)) {
                Ok(reply) => Ok(to_connect_response(reply)),
                Err(error) => Err(to_connect_error(&error, protocol)),
            }
        })
    }

    fn call_server_streaming(
        &self,
        path: &str,
        _: RequestContext,
        _: bytes::Bytes,
        _: CodecFormat,
    ) -> StreamingResult {
        Box::pin(std::future::ready(Err(no_stream(path))))
    }

    fn call_client_streaming(
        &self,
        path: &str,
        _: RequestContext,
        _: RequestStream,
        _: CodecFormat,
    ) -> UnaryResult {
        Box::pin(std::future::ready(Err(no_stream(path))))
    }

    fn call_bidi_streaming(
        &self,
        path: &str,
        _: RequestContext,
        _: RequestStream,
        _: CodecFormat,
    ) -> StreamingResult {
        Box::pin(std::future::ready(Err(no_stream(path))))
    }
}

/// The bytes of a message in JSON. The codec of a `GET` stands in its query string, so it comes
/// this far; of other requests, only those in JSON do.
fn body(request: Payload, format: CodecFormat) -> Result<Vec<u8>, ConnectError> {
    if format != CodecFormat::Json {
        let message = format!("messages are JSON here: encoding={format} is not supported");
        return Err(ConnectError::unsupported_media_type(message));
    }
    let body = request.encoded()?;
    // The last owner of the bytes takes them without a copy.
    drop(request);
    Ok(body.into())
}

fn no_stream(path: &str) -> ConnectError {
    ConnectError::unimplemented(format!("{path} is not a stream"))
}

fn to_metadata(headers: &http::HeaderMap) -> Metadata {
    let mut metadata = Metadata::new();
    for (name, value) in headers {
        // Bytes beyond printable ASCII have no meaning that HTTP would give them.
        if let Ok(value) = value.to_str() {
            let _ = metadata.append(name, value);
        }
    }
    metadata
}

fn peer(extensions: &http::Extensions) -> Option<SocketAddr> {
    let peer = extensions.get::<PeerAddr>().map(|peer| peer.0);
    #[cfg(feature = "axum")]
    let peer = peer.or_else(|| super::axum::peer(extensions));
    peer
}
