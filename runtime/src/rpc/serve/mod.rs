//! The server side of RPCs: services, the router, and the requests that handlers receive.
//!
//! Used in process and by `http::server`. Must not depend on sockets or on timers.
//!
//! A [`Router`] resolves a path to a [`Route`], which calls the [`Service`] with the router's
//! [`HandlerOptions`]. [`unary`] decodes the request, runs the interceptors and the handler, and
//! encodes the response.

mod context;
mod guard;
#[cfg(feature = "http-server")]
mod health;
mod intercepted;
mod options;
#[cfg(feature = "http-server")]
mod reflection;
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
