//! Tests of `http::server` on real sockets: protocols, limits, hostile clients, shutdown.

mod bodies;
#[path = "../rpc/support.rs"]
#[allow(dead_code, reason = "shared with the tests of calls, which also use its client")]
mod books;
mod clock;
mod codecs;
mod connections;
mod context;
mod counted;
mod errors;
mod frames;
mod get;
mod health;
mod hostile;
mod interceptors;
mod lifetime;
mod limits;
mod memory;
mod mounted;
mod paging;
mod protocol;
mod reflection;
mod routes;
mod stall;
mod support;
