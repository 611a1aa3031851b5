//! Interceptors: code around calls, the same on the client and on the server.
//!
//! A [`Channel`](super::Channel) runs interceptors around its transport, before the message is
//! encoded. A [`Router`](super::Router) runs them around its handlers, after the message is
//! decoded. An [`Interceptor`] receives an [`AnyRequest`], calls [`Next`] and returns an
//! [`AnyResponse`].
//!
//! | file | interceptor |
//! | --- | --- |
//! | `validate` | [`Validate`]: checks requests against the rules of the schema |
//! | `retry` | `Retry`: time limits, and retries by a [`RetryPolicy`]; feature `retry` |
//! | `default_headers` | [`DefaultHeaders`]: adds headers to each call |
//! | `token` | [`AuthToken`]: adds the token to each attempt |
//! | `span` | `Tracing`: a span for each call; feature `tracing` |
//!
//! Interceptors depend on messages, descriptors and errors. They must not depend on transports or
//! on HTTP.

mod any_request;
mod any_response;
#[cfg(feature = "retry")]
pub(crate) mod deadline;
mod default_headers;
mod interceptor;
#[cfg(feature = "retry")]
mod retry;
#[cfg(feature = "retry")]
mod retry_after;
mod retry_policy;
#[cfg(feature = "tracing")]
mod span;
mod token;
mod validate;

pub use any_request::{AnyRequest, Side};
pub use any_response::AnyResponse;
pub use default_headers::DefaultHeaders;
pub(super) use interceptor::Endpoint;
pub use interceptor::{Interceptor, Next};
#[cfg(feature = "retry")]
pub use retry::Retry;
pub use retry_policy::RetryPolicy;
#[cfg(feature = "tracing")]
pub use span::Tracing;
pub use token::{AuthScheme, AuthToken, InvalidToken, TokenError, TokenProvider};
#[cfg(feature = "http-client")]
pub(crate) use token::{Source, Token};
pub use validate::{OnViolations, Validate, Validation};
