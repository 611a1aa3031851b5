//! Work on many items, on all processors. The results do not depend on how many there are.
//!
//! Used by the stages whose items do not depend on each other. Depends on nothing.

use std::cell::Cell;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The stack size of a thread: enough to read the maximum nesting of a file in a debug build.
const STACK: usize = 16 << 20;

thread_local! {
    /// Whether this thread starts no others.
    static IS_ALONE: Cell<bool> = const { Cell::new(false) };
}

/// Calls a function whose stages run on this thread only, for measurements per thread.
pub fn on_this_thread<R>(call: impl FnOnce() -> R) -> R {
    let was_alone = IS_ALONE.replace(true);
    let result = catch_unwind(AssertUnwindSafe(call));
    IS_ALONE.set(was_alone);
    result.unwrap_or_else(|panic| resume_unwind(panic))
}

/// Maps every item, on the calling thread if one is enough. The results are in order. Panics with the
/// panic of an item, any if several panic.
pub fn map<T: Sync, R: Send>(items: &[T], map: impl Fn(&T) -> R + Sync) -> Vec<R> {
    try_map(items, map).unwrap_or_else(|panic| resume_unwind(panic))
}

/// Maps every item like [`map`].
///
/// # Errors
///
/// Returns the panic of an item, any if several panic.
pub(crate) fn try_map<T: Sync, R: Send>(
    items: &[T],
    map: impl Fn(&T) -> R + Sync,
) -> thread::Result<Vec<R>> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { return done };
            done.push((index, map(item)));
        }
    };
    let mut done = match threads(items.len()) {
        0 | 1 => catch_unwind(AssertUnwindSafe(work))?,
        count => on_threads(count, work)?,
    };
    done.sort_unstable_by_key(|(index, _)| *index);
    Ok(done.into_iter().map(|(_, result)| result).collect())
}

/// The number of threads for a number of items.
fn threads(items: usize) -> usize {
    match IS_ALONE.get() {
        true => 1,
        false => thread::available_parallelism().map_or(1, NonZero::get).min(items),
    }
}

/// The results of work on a number of threads, or on the calling one if none can be started.
fn on_threads<R: Send>(
    count: usize,
    work: impl Fn() -> Vec<R> + Copy + Send + Sync,
) -> thread::Result<Vec<R>> {
    thread::scope(|scope| {
        let worker = || thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok();
        let workers: Vec<_> = (0..count).filter_map(|_| worker()).collect();
        if workers.is_empty() {
            return catch_unwind(AssertUnwindSafe(work));
        }
        // All are joined before a panic is returned: a scope panics if one was not and has panicked.
        let results: Vec<_> = workers.into_iter().map(thread::ScopedJoinHandle::join).collect();
        let done: thread::Result<Vec<_>> = results.into_iter().collect();
        Ok(done?.into_iter().flatten().collect())
    })
}

#[cfg(test)]
mod tests {
    use std::panic::resume_unwind;
    use std::thread::{self, ThreadId};

    use super::{on_this_thread, on_threads, try_map};

    #[test]
    fn results_are_in_order() {
        let items: Vec<usize> = (0..1000).collect();
        assert_eq!(
            try_map(&items, |item| item * 2).unwrap(),
            items.iter().map(|item| item * 2).collect::<Vec<_>>()
        );
        assert!(try_map(&[], |item: &u8| *item).unwrap().is_empty());
    }

    #[test]
    fn a_panic_is_returned() {
        assert!(try_map(&[1, 0, 2], |item| 4 / item).is_err());
        assert!(try_map(&[0], |item| 4 / item).is_err());
        assert!(on_this_thread(|| try_map(&[1, 0, 2], |item| 4 / item)).is_err());
    }

    #[test]
    fn panics_of_several_threads_are_returned_as_one() {
        let panicking = || -> Vec<()> { resume_unwind(Box::new("of each thread")) };
        let panic = on_threads(2, panicking).unwrap_err();
        assert_eq!(panic.downcast_ref(), Some(&"of each thread"));
    }

    #[test]
    fn one_thread_is_the_calling_one() {
        let of = |items: &[u8]| try_map(items, |_| thread::current().id()).unwrap();
        let this: ThreadId = thread::current().id();
        assert_eq!(of(&[1]), [this]);
        assert_eq!(on_this_thread(|| of(&[1, 2, 3])), [this; 3]);
    }
}
