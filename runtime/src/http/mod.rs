//! Calls over HTTP.

#[cfg(feature = "http-server")]
pub mod server;
