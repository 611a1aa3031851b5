//! The fuzz targets of `tests/fuzz` over their seeds.
//!
//! Each module has a function `check` for one target, which takes any bytes, returns in time and
//! panics if a property does not hold. The targets in `tests/fuzz/fuzz_targets` include the same
//! files.

mod binary;
mod json;
mod replies;
mod schema;
mod server;

use std::fs;
use std::panic::{self, PanicHookInfo};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, Once, PoisonError};

use gitpod_tests::workspace;

/// The number of panics so far, caught or not, on any thread. libFuzzer counts them all, too.
static PANICS: AtomicUsize = AtomicUsize::new(0);

/// Runs a target over the files of a folder, of which there must be at least `min`.
fn run(folder: &str, min: usize, check: fn(&[u8])) {
    // One target at a time, so that its panics can be told from those of others.
    static TURN: Mutex<()> = Mutex::new(());
    static HOOK: Once = Once::new();
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    HOOK.call_once(count_panics);
    let (mut count, mut failed) = (0, Vec::new());
    for entry in fs::read_dir(workspace().join(folder)).expect("there are seeds") {
        let path = entry.expect("a seed").path();
        let before = PANICS.load(Ordering::Relaxed);
        let seed = fs::read(&path).expect("a seed");
        let _ = panic::catch_unwind(|| check(&seed));
        if PANICS.load(Ordering::Relaxed) > before {
            failed.push(path);
        }
        count += 1;
    }
    assert!(count >= min, "{folder} has {count} files instead of {min}");
    assert!(failed.is_empty(), "{failed:#?}");
}

fn count_panics() {
    let print = panic::take_hook();
    panic::set_hook(Box::new(move |info: &PanicHookInfo<'_>| {
        PANICS.fetch_add(1, Ordering::Relaxed);
        print(info);
    }));
}

#[test]
fn json_documents() {
    run("tests/fuzz/seeds/json", 3, json::check);
}

#[test]
fn binary_messages() {
    run("tests/fuzz/seeds/binary", 10, binary::check);
}

#[test]
fn bytes_on_a_server_connection() {
    run("tests/fuzz/seeds/server", 30, server::check);
}

#[test]
fn replies_to_a_client() {
    run("tests/fuzz/seeds/replies", 30, replies::check);
}

/// Besides its own seeds, the target starts from the fixtures of diagnostics.
#[test]
fn schemas() {
    run("tests/fuzz/seeds/schema", 10, schema::check);
    run("tests/refusals", 200, schema::check);
}
