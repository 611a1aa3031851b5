//! Workspaces on disk, for tests that build a generated crate.

use std::fs;
use std::path::Path;

use gitpod_codegen::Tree;

use crate::project::workspace;

/// Writes a workspace with these members and files. It uses the runtime and the lock file of this
/// checkout. Deletes the members' folders first.
///
/// # Panics
///
/// Panics if a file cannot be read or written.
pub fn write_workspace(folder: &Path, members: &[&str], files: &Tree) {
    for member in members {
        let _ = fs::remove_dir_all(folder.join(member));
    }
    for (path, text) in files.iter() {
        write(&folder.join(path), text);
    }
    let lock = fs::read_to_string(workspace().join("Cargo.lock")).expect("the lock file exists");
    write(&folder.join("Cargo.lock"), &lock);
    write(&folder.join("Cargo.toml"), &manifest(members));
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("writable");
    fs::write(path, text).expect("writable");
}

/// The manifest of the workspace. The members inherit from it.
fn manifest(members: &[&str]) -> String {
    let runtime = fs::canonicalize(workspace().join("runtime")).expect("the runtime exists");
    let runtime = runtime.to_string_lossy();
    format!(
        r#"[workspace]
resolver = "3"
members = {members:?}

[workspace.package]
version = "0.1.0"
edition = "2024"
rust-version = "1.89"
license = "MIT OR Apache-2.0"

[patch.crates-io]
gitpod-runtime = {{ path = {runtime:?} }}

[workspace.lints.rust]
unsafe_code = "forbid"
"#,
    )
}
