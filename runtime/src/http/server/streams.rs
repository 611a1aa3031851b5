//! The streams of an HTTP/2 connection: a time limit for responses that the client does not take.
//!
//! A client that grants no flow-control window never blocks the socket, so `stall` does not see it,
//! and hyper asks for no more of a response while it cannot send the last piece. So the limit is enforced
//! where hyper spawns the task of a stream: [`StreamExecutor`] drops the task when the stream stalls,
//! which resets the stream. [`StreamBody`] reports progress to it.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker, ready};
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use http_body::{Body, Frame, SizeHint};
use hyper::rt::Executor;
use pin_project_lite::pin_project;
use tokio::time::{Sleep, sleep};

use super::activity::{Busy, Unsent};

/// The size of the pieces that a body is handed over in, and the unit of progress. It is the default
/// size of a frame.
const PIECE: usize = 16 << 10;

tokio::task_local! {
    /// The progress of the stream whose task is polled.
    static PROGRESS: Progress;
}

/// Spawns the tasks of streams, and drops a task whose response makes no progress for the timeout.
#[derive(Clone)]
pub(super) struct StreamExecutor {
    pub(super) timeout: Duration,
}

impl<F> Executor<F> for StreamExecutor
where
    F: Future<Output = ()> + Send + 'static,
{
    fn execute(&self, stream: F) {
        tokio::spawn(limit(stream, self.timeout));
    }
}

/// Polls a stream to its end, or until its response has stalled.
async fn limit(stream: impl Future<Output = ()>, timeout: Duration) {
    let progress = Progress::default();
    let mut stream = pin!(PROGRESS.scope(progress.clone(), stream));
    let mut stall = Stall { timeout, taken: 0, sleep: None };
    poll_fn(|context| match stream.as_mut().poll(context) {
        Poll::Ready(()) => Poll::Ready(()),
        Poll::Pending => stall.poll(&progress, context),
    })
    .await;
}

/// The timer of a stream. It runs while the client has not taken all pieces, and begins anew with
/// each piece that it takes.
struct Stall {
    timeout: Duration,
    /// The number of pieces taken when the timer was set.
    taken: u64,
    sleep: Option<Pin<Box<Sleep>>>,
}

impl Stall {
    fn poll(&mut self, progress: &Progress, context: &mut Context<'_>) -> Poll<()> {
        let (handed, taken) = progress.poll(context.waker());
        if handed == taken {
            self.sleep = None;
            return Poll::Pending;
        }
        if self.taken != taken {
            (self.taken, self.sleep) = (taken, None);
        }
        self.sleep.get_or_insert_with(|| Box::pin(sleep(self.timeout))).as_mut().poll(context)
    }
}

/// The progress of a response. Clones share it.
#[derive(Clone, Default)]
struct Progress(Arc<Mutex<Counts>>);

#[derive(Default)]
struct Counts {
    /// The number of pieces that were handed over to be sent.
    handed: u64,
    /// The number of those that were sent, or dropped with their stream.
    taken: u64,
    /// The task of the stream.
    waker: Option<Waker>,
}

impl Progress {
    fn with<T>(&self, access: impl FnOnce(&mut Counts) -> T) -> T {
        access(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The numbers of pieces that were handed over and taken.
    fn counts(&self) -> (u64, u64) {
        self.with(|counts| (counts.handed, counts.taken))
    }

    /// The same. If they differ, the task is woken when the next piece is taken.
    fn poll(&self, waker: &Waker) -> (u64, u64) {
        self.with(|counts| {
            if counts.handed != counts.taken {
                counts.waker = Some(waker.clone());
            }
            (counts.handed, counts.taken)
        })
    }

    /// Counts a piece that was handed over.
    fn hand(&self) {
        self.with(|counts| counts.handed += 1);
    }

    /// Counts a piece that was taken.
    fn take(&self) {
        let waker = self.with(|counts| {
            counts.taken += 1;
            counts.waker.take()
        });
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// Bytes that count as taken when their last reference is dropped, which is when they have been
    /// written to the socket.
    fn piece(&self, data: Bytes) -> Bytes {
        self.hand();
        Bytes::from_owner(Piece { data, progress: self.clone() })
    }
}

struct Piece {
    data: Bytes,
    progress: Progress,
}

impl AsRef<[u8]> for Piece {
    fn as_ref(&self) -> &[u8] {
        &self.data
    }
}

impl Drop for Piece {
    fn drop(&mut self) {
        self.progress.take();
    }
}

/// Bytes that keep the connection open until they have been written to the socket.
struct FirstPiece {
    data: Bytes,
    _unsent: Unsent,
}

impl AsRef<[u8]> for FirstPiece {
    fn as_ref(&self) -> &[u8] {
        &self.data
    }
}

pin_project! {
    /// The body of a response, in pieces whose progress the executor sees. It ends when all were taken,
    /// so that the task of the stream lives until then.
    ///
    /// The first piece counts as taken when hyper asks for the next, which it does once the client has
    /// granted a window. So a response of one piece is written with its end, and a client that takes
    /// only a part of it leaves no more than that piece in the stream. Until it is written, the piece
    /// keeps the connection open.
    ///
    /// Over HTTP/1.1 it passes its frames on as they are.
    pub(super) struct StreamBody<B> {
        #[pin]
        body: B,
        progress: Option<Progress>,
        // The connection is in use while the body exists.
        busy: Option<Busy>,
        first: First,
        // The part of the current frame that was not handed over.
        rest: Bytes,
        // What follows the data, once it is known.
        end: Option<Option<Box<HeaderMap>>>,
    }
}

/// The state of the first piece.
#[derive(Clone, Copy, PartialEq, Eq)]
enum First {
    Waiting,
    Handed,
    Taken,
}

impl<B: Body<Data = Bytes>> StreamBody<B> {
    /// Wraps a body. To be called in the task of the stream.
    pub(super) fn new(body: B, busy: Option<Busy>) -> Self {
        let progress = PROGRESS.try_with(Clone::clone).ok();
        Self { body, progress, busy, first: First::Waiting, rest: Bytes::new(), end: None }
    }
}

impl<B: Body<Data = Bytes>> Body for StreamBody<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        let mut this = self.project();
        let Some(progress) = this.progress else { return this.body.as_mut().poll_frame(context) };
        if *this.first == First::Handed {
            *this.first = First::Taken;
            progress.take();
        }
        while this.rest.is_empty() && this.end.is_none() {
            match ready!(this.body.as_mut().poll_frame(context)).transpose()? {
                Some(frame) => match frame.into_data() {
                    Ok(data) => *this.rest = data,
                    Err(other) => *this.end = Some(other.into_trailers().ok().map(Box::new)),
                },
                None => *this.end = Some(None),
            }
        }
        if !this.rest.is_empty() {
            let piece = this.rest.split_to(this.rest.len().min(PIECE));
            let piece = match *this.first {
                First::Waiting => {
                    *this.first = First::Handed;
                    progress.hand();
                    match this.busy {
                        Some(busy) => {
                            Bytes::from_owner(FirstPiece { data: piece, _unsent: busy.unsent() })
                        }
                        None => piece,
                    }
                }
                First::Handed | First::Taken => progress.piece(piece),
            };
            return Poll::Ready(Some(Ok(Frame::data(piece))));
        }
        let (handed, taken) = progress.poll(context.waker());
        if handed > taken {
            // A piece that is taken wakes the task.
            return Poll::Pending;
        }
        let trailers = this.end.as_mut().and_then(Option::take);
        Poll::Ready(trailers.map(|trailers| Ok(Frame::trailers(*trailers))))
    }

    fn is_end_stream(&self) -> bool {
        let all_taken = self.progress.as_ref().is_none_or(|progress| {
            let (handed, taken) = progress.counts();
            handed == taken
        });
        let has_more = !self.rest.is_empty() || matches!(self.end, Some(Some(_)));
        all_taken && !has_more && self.body.is_end_stream()
    }

    /// The size of what was not handed over, if it is known.
    fn size_hint(&self) -> SizeHint {
        let (inner, rest) = (self.body.size_hint(), self.rest.len() as u64);
        let mut hint = SizeHint::new();
        hint.set_lower(inner.lower() + rest);
        if let Some(upper) = inner.upper() {
            hint.set_upper(upper + rest);
        }
        hint
    }
}
