//! [`peak_during`]: the measure of all bounds.

use allocation_counter::measure;

/// Runs `work` and returns its result with the maximum number of bytes that this thread had
/// allocated at one time, beyond those before. A buffer that grows counts twice while it moves.
pub(crate) fn peak_during<T>(work: impl FnOnce() -> T) -> (T, usize) {
    let mut result = None;
    let counted = measure(|| result = Some(work()));
    let peak = usize::try_from(counted.bytes_max).expect("it fits into memory");
    (result.expect("`measure` runs the work"), peak)
}

#[test]
fn the_peak_is_what_is_held_at_once() {
    let (kept, peak) = peak_during(|| {
        for _ in 0..10 {
            drop(std::hint::black_box(vec![0_u8; 1000]));
        }
        vec![0_u8; 500]
    });
    assert_eq!((kept.len(), peak), (500, 1000));
}

#[test]
fn other_threads_do_not_count() {
    let other = || std::thread::spawn(|| drop(std::hint::black_box(vec![0_u8; 1 << 20])));
    let (joined, peak) = peak_during(|| other().join());
    assert!(joined.is_ok());
    assert!(peak < 1 << 16, "{peak}");
}
