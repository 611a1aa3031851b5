//! The call of a route, once `connectrpc` has read the message. `dispatch_stream` has the calls of a
//! streaming route.
//!
//! `head` resolves the route and leaves it in the request's extensions as a [`ResolvedCall`].
//! [`Dispatch`] has no router, so it cannot look up a path a second time.

use std::future;

use connectrpc::dispatcher::{
    Dispatcher, MethodDescriptor, RequestStream, StreamingResult, UnaryResult,
};
use connectrpc::{CodecFormat, ConnectError, Payload, RequestContext, Response};

use super::convert::{to_codec, to_connect_error, to_connect_response};
use super::dispatch_stream::Responses;
use super::resolved_call::ResolvedCall;
use crate::rpc::{EncodedRequest, Route};

/// The dispatcher of `connectrpc`: calls the route that a request carries.
pub(super) struct Dispatch {
    /// Whether the routes are streaming ones.
    pub(super) streaming: bool,
}

impl Dispatcher for Dispatch {
    /// Describes every path as a streaming RPC, or as a unary one that accepts GET: `head` has already
    /// rejected unknown paths, and GET where it is not allowed.
    fn lookup(&self, _: &str) -> Option<MethodDescriptor> {
        Some(match self.streaming {
            true => MethodDescriptor::bidi_streaming(),
            false => MethodDescriptor::unary(true),
        })
    }

    fn call_unary(
        &self,
        path: &str,
        mut context: RequestContext,
        payload: Payload,
        format: CodecFormat,
    ) -> UnaryResult {
        let protocol = context.protocol();
        let Some(call) = context.extensions_mut().remove() else {
            return Box::pin(future::ready(Err(not_resolved(path))));
        };
        let (route, mut request) = prepare(call, format, context);
        request.body = match to_bytes(payload) {
            Ok(body) => body,
            Err(error) => return Box::pin(future::ready(Err(error))),
        };
        let codec = request.codec;
        let call = route.into_call(request);
        Box::pin(async move {
            let response = call.await.map_err(|error| to_connect_error(&error, protocol))?;
            to_connect_response(response, codec)
        })
    }

    fn call_server_streaming(
        &self,
        path: &str,
        _: RequestContext,
        _: bytes::Bytes,
        _: CodecFormat,
    ) -> StreamingResult {
        Box::pin(future::ready(Err(not_streaming(path))))
    }

    fn call_client_streaming(
        &self,
        path: &str,
        _: RequestContext,
        _: RequestStream,
        _: CodecFormat,
    ) -> UnaryResult {
        Box::pin(future::ready(Err(not_streaming(path))))
    }

    fn call_bidi_streaming(
        &self,
        path: &str,
        mut context: RequestContext,
        requests: RequestStream,
        format: CodecFormat,
    ) -> StreamingResult {
        let Some(call) = context.extensions_mut().remove() else {
            return Box::pin(future::ready(Err(not_resolved(path))));
        };
        let body_error = context.extensions_mut().remove().unwrap_or_default();
        let protocol = context.protocol();
        let (route, template) = prepare(call, format, context);
        let responses = Responses { route, template, protocol, requests, body_error, call: None };
        Box::pin(future::ready(Ok(Response::stream(responses))))
    }
}

/// The route of a call and its request, without a body.
fn prepare(
    call: ResolvedCall,
    format: CodecFormat,
    mut context: RequestContext,
) -> (Route, EncodedRequest) {
    let extensions = std::mem::take(context.extensions_mut());
    call.prepare(to_codec(format), context.headers(), context.deadline(), extensions)
}

fn not_resolved(path: &str) -> ConnectError {
    ConnectError::internal(format!("the route of {path} was not resolved"))
}

/// The bytes of a message, without a copy.
fn to_bytes(payload: Payload) -> Result<Vec<u8>, ConnectError> {
    let body = payload.encoded()?;
    // The last owner of the bytes converts them without a copy.
    drop(payload);
    Ok(body.into())
}

fn not_streaming(path: &str) -> ConnectError {
    ConnectError::unimplemented(format!("{path} is not a streaming RPC"))
}
