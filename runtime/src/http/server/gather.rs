//! Collects the frames of a request body into one buffer.
//!
//! A frame is often a slice of a read buffer of several KiB, which it keeps in memory however small
//! the frame is. Copying small frames together frees those buffers while the rest arrives.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body, Frame};

/// A body with at most one data frame, which holds the data of all frames of `B`.
///
/// It keeps at most twice the bytes that have arrived. A body that consists of a single frame is
/// passed on without a copy. Trailers are dropped, because requests of the protocols have none.
pub(super) struct Gather<B> {
    body: B,
    gathered: Vec<u8>,
    ended: bool,
}

impl<B> Gather<B> {
    pub(super) const fn new(body: B) -> Self {
        Self { body, gathered: Vec::new(), ended: false }
    }
}

impl<B: Body<Data = Bytes> + Unpin> Gather<B> {
    /// Reads the whole body.
    pub(super) async fn read(mut self) -> Result<Bytes, B::Error> {
        match poll_fn(|context| Pin::new(&mut self).poll_frame(context)).await {
            Some(frame) => Ok(frame?.into_data().unwrap_or_default()),
            None => Ok(Bytes::new()),
        }
    }
}

impl<B: Body<Data = Bytes> + Unpin> Body for Gather<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        let this = &mut *self;
        while !this.ended {
            let Some(frame) = ready!(Pin::new(&mut this.body).poll_frame(context)) else {
                this.ended = true;
                break;
            };
            let Ok(data) = frame?.into_data() else { continue };
            this.ended = this.body.is_end_stream();
            if this.ended && this.gathered.is_empty() {
                return Poll::Ready(Some(Ok(Frame::data(data))));
            }
            this.gathered.extend_from_slice(&data);
        }
        let data = std::mem::take(&mut this.gathered);
        Poll::Ready((!data.is_empty()).then(|| Ok(Frame::data(data.into()))))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;
    use std::convert::Infallible;
    use std::pin::Pin;
    use std::task::{Context, Poll, Waker};

    use bytes::Bytes;
    use http_body::{Body, Frame};

    use super::Gather;

    /// Frames, one at each poll. A `None` is a poll before the next frame has arrived.
    struct Frames(VecDeque<Option<Bytes>>);

    impl Body for Frames {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
            match self.0.pop_front() {
                Some(Some(data)) => Poll::Ready(Some(Ok(Frame::data(data)))),
                Some(None) => Poll::Pending,
                None => Poll::Ready(None),
            }
        }

        fn is_end_stream(&self) -> bool {
            self.0.is_empty()
        }
    }

    fn poll(body: &mut Gather<Frames>) -> Poll<Option<Bytes>> {
        let mut context = Context::from_waker(Waker::noop());
        let frame = Pin::new(body).poll_frame(&mut context);
        frame.map(|frame| frame.map(|Ok(frame)| frame.into_data().unwrap()))
    }

    #[test]
    fn a_single_frame_is_passed_on_without_a_copy() {
        let data = Bytes::from(vec![7; 100]);
        let mut body = Gather::new(Frames([Some(data.clone())].into()));
        let Poll::Ready(Some(passed)) = poll(&mut body) else { panic!("no frame") };
        assert_eq!(passed.as_ptr(), data.as_ptr());
        assert_eq!(poll(&mut body), Poll::Ready(None));
    }

    #[test]
    fn several_frames_are_one_buffer_of_at_most_twice_their_size() {
        let bytes = (0..10_000).map(|_| Some(Bytes::from_static(b"x")));
        let mut body = Gather::new(Frames(bytes.chain([None]).collect()));
        assert_eq!(poll(&mut body), Poll::Pending);
        assert_eq!(body.gathered.len(), 10_000);
        assert!(body.gathered.capacity() <= 20_000, "{}", body.gathered.capacity());
        assert_eq!(poll(&mut body), Poll::Ready(Some(Bytes::from("x".repeat(10_000)))));
        assert_eq!(poll(&mut body), Poll::Ready(None));
    }

    #[test]
    fn a_body_without_frames_stays_empty() {
        assert_eq!(poll(&mut Gather::new(Frames([].into()))), Poll::Ready(None));
    }
}
