//! The time to check the generated crate, compared with the same types with serde's derive.
//!
//! Writes both crates into one workspace, builds their dependencies, and checks the crates in turn
//! several times. Prints the best times and their ratio, which should stay below one half. Run it on
//! an otherwise idle machine:
//!
//! ```text
//! cargo bench --package gitpod-tests --bench compile_time
//! ```

#[path = "compile_time/derived.rs"]
mod derived;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use gitpod_codegen::Tree;
use gitpod_tests::{crate_of, project_api, workspace, write_workspace};

/// The number of checks of each crate.
const ROUNDS: usize = 7;

fn main() {
    let folder = write_crates();
    for package in ["gitpod-api", "derived"] {
        check(&folder, package);
    }
    let mut best = [Duration::MAX; 2];
    for _ in 0..ROUNDS {
        for (best, (package, source)) in best
            .iter_mut()
            .zip([("gitpod-api", "generated/src/lib.rs"), ("derived", "derived/src/lib.rs")])
        {
            touch(&folder.join(source));
            *best = (*best).min(check(&folder, package));
        }
    }
    let [ours, derived] = best.map(|best| best.as_secs_f64());
    println!("cargo check of gitpod-api:              {ours:.2} s");
    println!("cargo check of the types with derive:   {derived:.2} s");
    println!("ratio:                                  {:.2}", ours / derived);
}

/// Writes a workspace with both crates. They use the runtime of this checkout.
fn write_crates() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile_time");
    let api = project_api();
    let mut tree = Tree::default();
    let runtime = workspace().join("runtime");
    for (path, text) in crate_of(&api).iter() {
        // The manifest names the runtime by its place beside the crate.
        let text = text.replace("\"../runtime\"", &format!("{runtime:?}"));
        tree.insert(format!("generated/{path}"), text);
    }
    tree.insert("derived/Cargo.toml", derived::MANIFEST);
    tree.insert("derived/src/lib.rs", derived::source(&api));
    write_workspace(&folder, &["generated", "derived"], &tree);
    folder
}

/// Rewrites a source file, so that cargo checks its crate again.
fn touch(path: &Path) {
    let text = fs::read_to_string(path).expect("readable");
    fs::write(path, text).expect("writable");
}

/// The time to check one package, without incremental compilation.
fn check(folder: &Path, package: &str) -> Duration {
    let start = Instant::now();
    let status = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--offline", "--package", package])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_INCREMENTAL", "0")
        .status()
        .expect("cargo runs");
    assert!(status.success(), "{package} does not compile");
    start.elapsed()
}
