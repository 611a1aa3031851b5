//! Limits on the size of a request body and on the time it takes to arrive.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use connectrpc::ConnectError;
use http_body::{Body, Frame};
use tokio::time::Sleep;

use super::options::Options;

/// The number of bytes beyond the size limit that are read and discarded. Many clients read the
/// response only after they have sent the whole body.
const DISCARD_LIMIT: usize = 4 << 20;

/// A request body that fails when it exceeds the size limit or the timeout.
pub(super) struct RequestBody<B> {
    body: Pin<Box<B>>,
    limit: usize,
    read: usize,
    timeout: Duration,
    /// Created at the first wait, because most bodies are there at once.
    sleep: Option<Pin<Box<Sleep>>>,
    error: BodyErrorCell,
}

/// The first error of a body, shared between the body and the service.
///
/// `connectrpc` keeps only the text of an error that a body returns, so the service reads the error
/// here.
#[derive(Clone, Default)]
pub(super) struct BodyErrorCell(Arc<OnceLock<BodyError>>);

impl BodyErrorCell {
    pub(super) fn get(&self) -> Option<&BodyError> {
        self.0.get()
    }
}

/// The error of a request body. All are the client's.
#[derive(Debug, Clone)]
pub(super) enum BodyError {
    TooLarge {
        limit: usize,
    },
    TimedOut {
        timeout: Duration,
    },
    /// The body ended early, or its framing is invalid.
    Broken {
        cause: String,
    },
}

impl BodyError {
    fn broken(error: &dyn std::error::Error) -> Self {
        let mut cause = error.to_string();
        let causes = std::iter::successors(error.source(), |error| error.source());
        for source in causes {
            cause = format!("{cause}: {source}");
        }
        Self::Broken { cause }
    }

    pub(super) fn to_connect_error(&self) -> ConnectError {
        match self {
            Self::TooLarge { .. } => ConnectError::resource_exhausted(self.to_string()),
            Self::TimedOut { .. } => ConnectError::deadline_exceeded(self.to_string()),
            Self::Broken { .. } => ConnectError::invalid_argument(self.to_string()),
        }
    }
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { limit } => {
                write!(f, "the request body exceeds the limit of {limit} bytes")
            }
            Self::TimedOut { timeout } => {
                write!(f, "the request body did not arrive within {timeout:?}")
            }
            Self::Broken { cause } => {
                write!(f, "the request body is incomplete or malformed: {cause}")
            }
        }
    }
}

impl std::error::Error for BodyError {}

impl<B> RequestBody<B>
where
    B: Body<Data = Bytes>,
    B::Error: std::error::Error + 'static,
{
    /// Limits a body. Its error is also stored in `error`.
    pub(super) fn new(body: B, options: &Options, error: BodyErrorCell) -> Self {
        Self {
            body: Box::pin(body),
            limit: options.body_limit,
            read: 0,
            timeout: options.body_timeout,
            sleep: None,
            error,
        }
    }

    /// Reads and discards the body, within the same limits.
    pub(super) async fn discard(mut self) {
        while let Some(Ok(_)) = poll_fn(|context| Pin::new(&mut self).poll_frame(context)).await {}
    }

    fn fail(&self, error: BodyError) -> BodyError {
        self.error.0.get_or_init(|| error).clone()
    }

    fn poll_timeout(&mut self, context: &mut Context<'_>) -> Poll<BodyError> {
        let timeout = self.timeout;
        let sleep = self.sleep.get_or_insert_with(|| Box::pin(tokio::time::sleep(timeout)));
        ready!(sleep.as_mut().poll(context));
        Poll::Ready(self.fail(BodyError::TimedOut { timeout: self.timeout }))
    }
}

impl<B> Body for RequestBody<B>
where
    B: Body<Data = Bytes>,
    B::Error: std::error::Error + 'static,
{
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let this = &mut *self;
        loop {
            let frame = match this.body.as_mut().poll_frame(context) {
                Poll::Ready(frame) => frame,
                Poll::Pending => return this.poll_timeout(context).map(|error| Some(Err(error))),
            };
            let too_large = this.read > this.limit;
            let frame = match frame {
                Some(Ok(frame)) => frame,
                Some(Err(_)) | None if too_large => break,
                Some(Err(error)) => {
                    return Poll::Ready(Some(Err(this.fail(BodyError::broken(&error)))));
                }
                None => return Poll::Ready(None),
            };
            this.read = this.read.saturating_add(frame.data_ref().map_or(0, Bytes::len));
            if this.read <= this.limit {
                return Poll::Ready(Some(Ok(frame)));
            }
            if this.read - this.limit > DISCARD_LIMIT {
                break;
            }
        }
        Poll::Ready(Some(Err(this.fail(BodyError::TooLarge { limit: this.limit }))))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }
}
