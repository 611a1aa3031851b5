//! A call of an RPC by its path, with JSON in and JSON out.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use crate::rpc::{
    BoxFuture, CallOptions, EncodedRequest, EncodedResponse, Error, RetryPolicy, Transport,
};

/// A call of an RPC that the schema need not have, with JSON in and JSON out.
///
/// Nothing is decoded or validated: the bytes go out and come back as they are. Like a
/// [`Call`](crate::rpc::Call), it is sent when it is awaited, and not before.
///
/// ```ignore
/// let reply = client.raw("gitpod.v1.EditorService/ListEditors", "{}").await?;
/// println!("{}", String::from_utf8_lossy(&reply.body));
/// ```
#[must_use = "a call is sent when it is awaited, and not before"]
pub struct RawCall<'a> {
    transport: &'a dyn Transport,
    exchange: EncodedRequest,
    options: CallOptions,
}

impl<'a> RawCall<'a> {
    /// A call of the RPC at a path such as `gitpod.v1.ProjectService/GetProject`, with or without
    /// a slash before it.
    pub fn over(
        transport: &'a dyn Transport,
        path: impl Into<Cow<'static, str>>,
        json: impl Into<Vec<u8>>,
    ) -> Self {
        let exchange = EncodedRequest::raw(path, json.into());
        Self { transport, exchange, options: CallOptions::default() }
    }

    /// Limits the time that the call may take.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = Some(timeout);
        self
    }

    /// Says when the call is repeated, in place of what the client says; see [`RetryPolicy`].
    ///
    /// A client that does not repeat calls at all, such as one on a
    /// [`Router`](crate::rpc::Router), does not look at it.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.options.retry = Some(policy);
        self
    }

    /// Adds a header; see [`Call::header`](crate::rpc::Call::header).
    pub fn header(mut self, name: impl AsRef<str>, value: impl Into<String>) -> Self {
        self.options.append_header(name, value);
        self
    }

    async fn run(mut self) -> Result<EncodedResponse, Error> {
        let path = self.exchange.to_path();
        let outcome = match self.options.apply(&mut self.exchange) {
            Ok(()) => self.transport.send(self.exchange).await,
            Err(invalid) => Err(invalid),
        };
        outcome.map_err(|error| error.with_method(path))
    }
}

impl<'a> IntoFuture for RawCall<'a> {
    type Output = Result<EncodedResponse, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl fmt::Debug for RawCall<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawCall")
            .field("exchange", &self.exchange)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
