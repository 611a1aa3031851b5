//! The Connect protocol over HTTP.

#[cfg(feature = "http-client")]
pub mod client;
