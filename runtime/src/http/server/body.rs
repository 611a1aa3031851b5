//! Bodies: what a request's may cost, and what a reply's is.

use std::convert::Infallible;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use connectrpc::{ConnectError, ConnectRpcBody};
use http_body::{Body, Frame, SizeHint};
use tokio::time::{Instant, Sleep};

use super::options::Options;

/// How many bytes beyond its limit a body is read and thrown away, so that a caller who sends a
/// little too much is done with sending and reads the answer.
const OVERRUN: usize = 4 << 20;

/// A request's body that ends with an error when it is too large or takes too long.
pub(super) struct RequestBody<B> {
    body: Pin<Box<B>>,
    limit: usize,
    read: usize,
    timeout: Duration,
    deadline: Instant,
    /// Made when the body is waited for the first time: most are there at once.
    sleep: Option<Pin<Box<Sleep>>>,
    faults: Faults,
}

/// The first thing that was wrong with a body, told to the one who answers.
///
/// The error that a body ends with passes through code that only keeps its text.
#[derive(Clone, Default)]
pub(super) struct Faults(Arc<OnceLock<Fault>>);

impl Faults {
    pub(super) fn first(&self) -> Option<Fault> {
        self.0.get().copied()
    }
}

/// What was wrong with a body.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fault {
    TooLarge { limit: usize },
    TooSlow { timeout: Duration },
}

impl Fault {
    pub(super) fn to_error(self) -> ConnectError {
        match self {
            Self::TooLarge { .. } => ConnectError::resource_exhausted(self.to_string()),
            Self::TooSlow { .. } => ConnectError::deadline_exceeded(self.to_string()),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { limit } => {
                write!(f, "the request's body has more than the {limit} bytes that are allowed")
            }
            Self::TooSlow { timeout } => {
                write!(f, "the request's body did not arrive within {timeout:?}")
            }
        }
    }
}

/// What a body ends with.
#[derive(Debug)]
pub(super) enum BodyError<E> {
    Fault(Fault),
    Broken(E),
}

impl<E: fmt::Display> fmt::Display for BodyError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fault(fault) => fault.fmt(f),
            Self::Broken(error) => error.fmt(f),
        }
    }
}

impl<E: std::error::Error> std::error::Error for BodyError<E> {}

impl<B: Body<Data = Bytes>> RequestBody<B> {
    pub(super) fn new(body: B, options: &Options, faults: Faults) -> Self {
        let now = Instant::now();
        Self {
            body: Box::pin(body),
            limit: options.body_limit,
            read: 0,
            timeout: options.body_timeout,
            // A timeout beyond the clock's range: a day will do.
            deadline: now
                .checked_add(options.body_timeout)
                .unwrap_or(now + Duration::from_secs(24 * 60 * 60)),
            sleep: None,
            faults,
        }
    }

    /// Reads to the end and keeps nothing, within the same limits.
    pub(super) async fn discard(mut self) {
        while let Some(Ok(_)) = poll_fn(|context| Pin::new(&mut self).poll_frame(context)).await {}
    }

    fn fail(&self, fault: Fault) -> BodyError<B::Error> {
        BodyError::Fault(*self.faults.0.get_or_init(|| fault))
    }

    fn poll_late(&mut self, context: &mut Context<'_>) -> Poll<BodyError<B::Error>> {
        let deadline = self.deadline;
        let sleep = self.sleep.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(deadline)));
        ready!(sleep.as_mut().poll(context));
        Poll::Ready(self.fail(Fault::TooSlow { timeout: self.timeout }))
    }
}

impl<B: Body<Data = Bytes>> Body for RequestBody<B> {
    type Data = Bytes;
    type Error = BodyError<B::Error>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let this = &mut *self;
        loop {
            let frame = match this.body.as_mut().poll_frame(context) {
                Poll::Ready(frame) => frame,
                Poll::Pending => return this.poll_late(context).map(|error| Some(Err(error))),
            };
            let too_large = this.read > this.limit;
            let frame = match frame {
                Some(Ok(frame)) => frame,
                None if too_large => break,
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(BodyError::Broken(error)))),
            };
            this.read = this.read.saturating_add(frame.data_ref().map_or(0, Bytes::len));
            if this.read <= this.limit {
                return Poll::Ready(Some(Ok(frame)));
            }
            if this.read - this.limit > OVERRUN {
                break;
            }
        }
        Poll::Ready(Some(Err(this.fail(Fault::TooLarge { limit: this.limit }))))
    }
}

/// The body of a reply.
pub struct ReplyBody(ConnectRpcBody);

impl ReplyBody {
    pub(super) const fn new(body: ConnectRpcBody) -> Self {
        Self(body)
    }
}

impl Body for ReplyBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Pin::new(&mut self.0).poll_frame(context)
    }

    // Only for a body whose size is known do servers write `content-length`.
    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            ConnectRpcBody::Full(body) => body.size_hint(),
            body => body.size_hint(),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            ConnectRpcBody::Full(body) => body.is_end_stream(),
            body => body.is_end_stream(),
        }
    }
}

impl fmt::Debug for ReplyBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReplyBody { .. }")
    }
}
