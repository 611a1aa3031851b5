//! The runtime of generated API bindings.
//!
//! The crate implements protobuf messages, open enums and RPCs. It contains no message of the API
//! and must not depend on the generated crate, which re-exports the public items. [`__private`] is
//! for generated code only and may change in any release.
//!
//! | module | contents |
//! | --- | --- |
//! | [`message`] | the [`Message`] trait: descriptors, and access to fields of any message |
//! | `message_ext` | [`MessageExt`]: JSON, binary and validation as methods of every message |
//! | [`enumeration`] | open enums, which keep unknown values through a round trip |
//! | [`scalar`] | [`Timestamp`], [`Duration`] and [`Bytes`], with their protobuf ranges |
//! | [`codec`] | [`Codec`]: ProtoJSON and binary, their options and errors |
//! | [`json`] | ProtoJSON encoding and decoding |
//! | [`binary`] | the binary wire format |
//! | [`well_known`] | the well-known types of protobuf, such as `Any` and `Struct` |
//! | [`validate`] | validation of messages against the schema's rules |
//! | `reference` | the types of descriptions as data; feature `reference` |
//! | `sample` | sample messages for tests and mocks; feature `sample` |
//! | [`rpc`] | calls, interceptors, errors, transports, handlers and the router |
//! | `http` | client and server over HTTP; features `http-client` and `http-server` |
//! | `mock` | a mock server of a whole API; feature `mock` |

#[cfg(all(feature = "http-client", target_family = "wasm"))]
compile_error!(
    "the feature `http-client` does not support wasm32, because the futures of a browser's `fetch` \
     are not `Send`; disable it and implement `Transport` yourself"
);

pub mod binary;
pub mod codec;
pub mod enumeration;
#[cfg(any(all(feature = "http-client", not(target_family = "wasm")), feature = "http-server"))]
pub mod http;
pub mod json;
pub mod message;
#[cfg(feature = "mock")]
pub mod mock;
#[cfg(feature = "reference")]
pub mod reference;
pub mod rpc;
#[cfg(feature = "sample")]
pub mod sample;
pub mod scalar;
pub mod validate;
pub mod well_known;

mod debug;
mod message_ext;
#[cfg(feature = "serde")]
mod serde_impl;
mod wire;

#[doc(hidden)]
pub mod __private;

pub use codec::{Codec, DecodeError, EncodeError};
pub use enumeration::{EnumValueError, Enumeration, UnknownEnumValue};
pub use message::{Message, MissingField};
pub use message_ext::MessageExt;
pub use rpc::{
    AnyRequest, AnyResponse, BoxFuture, Call, Channel, Code, EncodedRequest, EncodedResponse,
    Error, ErrorDetail, Fake, Interceptor, Items, Metadata, Next, Pages, RawCall, Request,
    Response, RetryPolicy, Router, Transport,
};
pub use scalar::{Bytes, Duration, Timestamp};
pub use validate::{Violation, Violations};
