//! Calls: everything between a client method and a handler.
//!
//! | module | holds |
//! | --- | --- |
//! | `call` | the client side: [`Channel`], [`Call`], [`DynamicCall`], [`RawCall`], [`Pages`], [`Fake`] |
//! | `layer` | [`Interceptor`]s around a call, for both sides: validation, retries, tokens, tracing |
//! | `serve` | the server side: [`Service`], [`Router`], [`Request`] |
//! | `error` | [`Error`], its [`Code`], details and JSON form |
//! | `descriptor` | the method table |
//!
//! A [`Call`] runs the interceptors of its [`Channel`], encodes the request and passes an
//! [`EncodedRequest`] to the [`Transport`]. On the other side, a [`Router`] finds the [`Service`] by
//! the path, which decodes the request, runs the router's interceptors and the handler, and returns
//! an [`EncodedResponse`]. A router is itself a transport, so a client can call handlers in the same
//! process.
//!
//! Nothing here speaks HTTP, and only `Retry` needs an async runtime. Only [`Extensions`] can carry
//! values of an HTTP request.

mod call;
mod descriptor;
mod downcast;
mod encoded;
mod error;
mod extensions;
mod layer;
mod metadata;
mod page_query;
mod response;
mod serve;
mod target;
mod transport;

pub use call::{
    Call, CallOptions, Channel, DynamicCall, DynamicItems, DynamicPages, Fake, Items, Paged, Pages,
    RawCall,
};
pub use descriptor::{
    Idempotency, MessageType, MethodDescriptor, PagingDescriptor, ServiceDescriptor,
};
use downcast::{downcast, downcast_ref};
pub use encoded::{EncodedRequest, EncodedResponse};
pub use error::{Code, Error, ErrorDetail, UnrecognizedCode};
pub use extensions::Extensions;
#[cfg(feature = "retry")]
pub use layer::Retry;
#[cfg(feature = "tracing")]
pub use layer::Tracing;
#[cfg(feature = "http-client")]
pub(crate) use layer::deadline;
pub use layer::{
    AnyRequest, AnyResponse, BearerToken, DefaultHeaders, Interceptor, InvalidToken, Next,
    OnViolations, RetryPolicy, Side, TokenError, TokenProvider, Validate, Validation,
};
#[cfg(feature = "http-client")]
pub(crate) use layer::{Source, Token};
#[cfg(feature = "http-client")]
pub(crate) use metadata::is_secret;
pub use metadata::{InvalidMetadata, Metadata};
pub use page_query::PageQuery;
pub use response::Response;
use serve::guard;
pub use serve::{
    Context, HandlerOptions, Intercepted, Request, Route, Router, Service, unary, unary_dyn,
    unknown_method,
};
use target::Target;
pub use transport::{BoxFuture, Transport};

/// Replaces a secret in texts.
const REDACTED: &str = "[redacted]";
