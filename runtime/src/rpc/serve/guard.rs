//! [`guard`]: catches panics of handlers. Used by routes and fakes.

use std::borrow::Cow;
use std::future;
use std::panic::{self, AssertUnwindSafe};
use std::task::Poll;

use crate::rpc::{BoxFuture, EncodedResponse, Error};

/// Begins a call at once, adds the RPC's path to its error, and converts a panic to
/// [`Code::Internal`](crate::rpc::Code::Internal) with a fixed message. The panic's message goes to
/// the panic hook, not to the client.
pub(in crate::rpc) fn guard<'a>(
    path: Cow<'static, str>,
    begin: impl FnOnce() -> BoxFuture<'a, Result<EncodedResponse, Error>>,
) -> impl Future<Output = Result<EncodedResponse, Error>> + Send + 'a {
    // Unwind safety: a future is not polled again after a panic. Handlers must keep shared state
    // consistent themselves, as in a server with a thread per request.
    let begun = panic::catch_unwind(AssertUnwindSafe(begin));
    let answer = begun.unwrap_or_else(|_| Box::pin(future::ready(Err(panicked()))));
    finish(path, answer)
}

/// Waits for the answer of a call that has begun.
#[expect(clippy::manual_async_fn, reason = "an async function holds its arguments twice")]
fn finish<'a>(
    path: Cow<'static, str>,
    mut answer: BoxFuture<'a, Result<EncodedResponse, Error>>,
) -> impl Future<Output = Result<EncodedResponse, Error>> + Send + use<'a> {
    async move {
        let outcome = future::poll_fn(|context| {
            let polled = panic::catch_unwind(AssertUnwindSafe(|| answer.as_mut().poll(context)));
            polled.unwrap_or_else(|_| Poll::Ready(Err(panicked())))
        });
        outcome.await.map_err(|error| error.with_method(path))
    }
}

fn panicked() -> Error {
    Error::internal("the handler panicked")
}
