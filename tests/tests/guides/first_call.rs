//! The first program of the README, made and run by its own commands.

use std::fs;

use gitpod_tests::workspace;

use crate::guide::blocks;
use crate::programs::target_folder;
use crate::shell::{Mock, Scratch, bash};

#[test]
fn the_first_program_runs_as_pasted() {
    let blocks = blocks("README.md");
    let commands = blocks.iter().find(|block| block.info == "sh").expect("there are commands");
    let program = blocks.iter().find(|block| block.info.starts_with("rust"));
    let program = program.expect("there is a program");

    // The README's commands run beside the checkout.
    let scratch = Scratch::new("first-call");
    let checkout = scratch.path().join("gitpod-api");
    std::os::unix::fs::symlink(workspace(), checkout).expect("the folder is new");
    let Some(mut make) = bash(&commands.text, scratch.path()) else { return };
    let made = make.env("CARGO_NET_OFFLINE", "true").output().expect("bash runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let package = scratch.path().join("list-projects");
    fs::write(package.join("src/main.rs"), &program.text).expect("cargo made the folder");

    let mock = Mock::start(0);
    let mut run = bash("cargo run --quiet", &package).expect("there was a bash");
    run.env("CARGO_NET_OFFLINE", "true").env("CARGO_TARGET_DIR", target_folder());
    run.env("ONA_BASE_URL", &mock.url).env("ONA_API_KEY", "key");
    let ran = run.output().expect("bash runs");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let ids = String::from_utf8(ran.stdout).expect("ids are text");
    assert_eq!(ids.lines().count(), 3, "the mock starts with three projects: {ids}");
}
