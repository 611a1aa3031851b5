//! Requests over a reqwest client of the caller.

use bytes::Bytes;
use http::Request;
use http_body_util::Full;

use super::exchange::{Body, Response, SendError, Stage};
use super::url::Url;

/// Sends a request.
pub(super) async fn send(
    client: &reqwest::Client,
    request: &mut Option<Request<Full<Bytes>>>,
    url: &Url,
) -> Result<Response, SendError> {
    let mut request = request.take().expect("it is sent once");
    *request.uri_mut() = url.uri().clone();
    let request = request.map(reqwest::Body::wrap).try_into().map_err(error)?;
    // Boxed, because calls over our connections would have a place for it.
    let mut response = Box::pin(client.execute(request)).await.map_err(error)?;
    // The client of the caller may follow redirects itself.
    let url = Url::parse(response.url().as_str()).unwrap_or_else(|_| url.clone());
    let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
    Ok(Response { status, headers, body: Body::Reqwest(response.into()), url })
}

/// Converts an error of reqwest. The URL is left out, because it may hold secrets.
pub(super) fn error(error: reqwest::Error) -> SendError {
    let stage = if error.is_builder() {
        Stage::Request
    } else if error.is_connect() {
        Stage::Connect
    } else {
        Stage::Response
    };
    SendError { stage, source: error.without_url().into() }
}
