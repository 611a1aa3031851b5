//! Time of each stage of the generator on the schema of the project.
//!
//! ```text
//! cargo bench --package gitpod-tests --bench generate
//! ```
//!
//! Prints the best of several rounds. A whole `cargo xtask gen` adds the start of the process
//! and the comparison with the disk; when nothing changed it stops after reading the files.

use std::time::{Duration, Instant};

use gitpod_codegen::{Templates, emit, load, lower, parse, render};
use gitpod_tests::workspace;

/// The number of rounds.
const ROUNDS: usize = 20;

fn main() {
    let folder = workspace().join("schema");
    let templates = Templates::embedded().expect("the templates are sound");
    let mut best = [Duration::MAX; 5];
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let sources = load(&folder).expect("the schema is there");
        let loaded = start.elapsed();
        let schema = parse(&sources).expect("the schema has its shape");
        let parsed = start.elapsed();
        let api = lower(&schema).expect("the schema is sound");
        let lowered = start.elapsed();
        let tree = render(&emit(&api), &templates).expect("the items are Rust");
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
