//! The time of each stage of the generator on the project's schema.
//!
//! ```text
//! cargo bench --package gitpod-tests --bench generate
//! ```
//!
//! Prints the best of several rounds. `cargo xtask gen` also starts a process and compares the result
//! with the files on disk. If nothing changed, it does not generate at all.

use std::time::{Duration, Instant};

use gitpod_codegen::{Templates, emit, load, lower, parse, render};
use gitpod_tests::workspace;

/// The number of rounds.
const ROUNDS: usize = 20;

fn main() {
    let folder = workspace().join("schema");
    let templates = Templates::embedded().expect("the templates are valid");
    let mut best = [Duration::MAX; 5];
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let sources = load(&folder).expect("the schema is readable");
        let loaded = start.elapsed();
        let schema = parse(&sources);
        let parsed = start.elapsed();
        let api = lower(&schema).expect("the schema is valid");
        let lowered = start.elapsed();
        let tree = render(&emit(&api), &templates).expect("the items are valid Rust");
        let rendered = start.elapsed();
        assert!(!tree.is_empty());
        let stages = [loaded, parsed - loaded, lowered - parsed, rendered - lowered, rendered];
        for (best, stage) in best.iter_mut().zip(stages) {
            *best = (*best).min(stage);
        }
    }
    let names = ["load", "parse", "lower", "emit and render", "all stages"];
    for (name, time) in names.iter().zip(best) {
        println!("{name:<16} {:>7.1} ms", time.as_secs_f64() * 1000.0);
    }
}
