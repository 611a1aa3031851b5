//! [`guard`]: catches panics of handlers. Used by routes and fakes.

use std::borrow::Cow;
use std::future;
use std::panic::{self, AssertUnwindSafe};
use std::pin::pin;
use std::task::Poll;

use crate::rpc::{EncodedResponse, Error};

/// Adds the RPC's path to errors and converts a panic to
/// [`Code::Internal`](crate::rpc::Code::Internal) with a fixed message. The panic's message goes to
/// the panic hook, not to the client.
pub(in crate::rpc) async fn guard(
    path: Cow<'static, str>,
    answer: impl Future<Output = Result<EncodedResponse, Error>>,
) -> Result<EncodedResponse, Error> {
    let mut answer = pin!(answer);
    let outcome = future::poll_fn(|context| {
        // Unwind safety: the future is not polled again after a panic. Handlers must keep shared
        // state consistent themselves, as in a server with a thread per request.
        let polled = panic::catch_unwind(AssertUnwindSafe(|| answer.as_mut().poll(context)));
        polled.unwrap_or_else(|_| Poll::Ready(Err(Error::internal("the handler panicked"))))
    });
    outcome.await.map_err(|error| error.with_method(path))
}
