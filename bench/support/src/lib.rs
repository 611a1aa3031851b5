//! What the measured programs share: their arguments, the loop around the work, and the line they print.
//!
//! A program is called with a case, a candidate and a number of iterations. It does the work of the candidate
//! that often and prints one line of JSON, which `cargo xtask bench` reads. It must not depend on the bindings or
//! on a peer.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::hint::black_box;
use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

/// The arguments of a program.
#[derive(Debug)]
pub struct Arguments {
    /// The work, such as `json-decode`.
    pub case: String,
    /// The implementation that does it.
    pub candidate: String,
    /// How often.
    pub iterations: u32,
}

impl Arguments {
    /// Parses the arguments of this process.
    ///
    /// # Panics
    ///
    /// On wrong usage.
    #[must_use]
    pub fn parse() -> Self {
        let mut arguments = std::env::args().skip(1);
        let mut next = || arguments.next().expect("usage: CASE CANDIDATE ITERATIONS");
        let [case, candidate] = [next(), next()];
        Self { case, candidate, iterations: next().parse().expect("a number of iterations") }
    }
}

/// Does the work `iterations` times and prints the mean times, with a digest of the content that it handled.
///
/// A tenth of the iterations comes first without being timed. Dropping the results is timed, because a program
/// has to, too.
pub fn measure<T>(iterations: u32, content: &serde_json::Value, mut work: impl FnMut() -> T) {
    for _ in 0..iterations / 10 {
        black_box(work());
    }
    let [wall, cpu] = [Instant::now().elapsed(), cpu_time()];
    let start = Instant::now();
    for _ in 0..iterations {
        black_box(work());
    }
    let [wall, cpu] = [start.elapsed() - wall, cpu_time() - cpu];
    print(iterations, wall, cpu, content);
}

/// Prints times of `iterations` that were measured elsewhere.
pub fn print(iterations: u32, wall: Duration, cpu: Duration, content: &serde_json::Value) {
    let per_iteration = |time: Duration| time.as_secs_f64() / f64::from(iterations.max(1));
    let line = serde_json::json!({
        "wall": per_iteration(wall),
        "cpu": per_iteration(cpu),
        "content": digest(content),
    });
    println!("{line}");
}

/// The CPU time that this process has used, in all of its threads.
#[must_use]
pub fn cpu_time() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec.try_into().unwrap_or_default())
}

/// A hash of a JSON value that does not depend on the order of its keys.
fn digest(content: &serde_json::Value) -> String {
    let mut hasher = DefaultHasher::new();
    content.to_string().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
