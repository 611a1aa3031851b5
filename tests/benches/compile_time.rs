//! How long the generated crate takes to check, against the same types with serde's derive.
//!
//! Both crates are written into one workspace and checked in turn, several times, with their
//! dependencies built beforehand. Printed are the best times and their ratio, which is to stay
//! below one half. Run it on an otherwise idle machine:
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

use gitpod_tests::{crate_of, project_api, workspace};

/// How often each crate is checked.
const ROUNDS: usize = 7;

fn main() {
    let folder = write_workspace();
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

/// A workspace with both crates and the support crate of this checkout.
fn write_workspace() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile_time");
    let runtime =
        fs::canonicalize(workspace().join("runtime")).expect("the support crate is there");
    let manifest = format!(
        r#"[workspace]
resolver = "3"
members = ["generated", "derived"]

[workspace.package]
version = "0.1.0"
edition = "2024"
rust-version = "1.89"
license = "MIT OR Apache-2.0"

[workspace.dependencies]
gitpod-runtime = {{ path = {:?} }}

[workspace.lints]
"#,
        runtime.to_string_lossy(),
    );
    let api = project_api();
    for (path, text) in crate_of(&api).iter() {
        write(&folder.join("generated").join(path), text);
    }
    write(&folder.join("derived/Cargo.toml"), derived::MANIFEST);
    write(&folder.join("derived/src/lib.rs"), &derived::source(&api));
    write(&folder.join("Cargo.toml"), &manifest);
    let lock = fs::read_to_string(workspace().join("Cargo.lock")).expect("the lock file is there");
    write(&folder.join("Cargo.lock"), &lock);
    folder
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("writable");
    fs::write(path, text).expect("writable");
}

/// Makes cargo check a crate again.
fn touch(path: &Path) {
    let text = fs::read_to_string(path).expect("readable");
    fs::write(path, text).expect("writable");
}

/// The time of `cargo check` of one package, without incremental reuse.
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
