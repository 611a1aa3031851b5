//! [`Exchange`]: sends one HTTP request and returns the response, over our connections or over a
//! reqwest client of the caller.

use std::error::Error as StdError;
use std::future;
#[cfg(feature = "reqwest")]
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::{HeaderMap, Request, StatusCode};
use http_body_util::Full;

use super::pool::{Pool, PoolBody};
use super::url::Url;

/// Sends requests to servers.
pub(super) enum Exchange {
    /// Connections of our own.
    Pool(Box<Pool>),
    /// A client of the caller.
    #[cfg(feature = "reqwest")]
    Reqwest(reqwest::Client),
}

impl Exchange {
    /// Takes a request and sends it to a URL. A reference, because the futures that wait for a
    /// connection would each have a place for the request.
    pub(super) async fn send(
        &self,
        request: &mut Option<Request<Full<Bytes>>>,
        url: &Url,
    ) -> Result<Response, SendError> {
        match self {
            Self::Pool(pool) => pool.send(request, url).await,
            #[cfg(feature = "reqwest")]
            Self::Reqwest(client) => super::foreign::send(client, request, url).await,
        }
    }
}

/// A response whose body has not been read.
pub(super) struct Response {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Body,
    /// The URL that it came from.
    pub(super) url: Url,
}

/// The body of a response.
pub(super) enum Body {
    Pool(PoolBody),
    #[cfg(feature = "reqwest")]
    Reqwest(reqwest::Body),
}

impl Body {
    /// The next piece of the body. `None` at its end.
    pub(super) async fn chunk(&mut self) -> Option<Result<Bytes, SendError>> {
        future::poll_fn(|context| self.poll_chunk(context)).await
    }

    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, SendError>>> {
        loop {
            let frame = match self {
                Self::Pool(body) => {
                    ready!(body.poll_frame(context)).map(|frame| frame.map_err(SendError::broken))
                }
                #[cfg(feature = "reqwest")]
                Self::Reqwest(body) => ready!(http_body::Body::poll_frame(Pin::new(body), context))
                    .map(|frame| frame.map_err(super::foreign::error)),
            };
            match frame.map(|frame| frame.map(http_body::Frame::into_data)) {
                Some(Ok(Ok(data))) => return Poll::Ready(Some(Ok(data))),
                // Trailers.
                Some(Ok(Err(_))) => {}
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

/// The error of a request without a response, or of a body that ended early.
#[derive(Debug)]
pub(super) struct SendError {
    pub(super) stage: Stage,
    pub(super) source: Box<dyn StdError + Send + Sync>,
}

/// The stage of an exchange that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// The request is invalid.
    Request,
    /// There is no connection.
    Connect,
    /// The connection failed before any of the request was written.
    Write,
    /// The connection failed, or the client of the caller gave up waiting.
    Response,
}

impl SendError {
    /// The error of a request that cannot be sent.
    pub(super) fn invalid(source: impl StdError + Send + Sync + 'static) -> Self {
        Self { stage: Stage::Request, source: source.into() }
    }

    /// The error of a connection that failed before any of the request was written.
    pub(super) fn unwritten(source: impl StdError + Send + Sync + 'static) -> Self {
        Self { stage: Stage::Write, source: source.into() }
    }

    /// The error of a connection that failed.
    pub(super) fn broken(source: impl StdError + Send + Sync + 'static) -> Self {
        Self { stage: Stage::Response, source: source.into() }
    }
}
