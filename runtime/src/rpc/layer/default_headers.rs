//! [`DefaultHeaders`]: headers of all calls.

use super::{AnyRequest, AnyResponse, Interceptor, Next};
use crate::rpc::{BoxFuture, Error, Metadata};

/// An interceptor that adds headers to requests that do not set them.
#[derive(Debug, Clone)]
pub struct DefaultHeaders {
    headers: Metadata,
}

impl DefaultHeaders {
    /// Adds these headers.
    #[must_use]
    pub const fn new(headers: Metadata) -> Self {
        Self { headers }
    }
}

impl Interceptor for DefaultHeaders {
    fn intercept<'a>(
        &'a self,
        mut request: AnyRequest<'a>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<AnyResponse, Error>> {
        request.metadata.append_missing(&self.headers);
        next.run(request)
    }
}
