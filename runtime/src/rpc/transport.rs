//! [`Transport`]: the trait that sends encoded requests. It depends on no message type.

use std::pin::Pin;
use std::sync::Arc;

use super::{EncodedRequest, EncodedResponse, Error};

/// A boxed `Send` future.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends encoded requests to a server and returns the responses.
///
/// A transport knows no message types. It sees the encoded body, its codec, the path and, for RPCs of the schema,
/// the [`MethodDescriptor`](super::MethodDescriptor). To wrap calls, implement
/// [`Interceptor`](super::Interceptor) instead.
///
/// A transport around another one forwards [`url`](Self::url) to it. Otherwise, errors and spans have
/// no URL.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and returns the response.
    ///
    /// Dropping the future cancels the call. Transports with a clock enforce
    /// [`EncodedRequest::timeout`] and return
    /// [`Code::DeadlineExceeded`](super::Code::DeadlineExceeded).
    fn send(&self, request: EncodedRequest) -> BoxFuture<'_, Result<EncodedResponse, Error>>;

    /// The URL of an RPC by its path, for errors and logs, without query and credentials. Defaults
    /// to `None`, for transports without URLs. A transport around another one forwards this method.
    fn url(&self, path: &str) -> Option<String> {
        let _ = path;
        None
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: EncodedRequest) -> BoxFuture<'_, Result<EncodedResponse, Error>> {
        (**self).send(request)
    }

    fn url(&self, path: &str) -> Option<String> {
        (**self).url(path)
    }
}

impl<T: Transport + ?Sized> Transport for Box<T> {
    fn send(&self, request: EncodedRequest) -> BoxFuture<'_, Result<EncodedResponse, Error>> {
        (**self).send(request)
    }

    fn url(&self, path: &str) -> Option<String> {
        (**self).url(path)
    }
}
