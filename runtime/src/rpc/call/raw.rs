//! [`RawCall`]: calls with an encoded request and an encoded response.

use std::borrow::Cow;
use std::fmt;

use super::options::option_setters;
use super::{CallOptions, Channel};
use crate::rpc::{AnyRequest, BoxFuture, EncodedResponse, Error, MethodDescriptor, Target};

/// A call with an encoded request and an encoded response. The RPC need not be in the schema.
///
/// The body is sent and returned unchanged, without decoding or validation. It is JSON unless
/// [`codec`](Self::codec) is set. Like a [`Call`](super::Call), it is sent when it is awaited.
///
/// ```ignore
/// let response = client.raw("acme.v1.ShelfService/ListShelves", "{}").await?;
/// println!("{}", String::from_utf8_lossy(&response.body));
/// ```
#[must_use = "a call is sent when it is awaited, and not before"]
pub struct RawCall<'a> {
    channel: &'a Channel,
    target: Target,
    body: Vec<u8>,
    options: CallOptions,
}

impl<'a> RawCall<'a> {
    /// Creates a call by path, such as `acme.v1.BookService/GetBook`, with or without a
    /// leading slash.
    ///
    /// It is only retried if no part of the request was sent, because the RPC's idempotency is not
    /// known.
    pub fn over(
        channel: &'a Channel,
        path: impl Into<Cow<'static, str>>,
        body: impl Into<Vec<u8>>,
    ) -> Self {
        Self::to(channel, Target::raw(path), body.into())
    }

    /// Creates a call of an RPC of the schema. Unlike a call by path, it is retried like a typed
    /// call.
    pub fn of_method(
        channel: &'a Channel,
        method: &'static MethodDescriptor,
        body: impl Into<Vec<u8>>,
    ) -> Self {
        Self::to(channel, Target::Known(method), body.into())
    }

    fn to(channel: &'a Channel, target: Target, body: Vec<u8>) -> Self {
        Self { channel, target, body, options: CallOptions::default() }
    }

    option_setters!(options);

    async fn run(self) -> Result<EncodedResponse, Error> {
        let Self { channel, target, body, options } = self;
        let codec = options.codec.unwrap_or_default();
        channel.send_raw(AnyRequest::of_body(target, codec, &body), options).await
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
            .field("path", &self.target.path())
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
