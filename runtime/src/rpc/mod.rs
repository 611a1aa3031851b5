//! Calls: everything between a client method and a handler.
//!
//! | module | holds |
//! | --- | --- |
//! | `call` | the client side: [`Call`], [`RawCall`], [`Pages`], [`Fake`] |
//! | `serve` | the server side: [`Service`], [`Router`], [`Request`] |
//! | `layer` | what goes around calls and handlers: validation, retries |
//! | `error` | [`Error`], its [`Code`], details and JSON form |
//! | `descriptor` | the method table |
//!
//! A [`Call`] encodes its request when it is awaited and passes an [`EncodedRequest`] to a
//! [`Transport`]. On the other side, a [`Router`] finds the [`Service`] by the path, which decodes
//! the request, runs the handler and returns an [`EncodedResponse`]. A router is itself a
//! transport, so a client can call handlers in the same process.
//!
//! Nothing here speaks HTTP or needs an async runtime. Transports enforce timeouts; only
//! [`Extensions`] can carry values of an HTTP request.

mod call;
mod descriptor;
mod encoded;
mod error;
mod extensions;
mod layer;
mod metadata;
mod page_query;
mod response;
mod serve;
mod transport;

pub use call::{Call, CallOptions, Fake, Items, Paged, Pages, RawCall};
pub use descriptor::{
    Idempotency, MessageType, MethodDescriptor, PagingDescriptor, ServiceDescriptor,
};
pub use encoded::{EncodedRequest, EncodedResponse, Handling};
pub use error::{Code, Error, ErrorDetail, UnrecognizedCode};
pub use extensions::Extensions;
pub use layer::{OnViolations, RetryPolicy, Validated, Validating, Validation};
#[cfg(feature = "http-client")]
pub(crate) use metadata::is_secret;
pub use metadata::{InvalidMetadata, Metadata};
pub use page_query::PageQuery;
pub use response::Response;
#[cfg(feature = "http-server")]
pub(crate) use serve::guard;
pub use serve::{Context, Request, Router, Service, unary, unary_dyn, unknown_method};
pub use transport::{BoxFuture, Transport};

/// Replaces a secret in texts.
#[cfg(feature = "http-client")]
const REDACTED: &str = "[redacted]";
