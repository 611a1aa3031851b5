//! Responses to requests that are rejected before a call.

use connectrpc::{ConnectError, ConnectRpcBody};
use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, Response, StatusCode};
use http_body_util::Full;

use super::content_type::ContentType;
use super::convert::error_response;

/// The response to a rejected request.
pub(super) struct Rejection(Box<Response<ConnectRpcBody>>);

impl Rejection {
    /// An error of the protocol that the content type names.
    pub(super) fn error(error: ConnectError, content_type: ContentType) -> Self {
        Self(Box::new(error_response(error, content_type.canonical())))
    }

    /// An HTTP status with a plain text for people. Connect clients derive the error code from the
    /// status.
    pub(super) fn status(status: StatusCode, text: String) -> Self {
        let mut response = Response::new(ConnectRpcBody::Full(Full::from(text)));
        *response.status_mut() = status;
        Self(Box::new(response)).with_header(CONTENT_TYPE, "text/plain; charset=utf-8")
    }

    pub(super) fn with_header(mut self, name: HeaderName, value: &'static str) -> Self {
        self.0.headers_mut().insert(name, HeaderValue::from_static(value));
        self
    }

    pub(super) fn into_response(self) -> Response<ConnectRpcBody> {
        *self.0
    }
}
