//! Calls, errors, transports and handlers: everything between a client method and a handler.
//!
//! A [`Call`] encodes its request when it is awaited and gives an [`Exchange`] to a
//! [`Transport`]. On the other side a [`Router`] finds the [`Service`] of the exchange's path,
//! which decodes the request, runs the handler and encodes the [`Reply`]. A router is itself a
//! transport, so a client can stand on one without a socket in between.
//!
//! Nothing here speaks HTTP or knows an async runtime: timeouts and headers are carried, and kept
//! by whichever transport is at work. [`Extensions`] alone can carry what an HTTP request had.

mod call;
mod call_options;
mod code;
mod error;
mod error_detail;
mod error_json;
mod error_report;
mod exchange;
mod extensions;
mod fake;
mod metadata;
mod method;
mod page_query;
mod paging;
mod raw_call;
mod request;
mod response;
mod retry;
mod router;
mod service;
mod transport;
mod validated;
mod validating;

pub use call::Call;
pub use call_options::CallOptions;
pub use code::{Code, UnrecognizedCode};
pub use error::Error;
pub use error_detail::ErrorDetail;
pub use exchange::{Exchange, Handling, Reply};
pub use extensions::Extensions;
pub use fake::Fake;
#[cfg(feature = "http-client")]
pub(crate) use metadata::is_secret;
pub use metadata::{InvalidMetadata, Metadata};
pub use method::{Idempotency, MessageType, MethodDescriptor, PagingDescriptor, ServiceDescriptor};
pub use page_query::PageQuery;
pub use paging::{Items, Paged, Pages};
pub use raw_call::RawCall;
pub use request::{Context, Request};
pub use response::Response;
pub use retry::RetryPolicy;
pub use router::Router;
#[cfg(feature = "http-server")]
pub(crate) use service::guard;
pub use service::{Service, unary, unary_dyn, unknown_method};
pub use transport::{BoxFuture, Transport};
pub use validated::Validated;
pub use validating::{OnViolations, Validating, Validation};
