//! [`Pool`]: connections to servers and proxies, kept alive between requests.
//!
//! The pool is that of `hyper-util`. It sends a request again if an idle connection was closed before
//! the request was written.

use std::time::Duration;

use bytes::Bytes;
use http::Request;
use http::header::{ACCEPT, HOST, HeaderValue};
use http_body_util::Full;
use hyper_util::client::legacy::Client;
use hyper_util::rt::{TokioExecutor, TokioTimer};

use super::connector::Connector;
use super::exchange::{Body, Response, SendError, Stage};
use super::url::Url;

/// The time after which an idle connection is closed.
const IDLE_TIMEOUT: Duration = Duration::from_secs(90);

/// The maximum size of the headers of a response, in bytes, and of the buffer into which its body is
/// read. It is hyper's default, as is the maximum of 100 headers, for which hyper needs no allocation.
const MAX_HEADERS_SIZE: usize = 408 << 10;

/// HTTP/1.1 connections to servers and proxies.
pub(super) struct Pool {
    client: Client<Connector, Full<Bytes>>,
}

impl Pool {
    pub(super) fn new(connector: Connector) -> Self {
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE_TIMEOUT)
            .http1_max_buf_size(MAX_HEADERS_SIZE)
            .set_host(false)
            .build(connector);
        Self { client }
    }

    pub(super) async fn send(
        &self,
        mut request: Request<Full<Bytes>>,
        url: &Url,
    ) -> Result<Response, SendError> {
        let host = HeaderValue::from_str(url.authority()).map_err(SendError::invalid)?;
        let headers = request.headers_mut();
        headers.insert(HOST, host);
        headers.entry(ACCEPT).or_insert(HeaderValue::from_static("*/*"));
        let response = self.client.request(request).await.map_err(|error| {
            let stage = if error.is_connect() { Stage::Connect } else { Stage::Response };
            SendError { stage, source: error.into() }
        })?;
        let (head, body) = response.into_parts();
        let (status, headers) = (head.status, head.headers);
        Ok(Response { status, headers, body: Body::Pool(body), url: url.clone() })
    }
}
