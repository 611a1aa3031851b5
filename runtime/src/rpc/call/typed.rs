//! [`Call`]: the typed call of generated clients, over [`DynamicCall`].

use std::fmt;
use std::future;
use std::marker::PhantomData;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::channel::WRITE;
use super::options::option_setters;
use super::{CallOptions, Channel, DynamicCall};
use crate::message::Message;
use crate::rpc::{
    AnyResponse, BoxFuture, EncodedResponse, Error, MethodDescriptor, Response, downcast,
};

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
    method: Option<&'static MethodDescriptor>,
    options: CallOptions,
    start: Start<'a>,
    response: PhantomData<fn() -> R>,
}

pub(super) type Outcome = Result<Response<Box<dyn Message>>, Error>;

enum Start<'a> {
    /// A call over a channel.
    Over(DynamicCall<'a>),
    /// A call that runs a function.
    With(Box<dyn FnOnce(CallOptions) -> BoxFuture<'a, Outcome> + Send + 'a>),
    /// A call that has been polled.
    Sent(BoxFuture<'a, Outcome>),
    /// A call that has returned its outcome.
    Done,
}

impl<'a, R: Message + Default> Call<'a, R> {
    /// Creates a call over a channel. Generated clients use it.
    pub fn over(
        channel: &'a Channel,
        method: &'static MethodDescriptor,
        request: impl Message,
    ) -> Self {
        let call = DynamicCall::over(channel, method, Box::new(request));
        Self::starting(Some(method), Start::Over(call))
    }

    /// Creates a call that runs a function of the call options.
    pub fn new(
        method: &'static MethodDescriptor,
        start: impl FnOnce(CallOptions) -> BoxFuture<'a, Result<Response<R>, Error>> + Send + 'a,
    ) -> Self {
        Self::starting(Some(method), Start::with(start))
    }

    /// Creates a call that runs a future, for fakes. The future runs when the call is sent.
    pub fn from_future(future: impl Future<Output = Result<R, Error>> + Send + 'a) -> Self {
        let start = |_| -> BoxFuture<'a, _> { Box::pin(async { future.await.map(Response::new) }) };
        Self::starting(None, Start::with(start))
    }

    /// Creates a call with a known outcome, for fakes.
    pub fn ready(outcome: Result<R, Error>) -> Self {
        Self::from_future(future::ready(outcome))
    }

    /// Creates a call that fails with [`Code::Unimplemented`](crate::rpc::Code::Unimplemented): the
    /// default body of client methods.
    pub fn unimplemented(method: &'static MethodDescriptor) -> Self {
        Self::starting(Some(method), Start::unimplemented(method))
    }

    fn starting(method: Option<&'static MethodDescriptor>, start: Start<'a>) -> Self {
        Self { method, options: CallOptions::default(), start, response: PhantomData }
    }

    option_setters!();

    /// Sends the call. Returns the response with headers and trailers.
    ///
    /// The future does nothing until it is polled.
    ///
    /// # Errors
    ///
    /// The error of the server or of the transport, with the RPC's path.
    pub fn send(self) -> BoxFuture<'a, Result<Response<R>, Error>> {
        let outcome = run(self.method, self.start, self.options);
        Box::pin(async { typed(outcome.await?) })
    }

    /// Sends the call. Returns the response in the call's codec, without decoding it. A fake's message
    /// is encoded.
    ///
    /// # Errors
    ///
    /// The error of the server or of the transport, with the RPC's path.
    pub fn raw(self) -> BoxFuture<'a, Result<EncodedResponse, Error>> {
        run_raw(self.method, self.start, self.options)
    }
}

impl<'a, R> Call<'a, R> {
    /// The call over a channel, which can be sent several times. For other calls, returns the
    /// outcome.
    #[cfg(feature = "retry")]
    pub(super) fn into_dynamic(self) -> Result<DynamicCall<'a>, BoxFuture<'a, Outcome>> {
        match self.start {
            Start::Over(call) => Ok(call.with_options(self.options)),
            start => Err(run(self.method, start, self.options)),
        }
    }

    fn poll_dyn(&mut self, context: &mut Context<'_>) -> Poll<Outcome> {
        let mut sent = match mem::replace(&mut self.start, Start::Done) {
            Start::Sent(sent) => sent,
            start => run(self.method, start, mem::take(&mut self.options)),
        };
        let outcome = sent.as_mut().poll(context);
        if outcome.is_pending() {
            self.start = Start::Sent(sent);
        }
        outcome
    }

    /// Sends the call. Returns the message without its type.
    pub(super) fn send_dyn(self) -> BoxFuture<'a, Result<Box<dyn Message>, Error>> {
        let outcome = run(self.method, self.start, self.options);
        Box::pin(async { outcome.await.map(Response::into_inner) })
    }
}

impl<'a> Start<'a> {
    fn with<R: Message>(
        start: impl FnOnce(CallOptions) -> BoxFuture<'a, Result<Response<R>, Error>> + Send + 'a,
    ) -> Self {
        Self::With(Box::new(|options| {
            let outcome = start(options);
            Box::pin(async { outcome.await.map(Response::boxed) })
        }))
    }

    fn unimplemented(method: &'static MethodDescriptor) -> Self {
        Self::With(Box::new(|_| Box::pin(future::ready(Err(method.unimplemented())))))
    }
}

fn run<'a>(
    method: Option<&'static MethodDescriptor>,
    start: Start<'a>,
    options: CallOptions,
) -> BoxFuture<'a, Outcome> {
    Box::pin(async move {
        let outcome = match start {
            Start::Over(call) => call.with_options(options).run().await,
            Start::With(start) => match options.check() {
                Ok(()) => start(options).await,
                Err(invalid) => Err(invalid),
            },
            Start::Sent(sent) => sent.await,
            Start::Done => {
                Err(Error::internal("the call was polled after it returned its outcome"))
            }
        };
        outcome.map_err(|error| match method {
            Some(method) => error.with_method(method.path()),
            None => error,
        })
    })
}

fn run_raw<'a>(
    method: Option<&'static MethodDescriptor>,
    start: Start<'a>,
    options: CallOptions,
) -> BoxFuture<'a, Result<EncodedResponse, Error>> {
    match start {
        Start::Over(call) => call.with_options(options).raw(),
        start => Box::pin(async move {
            let codec = options.codec.unwrap_or_default();
            let response = AnyResponse::from_response(run(method, start, options).await?);
            response.into_encoded(codec, WRITE)
        }),
    }
}

/// Downcasts the message of a response.
fn typed<R: Message>(response: Response<Box<dyn Message>>) -> Result<Response<R>, Error> {
    let Response { message, headers, trailers } = response;
    Ok(Response { message: *downcast(message)?, headers, trailers })
}

impl<R: Message + Default> Future for Call<'_, R> {
    type Output = Result<R, Error>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let outcome = ready!(self.get_mut().poll_dyn(context));
        Poll::Ready(outcome.and_then(|response| Ok(*downcast(response.message)?)))
    }
}

impl<R> fmt::Debug for Call<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("method", &self.method.map(MethodDescriptor::path))
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
