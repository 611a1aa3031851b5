//! Protection against handlers that panic.

use std::borrow::Cow;
use std::future;
use std::panic::{self, AssertUnwindSafe};
use std::task::Poll;

use crate::rpc::{BoxFuture, EncodedResponse, Error};

/// Adds the RPC's path to errors and turns a panic into [`Code::Internal`](crate::rpc::Code::Internal)
/// with a fixed message. The text of the panic goes to the panic hook, not to the client.
pub(in crate::rpc) async fn guard(
    path: Cow<'static, str>,
    mut answer: BoxFuture<'_, Result<EncodedResponse, Error>>,
) -> Result<EncodedResponse, Error> {
    let outcome = future::poll_fn(|context| {
        // Unwind safety: a future that panicked is not polled again. Handlers keep the state that
        // they share consistent, as in any server with a thread for each request.
        let polled = panic::catch_unwind(AssertUnwindSafe(|| answer.as_mut().poll(context)));
        polled.unwrap_or_else(|_| Poll::Ready(Err(Error::internal("the handler panicked"))))
    });
    outcome.await.map_err(|error| error.with_method(path))
}
