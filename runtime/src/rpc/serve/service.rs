//! The service: from encoded requests to handlers of messages and back.

use std::future;
use std::sync::Arc;

use super::{HandlerOptions, Request};
use crate::message::Message;
use crate::rpc::layer::Endpoint;
use crate::rpc::{
    AnyRequest, AnyResponse, BoxFuture, EncodedRequest, EncodedResponse, Error, Next, Response,
    ServiceDescriptor, downcast,
};

/// A service of encoded requests; generated code implements it over a server trait.
pub trait Service: Send + Sync + 'static {
    /// The service's descriptor.
    fn descriptor(&self) -> &'static ServiceDescriptor;

    /// Answers a request of the RPC at `index` of [`ServiceDescriptor::methods`], whose descriptor
    /// the request has.
    ///
    /// Services that answer with [`unary`] or [`unary_dyn`] need not look at the options. Routers
    /// turn a panic into [`Code::Internal`](crate::rpc::Code::Internal) and add the RPC's path to
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

/// Answers a request with a handler of its message.
///
/// The request is decoded, passes the interceptors of the options and then the handler; the response
/// is encoded. A request that cannot be decoded is
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
    // Only this closure is compiled once for each RPC; what it is passed to knows no message type.
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

/// Answers a request as [`unary`] does, with a handler of messages whose types are known only by
/// their descriptors.
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

/// Answers a request with [`Code::Unimplemented`](crate::rpc::Code::Unimplemented): the response of a
/// [`Service`] to an index that it does not have.
#[must_use]
pub fn unknown_method<'a>(
    request: &EncodedRequest,
) -> BoxFuture<'a, Result<EncodedResponse, Error>> {
    let path = request.to_path();
    let error = Error::unimplemented("the service has no such method").with_method(path);
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
            return Err(Error::internal("the request has not been routed to an RPC"));
        };
        let request = AnyRequest::decode(method, request)?;
        let endpoint = Handling { handler };
        let next = Next::new(&options.interceptors, &endpoint);
        Ok(next.run(request).await?.into_encoded(options.write_options()))
    })
}

/// A handler as the end of a chain of interceptors.
struct Handling<'h> {
    handler: Handler<'h>,
}

impl Endpoint for Handling<'_> {
    fn call<'a>(&'a self, request: AnyRequest<'a>) -> BoxFuture<'a, Result<AnyResponse, Error>> {
        Box::pin(async move {
            let (message, context) = request.into_parts()?;
            let response = (self.handler)(Request::new(message, context)).await?;
            Ok(AnyResponse::from_response(response))
        })
    }

    fn url(&self, _: &str) -> Option<String> {
        None
    }
}
