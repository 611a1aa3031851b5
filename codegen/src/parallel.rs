//! Work on many items, on all processors. The results do not depend on how many there are.
//!
//! Used by the stages whose items do not depend on each other. Depends on nothing.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The stack size of a thread: enough to read the maximum nesting of a file in a debug build.
const STACK: usize = 16 << 20;

/// Maps every item. The results are in order.
///
/// # Errors
///
/// Returns the panic of an item.
pub(crate) fn map<T: Sync, R: Send>(
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
    let count = thread::available_parallelism().map_or(1, NonZero::get).min(items.len());
    let mut done = thread::scope(|scope| {
        // The caller may not have enough stack left.
        let worker = || thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok();
        let workers: Vec<_> = (0..count).filter_map(|_| worker()).collect();
        let mut done = if workers.is_empty() { work() } else { Vec::new() };
        for worker in workers {
            done.extend(worker.join()?);
        }
        Ok(done)
    })?;
    done.sort_unstable_by_key(|(index, _)| *index);
    Ok(done.into_iter().map(|(_, result)| result).collect())
}

#[cfg(test)]
mod tests {
    use super::map;

    #[test]
    fn results_are_in_order() {
        let items: Vec<usize> = (0..1000).collect();
        assert_eq!(
            map(&items, |item| item * 2).unwrap(),
            items.iter().map(|item| item * 2).collect::<Vec<_>>()
        );
        assert!(map(&[], |item: &u8| *item).unwrap().is_empty());
    }

    #[test]
    fn a_panic_is_returned() {
        assert!(map(&[1, 0, 2], |item| 4 / item).is_err());
    }
}
