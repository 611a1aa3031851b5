//! The Connect protocol over HTTP: a client and a server, each behind a feature.

#[cfg(feature = "http-client")]
pub mod client;
#[cfg(feature = "http-server")]
pub mod server;
