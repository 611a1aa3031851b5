//! [`Service`] and the functions that implement its calls: they decode requests, run interceptors
//! and handlers, and encode responses. Used by generated servers, routers and fakes.

use std::future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{self, Poll};

use super::{Context, HandlerOptions, Request};
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
    // Only this closure and the future's `poll_boxed` are instantiated for each RPC. `serve` is not
    // generic over message types.
    serve(
        request,
        options,
        Box::new(move |request| {
            let (message, context) = request.into_parts();
            match downcast(message) {
                Ok(message) => Ok(Box::pin(handler(Request::new(message, context)))),
                Err(error) => Err(without_context(error, context)),
            }
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
    let handler = move |request| -> Result<Pin<Box<dyn Handling + Send + 'a>>, Error> {
        Ok(Box::pin(Untyped(Box::pin(handler(request)))))
    };
    serve(request, options, Box::new(handler))
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

/// Starts a handler. Fails if the message has another type than the handler's.
type Handler<'a> = Box<
    dyn Fn(Request<Box<dyn Message>>) -> Result<Pin<Box<dyn Handling + Send + 'a>>, Error>
        + Send
        + Sync
        + 'a,
>;

/// The error of a request whose context is dropped. Not inlined, because each RPC calls it.
#[cold]
#[inline(never)]
fn without_context(error: Error, context: Context) -> Error {
    drop(context);
    error
}

/// The future of a handler, without the type of its response.
trait Handling {
    /// Polls the future, and boxes the message of the response.
    fn poll_boxed(self: Pin<&mut Self>, context: &mut task::Context<'_>) -> Poll<Outcome>;
}

type Outcome = Result<Response<Box<dyn Message>>, Error>;

impl<R, Fut> Handling for Fut
where
    R: Message,
    Fut: Future<Output = Result<Response<R>, Error>>,
{
    fn poll_boxed(self: Pin<&mut Self>, context: &mut task::Context<'_>) -> Poll<Outcome> {
        self.poll(context).map_ok(Response::boxed)
    }
}

/// The future of a handler of messages that are known only by descriptor.
struct Untyped<'a>(BoxFuture<'a, Outcome>);

impl Handling for Untyped<'_> {
    fn poll_boxed(self: Pin<&mut Self>, context: &mut task::Context<'_>) -> Poll<Outcome> {
        self.get_mut().0.as_mut().poll(context)
    }
}

fn serve<'a>(
    request: EncodedRequest,
    options: &'a HandlerOptions,
    handler: Handler<'a>,
) -> BoxFuture<'a, Result<EncodedResponse, Error>> {
    begin(request, options, handler).unwrap_or_else(|error| Box::pin(future::ready(Err(error))))
}

/// Decodes the request and begins the call. The future has little state, because it is boxed for each
/// call.
fn begin<'a>(
    request: EncodedRequest,
    options: &'a HandlerOptions,
    handler: Handler<'a>,
) -> Result<BoxFuture<'a, Result<EncodedResponse, Error>>, Error> {
    let Some(method) = request.method() else {
        return Err(Error::internal("the request has no method descriptor"));
    };
    let codec = request.codec;
    let request = AnyRequest::decode(method, request)?;
    let endpoint = HandlerEndpoint { method, handler };
    if options.interceptors.is_empty() {
        let response = endpoint.begin(request)?;
        return Ok(Box::pin(async move {
            response.await?.into_encoded(codec, options.write_options())
        }));
    }
    Ok(Box::pin(async move {
        let next = Next::new(&options.interceptors, &endpoint);
        next.run(request).await?.into_encoded_as(codec, method, options.write_options())
    }))
}

/// The end of the chain: the handler.
struct HandlerEndpoint<'h> {
    method: &'static MethodDescriptor,
    handler: Handler<'h>,
}

impl<'h> HandlerEndpoint<'h> {
    fn begin(
        &self,
        request: AnyRequest<'_>,
    ) -> Result<impl Future<Output = Result<AnyResponse, Error>> + Send + use<'h>, Error> {
        let (message, context) = request.into_parts(self.method)?;
        let mut handling = (self.handler)(Request::new(message, context))?;
        Ok(async move {
            let response = future::poll_fn(|context| handling.as_mut().poll_boxed(context)).await?;
            Ok(AnyResponse::from_response(response))
        })
    }
}

impl Endpoint for HandlerEndpoint<'_> {
    fn call<'a>(&'a self, request: AnyRequest<'a>) -> BoxFuture<'a, Result<AnyResponse, Error>> {
        match self.begin(request) {
            Ok(response) => Box::pin(response),
            Err(error) => Box::pin(future::ready(Err(error))),
        }
    }

    fn url(&self, _: &str) -> Option<String> {
        None
    }
}
