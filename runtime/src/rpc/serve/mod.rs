//! The server side of a call: services, the router that finds them by path, and what handlers
//! take. It works in process and below `http::server`, and knows neither sockets nor a clock.
//!
//! A [`Router`] resolves a path to a [`Route`], which calls the [`Service`] with the router's
//! [`HandlerOptions`]. [`unary`] decodes the request, runs the interceptors and the handler, and
//! encodes the response.

mod context;
mod guard;
mod intercepted;
mod options;
mod request;
mod route;
mod router;
mod service;

pub use context::Context;
pub(super) use guard::guard;
pub use intercepted::Intercepted;
pub use options::HandlerOptions;
pub use request::Request;
pub use route::Route;
pub use router::Router;
pub use service::{Service, unary, unary_dyn, unknown_method};
