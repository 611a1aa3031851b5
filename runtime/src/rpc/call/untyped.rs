//! [`UntypedCall`]: a call whose response type is not known. [`Call`](super::Call) adds the type.
//!
//! Everything that a typed call does except the downcast of its message is here, so that a program
//! compiles it once and not for each RPC.

use std::fmt;
use std::future;
use std::mem;
use std::task::{Context, Poll};

use super::channel::WRITE;
use super::{CallOptions, Channel, DynamicCall};
use crate::message::Message;
use crate::rpc::{AnyResponse, BoxFuture, EncodedResponse, Error, MethodDescriptor, Response};

/// A call without the type of its response, before it is sent and while it runs.
pub(super) struct UntypedCall<'a> {
    method: Option<&'static MethodDescriptor>,
    pub(super) options: CallOptions,
    start: Start<'a>,
}

pub(super) type Outcome = Result<Response<Box<dyn Message>>, Error>;

/// A function that runs a call with its options.
type Run<'a> = Box<dyn FnOnce(CallOptions) -> BoxFuture<'a, Outcome> + Send + 'a>;

enum Start<'a> {
    /// A call over a channel.
    Over(&'a Channel, &'static MethodDescriptor, Box<dyn Message>),
    /// A call that runs a function.
    With(Run<'a>),
    /// A call that has been polled.
    Sent(BoxFuture<'a, Outcome>),
    /// A call that has returned its outcome.
    Done,
}

impl<'a> UntypedCall<'a> {
    /// A call over a channel.
    pub(super) fn over(
        channel: &'a Channel,
        method: &'static MethodDescriptor,
        request: Box<dyn Message>,
    ) -> Self {
        Self::starting(Some(method), Start::Over(channel, method, request))
    }

    /// A call that runs a function.
    pub(super) fn with(method: Option<&'static MethodDescriptor>, run: Run<'a>) -> Self {
        Self::starting(method, Start::With(run))
    }

    /// A call that fails with [`Code::Unimplemented`](crate::rpc::Code::Unimplemented).
    pub(super) fn unimplemented(method: &'static MethodDescriptor) -> Self {
        let fail = |_| -> BoxFuture<'a, _> { Box::pin(future::ready(Err(method.unimplemented()))) };
        Self::with(Some(method), Box::new(fail))
    }

    fn starting(method: Option<&'static MethodDescriptor>, start: Start<'a>) -> Self {
        Self { method, options: CallOptions::default(), start }
    }

    /// Sends the call. Returns the response in the call's codec, without decoding it.
    pub(super) fn raw(self) -> BoxFuture<'a, Result<EncodedResponse, Error>> {
        let codec = self.options.codec.unwrap_or_default();
        match self.into_dynamic() {
            Ok(call) => call.raw(),
            Err(outcome) => Box::pin(async move {
                AnyResponse::from_response(outcome.await?).into_encoded(codec, WRITE)
            }),
        }
    }

    /// The call over a channel, which can be sent several times. For other calls, returns the
    /// outcome.
    pub(super) fn into_dynamic(self) -> Result<DynamicCall<'a>, BoxFuture<'a, Outcome>> {
        match self.start {
            Start::Over(channel, method, request) => {
                Ok(DynamicCall::over(channel, method, request).with_options(self.options))
            }
            start => Err(run(self.method, start, self.options)),
        }
    }

    /// Sends the call. Returns the response.
    pub(super) fn send(self) -> BoxFuture<'a, Outcome> {
        run(self.method, self.start, self.options)
    }

    /// Sends the call. Returns the message.
    pub(super) fn send_message(self) -> BoxFuture<'a, Result<Box<dyn Message>, Error>> {
        let outcome = self.send();
        Box::pin(async { outcome.await.map(Response::into_inner) })
    }

    /// Sends the call when it is polled first. Returns the message.
    pub(super) fn poll(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Result<Box<dyn Message>, Error>> {
        let mut sent = match mem::replace(&mut self.start, Start::Done) {
            Start::Sent(sent) => sent,
            start => run(self.method, start, mem::take(&mut self.options)),
        };
        let outcome = sent.as_mut().poll(context);
        if outcome.is_pending() {
            self.start = Start::Sent(sent);
        }
        outcome.map_ok(Response::into_inner)
    }
}

fn run<'a>(
    method: Option<&'static MethodDescriptor>,
    start: Start<'a>,
    options: CallOptions,
) -> BoxFuture<'a, Outcome> {
    Box::pin(async move {
        let outcome = match start {
            // Attempts borrow the message, so retries do not copy it.
            Start::Over(channel, method, request) => channel.send(method, &*request, options).await,
            Start::With(run) => match options.check() {
                Ok(()) => run(options).await,
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

impl fmt::Debug for UntypedCall<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("method", &self.method.map(MethodDescriptor::path))
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
