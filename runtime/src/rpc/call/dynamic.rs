//! [`DynamicCall`]: calls by descriptor. Typed calls, the command line and tests use it.

use std::fmt;

use super::options::option_setters;
use super::pages::DynamicList;
use super::untyped::UntypedCall;
use super::{CallOptions, Channel, DynamicPages};
use crate::message::Message;
use crate::rpc::{AnyRequest, BoxFuture, EncodedResponse, Error, MethodDescriptor, Response};

/// A call by descriptor, for code without the generated types. Like a [`Call`](super::Call), it is
/// sent when it is awaited.
#[must_use = "a call is sent when it is awaited, and not before"]
pub struct DynamicCall<'a> {
    channel: &'a Channel,
    method: &'static MethodDescriptor,
    request: Box<dyn Message>,
    options: CallOptions,
}

impl<'a> DynamicCall<'a> {
    /// Creates a call. The message must have the type [`MethodDescriptor::request`].
    pub fn over(
        channel: &'a Channel,
        method: &'static MethodDescriptor,
        request: Box<dyn Message>,
    ) -> Self {
        Self { channel, method, request, options: CallOptions::default() }
    }

    option_setters!(options);

    /// Sends the call. Returns the response with headers and trailers.
    ///
    /// # Errors
    ///
    /// The error of the server or of the transport, with the RPC's path.
    pub fn send(self) -> BoxFuture<'a, Result<Response<Box<dyn Message>>, Error>> {
        self.into_untyped().send()
    }

    /// Sends the call. Returns the response in the call's codec, without decoding it.
    ///
    /// # Errors
    ///
    /// The error of the server or of the transport, with the RPC's path.
    pub fn raw(self) -> BoxFuture<'a, Result<EncodedResponse, Error>> {
        Box::pin(async move {
            let Self { channel, method, request, options } = self;
            channel.send_raw(AnyRequest::of_message(method, &*request), options).await
        })
    }

    fn into_untyped(self) -> UntypedCall<'a> {
        let Self { channel, method, request, options } = self;
        let mut call = UntypedCall::over(channel, method, request);
        call.options = options;
        call
    }

    /// The path of the RPC.
    #[cfg(feature = "retry")]
    pub(super) const fn path(&self) -> &'static str {
        self.method.path()
    }

    /// Sends the call, which can then be sent again.
    #[cfg(feature = "retry")]
    pub(super) async fn repeat(&self) -> Result<Response<Box<dyn Message>>, Error> {
        let Self { channel, method, request, options } = self;
        channel.send(method, &**request, options.clone()).await
    }

    /// Replaces the options.
    pub(super) fn with_options(self, options: CallOptions) -> Self {
        Self { options, ..self }
    }

    /// The pages of the list, starting at the request's page token. Each page is a call with these
    /// options. Returns `None` if the RPC is not a paged list.
    pub fn pages(self) -> Option<DynamicPages<'a>> {
        let Self { channel, method, request, options } = self;
        let paging = method.paging_descriptor()?;
        Some(DynamicPages::new(DynamicList { channel, method, paging, request, options }))
    }
}

impl<'a> IntoFuture for DynamicCall<'a> {
    type Output = Result<Box<dyn Message>, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.into_untyped().send_message()
    }
}

impl fmt::Debug for DynamicCall<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DynamicCall")
            .field("method", &self.method.path())
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
