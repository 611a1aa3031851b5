//! Calls by descriptor.

use std::fmt;

use super::channel::WRITE;
use super::options::option_setters;
use super::pages::DynamicList;
use super::{CallOptions, Channel, DynamicPages};
use crate::message::Message;
use crate::rpc::{AnyRequest, BoxFuture, EncodedResponse, Error, MethodDescriptor, Response};

/// A call of an RPC whose message types are known only by its descriptor. Like a
/// [`Call`](super::Call), it is sent when it is awaited.
///
/// Typed calls are shells over it.
#[must_use = "a call is sent when it is awaited, and not before"]
pub struct DynamicCall<'a> {
    channel: &'a Channel,
    method: &'static MethodDescriptor,
    request: Box<dyn Message>,
    options: CallOptions,
}

impl<'a> DynamicCall<'a> {
    /// A call over a channel; the request is encoded when the call is sent.
    ///
    /// The message has to be of the type [`MethodDescriptor::request`].
    pub fn over(
        channel: &'a Channel,
        method: &'static MethodDescriptor,
        request: Box<dyn Message>,
    ) -> Self {
        Self { channel, method, request, options: CallOptions::default() }
    }

    option_setters!();

    /// Sends the call. Returns the response with headers and trailers.
    ///
    /// # Errors
    ///
    /// The error of the server or of the transport, with the RPC's path.
    pub fn send(self) -> BoxFuture<'a, Result<Response<Box<dyn Message>>, Error>> {
        Box::pin(self.run())
    }

    /// Sends the call. Returns the response as JSON, not decoded.
    ///
    /// # Errors
    ///
    /// The error of the server or of the transport, with the RPC's path.
    pub fn raw(self) -> BoxFuture<'a, Result<EncodedResponse, Error>> {
        Box::pin(async move {
            let Self { channel, method, request, options } = self;
            let outcome = async {
                let mut request = AnyRequest::of_message(method, &*request);
                options.apply(&mut request)?;
                channel.run_raw(request).await
            };
            let response = outcome.await.map_err(|error| error.with_method(method.path()))?;
            Ok(response.into_encoded(WRITE))
        })
    }

    pub(super) async fn run(self) -> Result<Response<Box<dyn Message>>, Error> {
        let Self { channel, method, request, options } = self;
        let outcome = async {
            // The message stays here and is lent, so that attempts need no copies.
            let mut request = AnyRequest::of_message(method, &*request);
            options.apply(&mut request)?;
            channel.run(method, request).await?.into_response(method)
        };
        outcome.await.map_err(|error| error.with_method(method.path()))
    }

    /// Replaces the options.
    pub(super) fn with_options(self, options: CallOptions) -> Self {
        Self { options, ..self }
    }

    /// The pages of a list, from the one that the request asks for. Each page is a call with these
    /// options. Returns `None` if the RPC has no pages.
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
        Box::pin(async { self.run().await.map(Response::into_inner) })
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
