//! Unary calls of the Connect protocol with JSON, over HTTP.
//!
//! [`HttpTransport`] is the transport; it retries nothing and adds no token. [`ClientBuilder`] puts
//! it, or any other transport, below the interceptors of [`rpc`](crate::rpc).
//!
//! Calls run on tokio. They use the proxies of `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, except
//! calls to the same machine. Nothing here knows a message of the API.

mod base_url;
mod builder;
mod config_error;
mod connection;
mod environment;
mod failure;
mod gzip;
mod redirect;
mod request;
mod response;
mod transport;

pub use builder::{ClientBuilder, ClientDefaults};
pub use config_error::ConfigError;
pub use transport::HttpTransport;
