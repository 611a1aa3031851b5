//! Support code that the generated Ona API bindings stand on.
//!
//! The crate knows how protobuf messages, open enums and calls behave; it knows no message of
//! the API. What users of the bindings see is public and re-exported by the generated crate.
//! What only generated code may call is in [`__private`] and follows no stability promise.
//!
//! | module | what it is for |
//! | --- | --- |
//! | [`message`] | the [`Message`] trait: one table, one reader and one writer of fields per type |
//! | [`enumeration`] | open enums: known values and an opaque rest that survives a round trip |
//! | [`scalar`] | [`Timestamp`], [`Duration`] and [`Bytes`] with their protobuf ranges |
//! | [`json`] | the ProtoJSON engine over bytes; serde's traits are adapters over the same fields |
//! | [`validate`] | the rules of the schema, checked on any message |
//! | `sample` | messages for tests and mocks, behind the feature of that name |
//! | [`rpc`] | calls, interceptors, errors, transports, handlers and the router |
//! | `http` | the same over HTTP, behind the features `http-client` and `http-server` |

#[cfg(all(feature = "http-client", target_family = "wasm"))]
compile_error!(
    "the feature `http-client` is not for wasm32: its futures move between threads, which those of \
     a browser's fetch cannot; types, traits and any `Transport` of your own work there"
);

pub mod enumeration;
#[cfg(any(all(feature = "http-client", not(target_family = "wasm")), feature = "http-server"))]
pub mod http;
pub mod json;
pub mod message;
#[cfg(feature = "mock")]
pub mod mock;
pub mod rpc;
#[cfg(feature = "sample")]
pub mod sample;
pub mod scalar;
pub mod validate;

mod debug;
mod serde_impl;

#[doc(hidden)]
pub mod __private;

pub use enumeration::{Enumeration, UnknownEnumValue};
pub use json::DecodeError;
pub use message::{Message, MissingField};
pub use rpc::{
    AnyRequest, AnyResponse, BoxFuture, Call, Channel, Code, EncodedRequest, EncodedResponse,
    Error, ErrorDetail, Fake, Interceptor, Items, Metadata, Next, Pages, RawCall, Request,
    Response, RetryPolicy, Router, Transport,
};
pub use scalar::{Bytes, Duration, Timestamp};
pub use validate::{Violation, Violations};
