//! The Connect protocol over HTTP: the [`client`] and the [`server`], each behind a feature of its
//! own.
//!
//! Both build on `rpc` and know nothing of each other. `coding` and `memory` are what they share.

#[cfg(feature = "http-client")]
pub mod client;
#[cfg(feature = "http-server")]
pub mod server;

#[cfg(any(feature = "http-client", feature = "http-server"))]
mod coding;
#[cfg(any(feature = "http-client", feature = "http-server"))]
mod memory;
