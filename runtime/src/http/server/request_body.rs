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
use pin_project_lite::pin_project;
use tokio::time::Sleep;

use super::options::Options;

/// The number of bytes beyond the size limit that are read and discarded. Many clients read the
/// response only after they have sent the whole body.
const DISCARD_LIMIT: usize = 4 << 20;

pin_project! {
    /// A request body that fails when it exceeds the size limit or the timeout.
    pub(super) struct RequestBody<B> {
        #[pin]
        body: B,
        limits: BodyLimits,
        // A copy of the error is stored here.
        error: Option<BodyErrorCell>,
    }
}

/// A [`RequestBody`] of any type.
pub(super) type AnyBody = Pin<Box<dyn Body<Data = Bytes, Error = BodyError> + Send>>;

/// Reads and discards a body, within its limits.
pub(super) async fn discard(mut body: AnyBody) {
    while let Some(Ok(_)) = poll_fn(|context| body.as_mut().poll_frame(context)).await {}
}

/// The limits of a body, and how much of them is used.
struct BodyLimits {
    limit: usize,
    read: usize,
    timeout: Duration,
    /// Created at the first wait, because most bodies are there at once.
    sleep: Option<Pin<Box<Sleep>>>,
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
    /// Limits a body.
    pub(super) fn new(body: B, options: &Options) -> Self {
        let limits = BodyLimits {
            limit: options.body_limit,
            read: 0,
            timeout: options.body_timeout,
            sleep: None,
        };
        Self { body, limits, error: None }
    }

    /// Stores the body's error in `error`, too.
    pub(super) fn report_to(mut self, error: BodyErrorCell) -> Self {
        self.error = Some(error);
        self
    }
}

impl BodyLimits {
    /// Polls for a frame within the limits.
    fn poll_frame<B>(
        &mut self,
        mut body: Pin<&mut B>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>>
    where
        B: Body<Data = Bytes>,
        B::Error: std::error::Error + 'static,
    {
        loop {
            let frame = match body.as_mut().poll_frame(context) {
                Poll::Ready(frame) => frame,
                Poll::Pending => return self.poll_timeout(context).map(|error| Some(Err(error))),
            };
            let too_large = self.read > self.limit;
            let frame = match frame {
                Some(Ok(frame)) => frame,
                Some(Err(_)) | None if too_large => break,
                Some(Err(error)) => return Poll::Ready(Some(Err(BodyError::broken(&error)))),
                None => return Poll::Ready(None),
            };
            self.read = self.read.saturating_add(frame.data_ref().map_or(0, Bytes::len));
            if self.read <= self.limit {
                return Poll::Ready(Some(Ok(frame)));
            }
            if self.read - self.limit > DISCARD_LIMIT {
                break;
            }
        }
        Poll::Ready(Some(Err(BodyError::TooLarge { limit: self.limit })))
    }

    fn poll_timeout(&mut self, context: &mut Context<'_>) -> Poll<BodyError> {
        let timeout = self.timeout;
        let sleep = self.sleep.get_or_insert_with(|| Box::pin(tokio::time::sleep(timeout)));
        ready!(sleep.as_mut().poll(context));
        Poll::Ready(BodyError::TimedOut { timeout })
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
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let this = self.project();
        let frame = ready!(this.limits.poll_frame(this.body, context));
        if let (Some(Err(error)), Some(cell)) = (&frame, &*this.error) {
            // Only the first error is kept.
            let _ = cell.0.set(error.clone());
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }
}
