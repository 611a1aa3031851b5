//! The HTTP client: unary calls of the Connect protocol with messages in JSON or binary.
//!
//! [`HttpTransport`] sends one request for each call; it does not retry and adds no token.
//! [`ClientBuilder`] puts it, or any other transport, under the interceptors of [`rpc`](crate::rpc).
//! Generated clients are built with it.
//!
//! Calls run on tokio. They use the proxies of the environment, except for loopback addresses; see
//! [`ClientBuilder`].
//!
//! | module | holds |
//! | --- | --- |
//! | `builder`, `environment` | [`ClientBuilder`] and the environment variables that it reads |
//! | `config_error` | [`ConfigError`] |
//! | `connection`, `tls` | the default reqwest client; its certificates and their errors |
//! | `transport` | [`HttpTransport`]: the steps of a call |
//! | `request`, `response` | conversions between HTTP and our requests, responses and errors |
//! | `content_type` | the content types of messages |
//! | `redirect`, `trusted_host` | the check of redirects; hosts that get the whole request |
//! | `proxy`, `no_proxy` | the proxies of the environment |
//! | `failure` | errors of the connection and unexpected responses |
//! | `base_url`, `gzip` | the base URL; compression |
//!
//! The module depends on `rpc` and on no message type. Only generated code and users depend on it.

mod base_url;
mod builder;
mod config_error;
mod connection;
mod content_type;
mod environment;
mod failure;
mod gzip;
mod no_proxy;
mod proxy;
mod redirect;
mod request;
mod response;
mod tls;
mod transport;
mod trusted_host;

pub use builder::{ClientBuilder, ClientDefaults};
pub use config_error::ConfigError;
pub use transport::HttpTransport;
