//! The axum router of an [`HttpService`](super::HttpService).

use crate::rpc::Router;

impl Router {
    /// Serves the router over HTTP as an axum router, to be merged with other routes or nested under
    /// a path.
    ///
    /// It is an empty axum router with [`into_http`](Self::into_http) as its fallback service. To
    /// change options, pass a configured service to [`axum::Router::fallback_service`] yourself.
    /// Handlers see the client's address if the axum router is served with
    /// [`into_make_service_with_connect_info`](axum::Router::into_make_service_with_connect_info).
    pub fn into_axum<S: Clone + Send + Sync + 'static>(self) -> axum::Router<S> {
        axum::Router::new().fallback_service(self.into_http())
    }
}
