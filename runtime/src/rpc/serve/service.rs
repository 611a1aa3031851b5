//! The server's side of an exchange: from bytes to a handler and back.

use std::borrow::Cow;
use std::future;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::task::Poll;

use crate::json::{self, WriteOptions};
use crate::message::Message;
use crate::rpc::{
    BoxFuture, Context, EncodedRequest, EncodedResponse, Error, Handling, MessageType,
    MethodDescriptor, Request, Response, ServiceDescriptor,
};
use crate::validate;

/// A service that takes encoded requests; generated code implements it over a server trait.
pub trait Service: Send + Sync + 'static {
    /// Describes the service.
    fn descriptor(&self) -> &'static ServiceDescriptor;

    /// Answers a request of the RPC at `index` of [`ServiceDescriptor::methods`].
    fn call(
        &self,
        index: usize,
        exchange: EncodedRequest,
    ) -> BoxFuture<'_, Result<EncodedResponse, Error>>;
}

impl<S: Service + ?Sized> Service for Arc<S> {
    fn descriptor(&self) -> &'static ServiceDescriptor {
        (**self).descriptor()
    }

    fn call(
        &self,
        index: usize,
        exchange: EncodedRequest,
    ) -> BoxFuture<'_, Result<EncodedResponse, Error>> {
        (**self).call(index, exchange)
    }
}

/// Answers an exchange with a handler of messages.
///
/// A request that cannot be decoded is [`Code::InvalidArgument`](crate::rpc::Code::InvalidArgument).
/// With [`Handling::validate`], so is one that breaks rules of the schema. A panic of the handler
/// is [`Code::Internal`](crate::rpc::Code::Internal) with a fixed message: its text goes to the panic
/// hook of the server and not to the caller.
pub fn unary<'a, Q, R, F, Fut>(
    exchange: EncodedRequest,
    handler: F,
) -> BoxFuture<'a, Result<EncodedResponse, Error>>
where
    Q: Message + Default,
    R: Message,
    F: FnOnce(Request<Q>) -> Fut + Send + 'a,
    Fut: Future<Output = Result<Response<R>, Error>> + Send + 'a,
{
    let (path, handling) = (exchange.to_path(), exchange.handling);
    // Only this block is compiled once per RPC; what it calls knows no message type.
    let answer = Box::pin(async move {
        let mut message = Q::default();
        let context = open(exchange, &mut message)?;
        let response = handler(Request::new(message, context)).await?;
        Ok(EncodedResponse {
            body: encode(handling, &response.message),
            headers: response.headers,
            trailers: response.trailers,
        })
    });
    Box::pin(guard(path, answer))
}

/// Answers an exchange as [`unary`] does, with a handler of messages whose types only their tables
/// tell.
pub fn unary_dyn<'a, F, Fut>(
    exchange: EncodedRequest,
    request: MessageType,
    handler: F,
) -> BoxFuture<'a, Result<EncodedResponse, Error>>
where
    F: FnOnce(Box<dyn Message>, Context) -> Fut + Send + 'a,
    Fut: Future<Output = Result<Response<Box<dyn Message>>, Error>> + Send + 'a,
{
    let (path, handling) = (exchange.to_path(), exchange.handling);
    let answer = Box::pin(async move {
        let mut message = request.new_message();
        let context = open(exchange, &mut *message)?;
        let response = handler(message, context).await?;
        Ok(EncodedResponse {
            body: encode(handling, &*response.message),
            headers: response.headers,
            trailers: response.trailers,
        })
    });
    Box::pin(guard(path, answer))
}

/// Answers an exchange with [`Code::Unimplemented`](crate::rpc::Code::Unimplemented): what a
/// [`Service`] does with an index that it does not have.
#[must_use]
pub fn unknown_method<'a>(
    exchange: &EncodedRequest,
) -> BoxFuture<'a, Result<EncodedResponse, Error>> {
    let path = exchange.to_path();
    let error = Error::unimplemented("the service has no such method").with_method(path);
    Box::pin(future::ready(Err(error)))
}

fn open(exchange: EncodedRequest, message: &mut dyn Message) -> Result<Context, Error> {
    json::decode_into(&exchange.body, message).map_err(Error::undecodable_request)?;
    let method = exchange.method();
    let paging = method.and_then(MethodDescriptor::paging_descriptor);
    if let Some(paging) = paging.filter(|_| !exchange.page.is_empty()) {
        exchange.page.apply(paging, message)?;
    }
    if exchange.handling.validate {
        validate::validate(message)?;
    }
    let mut context = Context::new(exchange.metadata).with_extensions(exchange.extensions);
    if let Some(method) = method {
        context = context.with_method(method);
    }
    if let Some(timeout) = exchange.timeout {
        context = context.with_timeout(timeout);
    }
    if let Some(peer) = exchange.peer {
        context = context.with_peer(peer);
    }
    Ok(context)
}

fn encode(handling: Handling, message: &dyn Message) -> Vec<u8> {
    WriteOptions::new().emit_defaults(handling.emit_defaults).encode_to_vec(message)
}

/// Names the RPC in errors and turns a panic into one.
pub(crate) async fn guard(
    path: Cow<'static, str>,
    mut answer: BoxFuture<'_, Result<EncodedResponse, Error>>,
) -> Result<EncodedResponse, Error> {
    let outcome = future::poll_fn(|context| {
        // Unwind safety: a future that panicked is not polled again, and the state that handlers
        // share is theirs to keep whole, as it is in any server with a thread per request.
        let polled = panic::catch_unwind(AssertUnwindSafe(|| answer.as_mut().poll(context)));
        polled.unwrap_or_else(|_| Poll::Ready(Err(Error::internal("the handler panicked"))))
    });
    outcome.await.map_err(|error| error.with_method(path))
}
