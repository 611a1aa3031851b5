//! RPCs, from the client method to the handler.
//!
//! | module | contents |
//! | --- | --- |
//! | `call` | the client side: [`Channel`], [`Call`], [`DynamicCall`], [`RawCall`], [`Pages`], [`Fake`] |
//! | `layer` | [`Interceptor`]s around a call, for both sides: validation, retries, tokens, tracing |
//! | `serve` | the server side: [`Service`], [`Router`], [`Request`] |
//! | `error` | [`Error`], its [`Code`], details and JSON form |
//! | `descriptor` | [`MethodDescriptor`] and [`ServiceDescriptor`]: the tables of an API |
//! | `transport` | [`Transport`]: sends encoded requests |
//! | `encoded` | [`EncodedRequest`] and [`EncodedResponse`]: the arguments and results of transports |
//! | `response` | [`Response`]: the message of a response, with headers and trailers |
//! | `time_limit` | [`TimeLimit`]: the parameter of `timeout` |
//! | `redaction` | the secrets of a request, which errors must not show |
//! | `metadata`, `extensions` | headers and trailers; values attached to a request |
//! | `page_query` | [`PageQuery`]: page token and size of a query string |
//! | `sensitive` | `Sensitive`: whether the body of a request holds sensitive values |
//! | `target`, `downcast` | the RPC of a request; downcasts from `dyn Message` |
//!
//! A [`Call`] runs the interceptors of its [`Channel`], encodes the request and passes an
//! [`EncodedRequest`] to the [`Transport`]. On the server, a [`Router`] looks up the [`Service`] by
//! path. The service decodes the request, runs the router's interceptors and the handler, and
//! returns an [`EncodedResponse`]. A router is also a transport, so a client can call handlers in
//! the same process.
//!
//! Used by generated code, `http` and `mock`. Depends on `json`, `message`, `scalar` and `validate`.
//! It must not depend on HTTP (except for the values that [`Extensions`] can hold) or, outside of
//! `Retry` and `Wait`, on an async runtime.

mod call;
mod descriptor;
mod downcast;
mod encoded;
mod error;
mod extensions;
mod layer;
mod metadata;
mod page_query;
mod redaction;
mod response;
#[cfg(feature = "http-client")]
mod sensitive;
mod serve;
mod target;
mod time_limit;
mod transport;

#[cfg(feature = "retry")]
pub use call::Wait;
pub use call::{
    Call, CallOptions, Channel, DynamicCall, DynamicItems, DynamicPages, Fake, Items, Paged, Pages,
    Polled, RawCall,
};
pub use descriptor::{
    Idempotency, MessageType, MethodDescriptor, PagingDescriptor, ServiceDescriptor,
};
use downcast::{downcast, downcast_ref};
pub use encoded::{EncodedRequest, EncodedResponse};
pub use error::{Code, Error, ErrorDetail, UnknownCode};
pub use extensions::Extensions;
#[cfg(feature = "retry")]
pub use layer::Retry;
#[cfg(feature = "tracing")]
pub use layer::Tracing;
#[cfg(feature = "retry")]
pub(crate) use layer::deadline;
pub use layer::{
    AnyRequest, AnyResponse, AuthScheme, AuthToken, DefaultHeaders, Interceptor, InvalidToken,
    Next, OnViolations, RetryPolicy, Side, TokenError, TokenProvider, Validate, Validation,
};
#[cfg(feature = "http-client")]
pub(crate) use layer::{Source, Token};
pub use metadata::{InvalidMetadata, Metadata};
pub use page_query::PageQuery;
pub use response::Response;
#[cfg(feature = "http-client")]
pub(crate) use sensitive::Sensitive;
use serve::guard;
pub use serve::{
    Context, HandlerOptions, Intercepted, Request, Route, Router, Service, unary, unary_dyn,
    unknown_method,
};
use target::Target;
pub use time_limit::TimeLimit;
pub use transport::{BoxFuture, Transport};

/// The replacement of redacted secrets.
const REDACTED: &str = "[redacted]";
