//! A call whose route is resolved. `head` makes it, `unary` and `dispatch` call it.

use std::time::Instant;

use http::HeaderMap;

use super::convert::to_metadata;
use super::peer::peer_addr;
use crate::codec::Codec;
use crate::rpc::{EncodedRequest, Extensions, PageQuery, Route};

/// The route of a request, the memory limit of its message, and the page of its query string.
#[derive(Clone)]
pub(super) struct ResolvedCall {
    pub(super) route: Route,
    pub(super) memory_limit: usize,
    pub(super) page: PageQuery,
}

impl ResolvedCall {
    /// The route and its request, without a body.
    pub(super) fn prepare(
        self,
        codec: Codec,
        headers: &HeaderMap,
        deadline: Option<Instant>,
        extensions: http::Extensions,
    ) -> (Route, EncodedRequest) {
        let mut request = EncodedRequest::new(self.route.method(), Vec::new());
        request.codec = codec;
        request.memory_limit = Some(self.memory_limit);
        request.page = self.page;
        request.metadata = to_metadata(headers);
        request.timeout = deadline.map(|end| end.saturating_duration_since(Instant::now()));
        request.peer = peer_addr(&extensions);
        request.extensions = Extensions::of_http(extensions);
        (self.route, request)
    }
}
