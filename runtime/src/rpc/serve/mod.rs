//! The server side of a call: services, the router that finds them by path, and what handlers
//! take. It runs in process and below `http::server`, and knows neither sockets nor a clock.

mod context;
mod request;
mod router;
mod service;

pub use context::Context;
pub use request::Request;
pub use router::Router;
#[cfg(feature = "http-server")]
pub(crate) use service::guard;
pub use service::{Service, unary, unary_dyn, unknown_method};
