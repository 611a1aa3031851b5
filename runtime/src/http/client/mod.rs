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
//! | `transport` | [`HttpTransport`]: the steps of a call |
//! | `exchange` | one request and its response, over `pool` or `foreign` |
//! | `pool`, `idle`, `connection` | connections: kept alive, and driven by their calls |
//! | `connector`, `tcp`, `tunnel`, `stream` | how connections are opened, and their bytes |
//! | `foreign` | the reqwest client of a caller, with the feature `reqwest` |
//! | `tls` | certificates, and the errors of rejected ones |
//! | `request`, `response` | conversions between HTTP and our requests, responses and errors |
//! | `content_type` | the content types of messages |
//! | `redirect`, `trusted_host` | the check of redirects; hosts that get the whole request |
//! | `proxy`, `no_proxy` | the proxies of the environment |
//! | `failure` | errors of the connection and unexpected responses |
//! | `url`, `base_url`, `rpc_urls` | URLs; the base URL; those of RPCs |
//! | `gzip` | compression |
//!
//! The module depends on `rpc` and on no message type. Only generated code and users depend on it.

mod base_url;
mod builder;
mod config_error;
mod connection;
mod connector;
mod content_type;
mod environment;
mod exchange;
mod failure;
#[cfg(feature = "reqwest")]
mod foreign;
mod gzip;
mod idle;
mod no_proxy;
mod pool;
mod proxy;
mod redirect;
mod request;
mod response;
mod rpc_urls;
mod stream;
mod tcp;
mod tls;
mod transport;
mod trusted_host;
mod tunnel;
mod url;

pub use builder::{ClientBuilder, ClientDefaults};
pub use config_error::ConfigError;
pub use transport::HttpTransport;
