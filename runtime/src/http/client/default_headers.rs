//! A layer that adds headers to every call.

use crate::message::Message;
use crate::rpc::{
    BoxFuture, EncodedRequest, EncodedResponse, Error, Metadata, MethodDescriptor, Transport,
};

/// A transport that adds headers to calls that do not set them themselves.
#[derive(Debug)]
pub(super) struct DefaultHeaders<T> {
    transport: T,
    headers: Metadata,
}

impl<T: Transport> DefaultHeaders<T> {
    pub(super) const fn new(transport: T, headers: Metadata) -> Self {
        Self { transport, headers }
    }
}

impl<T: Transport> Transport for DefaultHeaders<T> {
    fn send(&self, mut exchange: EncodedRequest) -> BoxFuture<'_, Result<EncodedResponse, Error>> {
        exchange.metadata.append_missing(&self.headers);
        self.transport.send(exchange)
    }

    fn admit(&self, method: &'static MethodDescriptor, request: &dyn Message) -> Result<(), Error> {
        self.transport.admit(method, request)
    }

    fn url(&self, path: &str) -> Option<String> {
        self.transport.url(path)
    }
}
