//! Unary calls of the Connect protocol with JSON, over HTTP.
//!
//! [`ClientBuilder`] puts a client together: at the bottom a transport, HTTP or any other, and
//! around it a layer for each thing that needs no HTTP: tokens, headers, timeouts and retries,
//! spans, validation. A layer is a [`Transport`](crate::Transport) itself and sees what its caller
//! sees, so all of them work on a [`Router`](crate::Router) as well.
//!
//! Calls run on tokio. Where programs set `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, calls go
//! through the proxy that these name; calls of this machine never do.
//!
//! Nothing here knows a message of the API.

mod authorizing;
mod base_url;
mod builder;
mod config_error;
mod connection;
mod deadline;
mod default_headers;
mod environment;
mod failure;
mod gzip;
mod redirect;
mod request;
mod response;
mod retry_after;
mod retrying;
#[cfg(feature = "tracing")]
mod traced;
mod transport;

pub use authorizing::{Authorizing, TokenError, TokenProvider};
pub use builder::{ClientBuilder, ClientDefaults};
pub use config_error::ConfigError;
pub use retrying::Retrying;
#[cfg(feature = "tracing")]
pub use traced::Traced;
pub use transport::HttpTransport;
