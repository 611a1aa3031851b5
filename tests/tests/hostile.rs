//! Hostile schemas. Every input must result in an API or in diagnostics that render, within a time
//! limit and without a panic.

#[path = "hostile/cycles.rs"]
mod cycles;
#[path = "hostile/escape.rs"]
mod escape;
#[path = "hostile/mistakes.rs"]
mod mistakes;
#[path = "hostile/mutation.rs"]
mod mutation;
#[path = "hostile/names.rs"]
mod names;
#[path = "hostile/nesting.rs"]
mod nesting;
#[path = "hostile/size.rs"]
mod size;
#[path = "hostile/text.rs"]
mod text;

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use gitpod_codegen::{Code, Diagnostics, Sources, ir, render_json, render_text};
use gitpod_tests::{check, sources};

/// The time limit for one schema, generous enough for a slow machine and a debug build.
const PATIENCE: Duration = Duration::from_secs(120);

/// The default stack size of a thread.
const STACK: usize = 2 * 1024 * 1024;

type Answer = Result<ir::Api, Diagnostics>;

/// Runs a function on a thread with the default stack size. Panics if it exceeds the time limit.
fn in_time<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> T {
    let (sender, receiver) = mpsc::channel();
    let runner = thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || drop(sender.send(run())))
        .expect("a thread can be started");
    match receiver.recv_timeout(PATIENCE) {
        Ok(value) => value,
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("no answer within {PATIENCE:?}"),
        Err(mpsc::RecvTimeoutError::Disconnected) => match runner.join() {
            Err(panic) => std::panic::resume_unwind(panic),
            Ok(()) => panic!("no answer"),
        },
    }
}

/// Checks a schema. Asserts that its diagnostics render as text and as JSON.
fn answer_to(sources: &Sources) -> Answer {
    let answer = check(sources);
    if let Err(diagnostics) = &answer {
        assert!(!diagnostics.is_empty());
        let text = render_text(diagnostics, sources, true);
        assert_eq!(text.matches("error").count().min(1), 1);
        let json = render_json(diagnostics, sources);
        assert_eq!(json.lines().count(), diagnostics.iter().count());
    }
    answer
}

/// Checks a single file `things.yaml` within the time limit.
fn answer(things: impl Into<String>) -> Answer {
    let things = things.into();
    in_time(move || answer_to(&sources(&[("things.yaml", &things)])))
}

/// The codes of the diagnostics, sorted and without duplicates. Empty if the schema was accepted.
fn codes(answer: &Answer) -> Vec<Code> {
    let mut codes: Vec<_> = match answer {
        Ok(_) => Vec::new(),
        Err(diagnostics) => diagnostics.iter().map(|found| found.code).collect(),
    };
    codes.sort();
    codes.dedup();
    codes
}

/// The API of a schema that must be accepted.
fn accepted(things: impl Into<String>) -> ir::Api {
    answer(things).unwrap_or_else(|diagnostics| panic!("{diagnostics}"))
}

/// The first entry of a table.
fn first<I, T>(table: &ir::Table<I, T>) -> &T {
    table.iter().next().expect("the table has an entry")
}
