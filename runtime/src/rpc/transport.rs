//! The transport: what carries encoded requests and responses.

use std::pin::Pin;
use std::sync::Arc;

use super::{EncodedRequest, EncodedResponse, Error};

/// A boxed future that may move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Carries encoded requests to a server and returns the responses.
///
/// A transport knows no message type: it sees JSON bytes, the path and, where the schema has the
/// RPC, its [`MethodDescriptor`](super::MethodDescriptor). Code that goes around calls is an
/// [`Interceptor`](super::Interceptor), not a transport.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and returns the response.
    ///
    /// Dropping the future cancels the call. Transports that have a clock return
    /// [`Code::DeadlineExceeded`](super::Code::DeadlineExceeded) after
    /// [`EncodedRequest::timeout`].
    fn send(&self, request: EncodedRequest) -> BoxFuture<'_, Result<EncodedResponse, Error>>;

    /// The URL of an RPC by its path, for errors and logs: without query and credentials. Defaults
    /// to `None`, for transports without URLs.
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
