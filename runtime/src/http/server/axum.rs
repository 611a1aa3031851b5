//! Below axum.

use std::net::SocketAddr;

use axum::extract::ConnectInfo;

use crate::rpc::Router;

impl Router {
    /// Serves the router over HTTP as an axum router, to be merged with other routes or nested
    /// below a path.
    ///
    /// It is [`into_http`](Self::into_http) as the fallback of an empty router; a service with
    /// options of its own is put there the same way. Handlers see the caller's address where
    /// axum was told to keep it, with `into_make_service_with_connect_info`.
    pub fn into_axum<S: Clone + Send + Sync + 'static>(self) -> axum::Router<S> {
        axum::Router::new().fallback_service(self.into_http())
    }
}

/// The address of the caller, if axum knows it.
pub(super) fn peer(extensions: &http::Extensions) -> Option<SocketAddr> {
    extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0)
}
