//! Golden fixtures: each file of `tests/golden` shows one construct of the schema. Snapshots hold what
//! it becomes; the crate of all fixtures must compile without a warning and behave as
//! `golden/behaviour.rs` says.
//!
//! After a change of the generator, accept the snapshots and read the diff:
//! `INSTA_UPDATE=always cargo test --package gitpod-tests --test golden snapshots`.

mod captured;
mod excerpt;
mod snapshots;
mod variants;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use gitpod_codegen::Tree;
use gitpod_tests::{NOT_CANONICAL, api_of, compare, crate_of, read_tree, write_workspace};

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("golden")
}

/// Writes the crate of all fixtures with the tests of its behaviour.
fn write_crate() {
    let mut tree = Tree::default();
    let api = api_of(&golden());
    for (path, text) in crate_of(&api).iter() {
        tree.insert(format!("generated/{path}"), text);
    }
    let behaviour = fs::read_to_string(golden().join("behaviour.rs"));
    tree.insert("generated/tests/behaviour.rs", behaviour.expect("the behaviour is there"));
    // What holds for every type of the API holds for the constructs that it lacks.
    let properties = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/properties");
    for (path, text) in read_tree(&properties).iter() {
        tree.insert(format!("properties/tests/properties/{path}"), text);
    }
    let documents = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/example_check");
    for (path, text) in read_tree(&documents).iter() {
        tree.insert(format!("properties/tests/documents/{path}"), text);
    }
    let documents = fs::read_to_string(golden().join("documents.rs")).expect("the test is there");
    tree.insert("properties/tests/documents/main.rs", documents);
    tree.insert("properties/Cargo.toml", PROPERTIES);
    tree.insert("properties/src/lib.rs", "");
    for (path, text) in captured::package(CAPTURED).iter() {
        tree.insert(format!("captured/{path}"), text);
    }
    let variants = VARIANTS.map(|variant| (variant.folder, (variant.files)()));
    for (folder, package) in &variants {
        for (path, text) in package.iter() {
            tree.insert(format!("{folder}/{path}"), text);
        }
    }
    let members = ["generated", "properties", "captured"].into_iter();
    let members: Vec<_> = members.chain(VARIANTS.map(|variant| variant.folder)).collect();
    write_workspace(&folder(), &members, &tree);
}

/// A crate of [`variants`].
struct Variant {
    folder: &'static str,
    package: &'static str,
    files: fn() -> Tree,
}

const VARIANTS: [Variant; 2] = [
    Variant { folder: "bare", package: "bare-shop-v1", files: variants::bare },
    Variant { folder: "keyed", package: "keyed_shop", files: variants::keyed },
];

/// The package of [`captured`].
const CAPTURED: &str = "captured";

/// The crate in which the properties run; its dependencies are those of the tests.
const PROPERTIES: &str = r#"[package]
name = "properties"
version.workspace = true
edition.workspace = true

[dev-dependencies]
fastrand = { version = "2", default-features = false, features = ["std"] }
gitpod-api = { path = "../generated", features = ["reference", "sample", "serde"] }
serde = "1"
# Its floats are a bit off unless they are asked to be exact.
serde_json = { version = "1", features = ["float_roundtrip"] }
"#;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden")
}

/// Runs cargo on the crate of all fixtures, with warnings denied.
fn cargo(arguments: &[&str]) {
    let folder = folder();
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .arg("--offline")
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("RUSTFLAGS", "--deny warnings")
        .env("RUSTDOCFLAGS", "--deny warnings")
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "cargo {arguments:?} failed:\n{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
}

#[test]
fn every_construct_compiles_without_a_warning_and_works() {
    write_crate();
    cargo(&["test", "--quiet", "--package", "gitpod-api", "--package", "properties"]);
    let all = ["--quiet", "--package", "gitpod-api", "--features", "reference"];
    cargo(&[&["clippy"], &all[..]].concat());
    cargo(&[&["doc", "--no-deps"], &all[..]].concat());
    cargo(&["clippy", "--quiet", "--package", CAPTURED]);
    for Variant { package, .. } in VARIANTS {
        cargo(&["test", "--quiet", "--package", package, "--features", "http-client,mock"]);
        cargo(&["doc", "--no-deps", "--quiet", "--package", package, "--features", "http-client"]);
    }
    compare_example_checks();
}

/// The generator rejects an example exactly if the runtime rejects it or if it is not in canonical
/// form; the tests of the crate wrote documents with the runtime's verdict.
fn compare_example_checks() {
    let lines = fs::read_to_string(folder().join("target/tmp/documents.tsv"));
    let lines = lines.expect("the documents are written");
    let comparison = compare(&api_of(&golden()), lines.lines());
    let some: Vec<_> = comparison.disagreements.iter().take(10).collect();
    assert!(some.is_empty(), "{} of them: {some:#?}", comparison.disagreements.len());
    let counts = [comparison.accepted, comparison.undecodable, comparison.invalid];
    assert!(counts.iter().all(|count| *count > 100), "{counts:?}");
    assert_eq!(comparison.not_canonical, NOT_CANONICAL.iter().copied().collect());
}
