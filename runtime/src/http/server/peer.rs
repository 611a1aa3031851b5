//! The address of the client, as the listener or axum leaves it in a request's extensions.

use std::net::SocketAddr;

#[cfg(feature = "axum")]
use axum::extract::ConnectInfo;

/// The address of the client, in the extensions of an HTTP request.
///
/// [`HttpServer`](super::HttpServer) inserts it, and [`HttpService`](super::HttpService) passes it to
/// handlers as [`Context::peer`](crate::rpc::Context::peer). If you accept connections yourself,
/// insert it into each request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeerAddr(pub SocketAddr);

/// Finds the address of the client. `None` if neither the server nor axum left one.
pub(super) fn peer_addr(extensions: &http::Extensions) -> Option<SocketAddr> {
    let peer = extensions.get::<PeerAddr>().map(|peer| peer.0);
    #[cfg(feature = "axum")]
    let peer = peer.or_else(|| extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0));
    peer
}
