//! [`Service`] and the functions that implement its calls: they decode requests, run interceptors
//! and handlers, and encode responses. Used by generated servers, routers and fakes.

use std::future;
use std::sync::Arc;

use super::{HandlerOptions, Request};
use crate::message::Message;
use crate::rpc::layer::Endpoint;
use crate::rpc::{
    AnyRequest, AnyResponse, BoxFuture, EncodedRequest, EncodedResponse, Error, MethodDescriptor,
    Next, Response, ServiceDescriptor, downcast,
};

/// A service over encoded requests. Generated code implements it for server traits.
pub trait Service: Send + Sync + 'static {
    /// The descriptor.
    fn descriptor(&self) -> &'static ServiceDescriptor;

    /// Handles a request for the RPC at `index` of [`ServiceDescriptor::methods`]. The request has
    /// the descriptor of that RPC.
    ///
    /// Implementations pass the options to [`unary`] or [`unary_dyn`], which apply them. Routers
    /// convert panics to [`Code::Internal`](crate::rpc::Code::Internal) and add the RPC's path to
    /// errors.
    fn call<'a>(
        &'a self,
        index: usize,
        request: EncodedRequest,
        options: &'a HandlerOptions,
    ) -> BoxFuture<'a, Result<EncodedResponse, Error>>;
}

impl<S: Service + ?Sized> Service for Arc<S> {
    fn descriptor(&self) -> &'static ServiceDescriptor {
        (**self).descriptor()
    }

    fn call<'a>(
        &'a self,
        index: usize,
        request: EncodedRequest,
        options: &'a HandlerOptions,
    ) -> BoxFuture<'a, Result<EncodedResponse, Error>> {
        (**self).call(index, request, options)
    }
}

/// Handles a request with a typed handler.
///
/// Decodes the request, runs the interceptors in the options and the handler, and encodes the
/// response. A request that cannot be decoded is
/// [`Code::InvalidArgument`](crate::rpc::Code::InvalidArgument).
pub fn unary<'a, Q, R, F, Fut>(
    request: EncodedRequest,
    options: &'a HandlerOptions,
    handler: F,
) -> BoxFuture<'a, Result<EncodedResponse, Error>>
where
    Q: Message,
    R: Message,
    F: Fn(Request<Q>) -> Fut + Send + Sync + 'a,
    Fut: Future<Output = Result<Response<R>, Error>> + Send + 'a,
{
    // Only this closure is instantiated for each RPC. `serve` is not generic over message types.
    serve(
        request,
        options,
        Box::new(move |request| {
            let (message, context) = request.into_parts();
            let response = downcast(message).map(|q| handler(Request::new(*q, context)));
            Box::pin(async move { response?.await.map(Response::boxed) })
        }),
    )
}

/// Handles a request like [`unary`], with a handler of messages that are known only by descriptor.
pub fn unary_dyn<'a, F, Fut>(
    request: EncodedRequest,
    options: &'a HandlerOptions,
    handler: F,
) -> BoxFuture<'a, Result<EncodedResponse, Error>>
where
    F: Fn(Request<Box<dyn Message>>) -> Fut + Send + Sync + 'a,
    Fut: Future<Output = Result<Response<Box<dyn Message>>, Error>> + Send + 'a,
{
    serve(request, options, Box::new(move |request| Box::pin(handler(request))))
}

/// Returns [`Code::Unimplemented`](crate::rpc::Code::Unimplemented). A [`Service`] calls it for an
/// index that is out of range.
#[must_use]
pub fn unknown_method<'a>(
    request: &EncodedRequest,
) -> BoxFuture<'a, Result<EncodedResponse, Error>> {
    let path = request.to_path();
    let error = Error::unimplemented("unknown method").with_method(path);
    Box::pin(future::ready(Err(error)))
}

type Handler<'a> = Box<
    dyn Fn(Request<Box<dyn Message>>) -> BoxFuture<'a, Result<Response<Box<dyn Message>>, Error>>
        + Send
        + Sync
        + 'a,
>;

fn serve<'a>(
    request: EncodedRequest,
    options: &'a HandlerOptions,
    handler: Handler<'a>,
) -> BoxFuture<'a, Result<EncodedResponse, Error>> {
    Box::pin(async move {
        let Some(method) = request.method() else {
            return Err(Error::internal("the request has no method descriptor"));
        };
        let codec = request.codec;
        let request = AnyRequest::decode(method, request)?;
        let endpoint = HandlerEndpoint { method, handler };
        let next = Next::new(&options.interceptors, &endpoint);
        next.run(request).await?.into_encoded_as(codec, method, options.write_options())
    })
}

/// The end of the chain: the handler.
struct HandlerEndpoint<'h> {
    method: &'static MethodDescriptor,
    handler: Handler<'h>,
}

impl Endpoint for HandlerEndpoint<'_> {
    fn call<'a>(&'a self, request: AnyRequest<'a>) -> BoxFuture<'a, Result<AnyResponse, Error>> {
        Box::pin(async move {
            let (message, context) = request.into_parts(self.method)?;
            let response = (self.handler)(Request::new(message, context)).await?;
            Ok(AnyResponse::from_response(response))
        })
    }

    fn url(&self, _: &str) -> Option<String> {
        None
    }
}
