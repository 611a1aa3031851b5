//! [`Call`]: the typed call of generated clients, over [`UntypedCall`].

use std::fmt;
use std::future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::options::option_setters;
use super::untyped::UntypedCall;
use super::{CallOptions, Channel};
use crate::message::{Erased, Message};
use crate::rpc::{BoxFuture, EncodedResponse, Error, MethodDescriptor, Response, downcast};

/// A call of a generated client. It is sent when it is awaited.
///
/// Awaiting it returns the message; [`send`](Self::send) returns the headers and trailers as well.
/// A call is a [`Future`], so it can be passed to `join_all`, `select!` and `block_on`.
///
/// ```ignore
/// let project = client.get_project(request).timeout(Duration::from_secs(5)).await?;
/// let response = client.get_project(request).header("x-trace", "7").send().await?;
/// let projects = join_all(requests.map(|request| client.get_project(request))).await;
/// ```
#[must_use = "a call is sent when it is awaited, and not before"]
pub struct Call<'a, R> {
    call: UntypedCall<'a>,
    response: PhantomData<fn() -> R>,
}

impl<'a, R: Message + Default> Call<'a, R> {
    /// Creates a call over a channel. Generated clients use it.
    pub fn over(
        channel: &'a Channel,
        method: &'static MethodDescriptor,
        request: impl Message,
    ) -> Self {
        Self::of(UntypedCall::over(channel, method, request.boxed()))
    }

    /// Creates a call that runs a function of the call options.
    pub fn new(
        method: &'static MethodDescriptor,
        start: impl FnOnce(CallOptions) -> BoxFuture<'a, Result<Response<R>, Error>> + Send + 'a,
    ) -> Self {
        Self::with(Some(method), start)
    }

    /// Creates a call that runs a future, for fakes. The future runs when the call is sent.
    pub fn from_future(future: impl Future<Output = Result<R, Error>> + Send + 'a) -> Self {
        Self::with(None, |_| Box::pin(async { future.await.map(Response::new) }))
    }

    /// Creates a call with a known outcome, for fakes.
    pub fn ready(outcome: Result<R, Error>) -> Self {
        Self::from_future(future::ready(outcome))
    }

    /// Creates a call that fails with [`Code::Unimplemented`](crate::rpc::Code::Unimplemented): the
    /// default body of client methods.
    pub fn unimplemented(method: &'static MethodDescriptor) -> Self {
        Self::of(UntypedCall::unimplemented(method))
    }

    fn with(
        method: Option<&'static MethodDescriptor>,
        start: impl FnOnce(CallOptions) -> BoxFuture<'a, Result<Response<R>, Error>> + Send + 'a,
    ) -> Self {
        let run = |options| -> BoxFuture<'a, _> {
            let outcome = start(options);
            Box::pin(async { outcome.await.map(Response::boxed) })
        };
        Self::of(UntypedCall::with(method, Box::new(run)))
    }

    const fn of(call: UntypedCall<'a>) -> Self {
        Self { call, response: PhantomData }
    }

    option_setters!(call.options);

    /// Sends the call. Returns the response with headers and trailers.
    ///
    /// The future does nothing until it is polled.
    ///
    /// # Errors
    ///
    /// The error of the server or of the transport, with the RPC's path.
    pub fn send(self) -> BoxFuture<'a, Result<Response<R>, Error>> {
        let outcome = self.call.send();
        Box::pin(async { typed(outcome.await?) })
    }

    /// Sends the call. Returns the response in the call's codec, without decoding it. A fake's message
    /// is encoded.
    ///
    /// # Errors
    ///
    /// The error of the server or of the transport, with the RPC's path.
    pub fn raw(self) -> BoxFuture<'a, Result<EncodedResponse, Error>> {
        self.call.raw()
    }
}

impl<'a, R> Call<'a, R> {
    /// The call without the type of its response.
    pub(super) fn into_untyped(self) -> UntypedCall<'a> {
        self.call
    }
}

/// Downcasts the message of a response.
fn typed<R: Message>(response: Response<Box<dyn Message>>) -> Result<Response<R>, Error> {
    let Response { message, headers, trailers } = response;
    Ok(Response { message: downcast(message)?, headers, trailers })
}

impl<R: Message + Default> Future for Call<'_, R> {
    type Output = Result<R, Error>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Ready(downcast(ready!(self.get_mut().call.poll(context))?))
    }
}

impl<R> fmt::Debug for Call<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.call.fmt(f)
    }
}
