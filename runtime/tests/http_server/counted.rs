//! Buffers that count how many of them are in memory.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use tokio::sync::Notify;

/// The number of buffers in memory, and the highest number so far.
#[derive(Clone, Default)]
pub(crate) struct Counter(Arc<Counts>);

#[derive(Default)]
struct Counts {
    live: AtomicUsize,
    most: AtomicUsize,
    freed: Notify,
}

impl Counter {
    /// A buffer of zeros or of `content`, which counts until its last slice is dropped.
    pub(crate) fn buffer(&self, content: Vec<u8>) -> Bytes {
        let live = self.0.live.fetch_add(1, Ordering::SeqCst) + 1;
        self.0.most.fetch_max(live, Ordering::SeqCst);
        Bytes::from_owner(Buffer { content, counter: self.clone() })
    }

    pub(crate) fn live(&self) -> usize {
        self.0.live.load(Ordering::SeqCst)
    }

    pub(crate) fn most(&self) -> usize {
        self.0.most.load(Ordering::SeqCst)
    }

    /// Waits until no buffer is left.
    pub(crate) async fn all_freed(&self) {
        while self.live() > 0 {
            self.0.freed.notified().await;
        }
    }
}

struct Buffer {
    content: Vec<u8>,
    counter: Counter,
}

impl AsRef<[u8]> for Buffer {
    fn as_ref(&self) -> &[u8] {
        &self.content
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        self.counter.0.live.fetch_sub(1, Ordering::SeqCst);
        self.counter.0.freed.notify_one();
    }
}
