//! The tool does not depend on the crate that it writes.

use std::fs;
use std::path::Path;
use std::process::Command;

/// Cargo resolves the dependencies of the tool without `generated/`.
#[test]
fn the_tool_can_be_built_without_the_generated_crate() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("independence");
    let _ = fs::remove_dir_all(&copy);
    for file in [
        "Cargo.toml",
        "codegen/Cargo.toml",
        "formats/Cargo.toml",
        "xtask/Cargo.toml",
        "xtask/Cargo.lock",
    ] {
        let target = copy.join(file);
        fs::create_dir_all(target.parent().expect("a file is in a folder")).expect("writable");
        fs::copy(root.join(file), target).expect("the checkout has it");
    }
    for source in ["codegen/src/lib.rs", "formats/src/lib.rs", "xtask/src/main.rs"] {
        let source = copy.join(source);
        fs::create_dir_all(source.parent().expect("a file is in a folder")).expect("writable");
        fs::write(source, "fn main() {}").expect("writable");
    }
    let output = Command::new(env!("CARGO"))
        // Unlike `metadata`, it needs no package that a build of the tool does not need.
        .args(["update", "--workspace", "--offline", "--locked"])
        .args(["--manifest-path", "xtask/Cargo.toml"])
        .current_dir(&copy)
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
