//! A change of the API in a copy of the workspace: the RPC that CONTRIBUTING.md adds, with the commands
//! of the guides for editing and reviewing.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use gitpod_tests::workspace;

use crate::guide::{Block, blocks};
use crate::programs::target_folder;
use crate::schema::insert;
use crate::shell::{self, Scratch, bash};

/// What the edit and the accepted snapshots change outside of `generated/`.
const CHANGED: [&str; 5] = [
    "schema/project.yaml",
    "tests/snapshots/mock_plans.snap",
    "tests/snapshots/mock_replay.snap",
    "tests/snapshots/surface.snap",
    "tests/tests/loopback/rpcs.rs",
];

#[test]
#[ignore = "compiles a copy of the workspace; the gate runs it"]
fn an_rpc_is_added_by_the_guide() {
    let scratch = Scratch::new("walkthrough");
    let copy = scratch.path();
    copy_folder(&workspace(), copy);
    run_guide("docs/schema.md", copy);

    let guide = blocks("CONTRIBUTING.md");
    let schema = step(&guide, "yaml", "  - name: ArchiveProject");
    edit(&copy.join("schema/project.yaml"), |text| insert(text, &schema.text));
    run("cargo xtask gen", copy);

    let line = step(&guide, "rust,ignore", "archive_project");
    edit(&copy.join("tests/tests/loopback/rpcs.rs"), |text| {
        let sibling = "        create_project(CreateProjectRequest)";
        assert!(text.contains(sibling), "the file has a line for CreateProject");
        text.replacen(sibling, &format!("        {}{sibling}", line.text), 1)
    });

    run(&step(&guide, "sh ignore", "INSTA_UPDATE=always").text, copy);
    let tests = "INSTA_UPDATE=no cargo test --package gitpod-tests --test loopback --test mock \
                 --test schema --test freshness";
    run(tests, copy);

    run_guide("docs/reviewing.md", copy);
    let review = blocks("docs/reviewing.md");
    run(&step(&review, "sh ignore", "cargo test").text, copy);

    let mut changed = BTreeSet::new();
    compare(&workspace(), copy, Path::new(""), &mut changed);
    changed.retain(|path| !path.starts_with("generated/"));
    assert_eq!(changed, BTreeSet::from(CHANGED.map(str::to_owned)));
}

/// The block of the guide with a language and a beginning.
fn step<'g>(guide: &'g [Block], info: &str, beginning: &str) -> &'g Block {
    let mut blocks = guide.iter();
    let found = blocks.find(|block| block.info == info && block.text.starts_with(beginning));
    found.unwrap_or_else(|| panic!("the guide has no block `{info}` with `{beginning}`"))
}

fn edit(file: &Path, change: impl FnOnce(&str) -> String) {
    let text = fs::read_to_string(file).expect("the file is in the copy");
    fs::write(file, change(&text)).expect("the copy is writable");
}

/// Runs the commands of a guide that are not ignored.
fn run_guide(guide: &str, folder: &Path) {
    let target = target_folder().to_str().expect("the path is text");
    shell::run(guide, folder, &[("CARGO_NET_OFFLINE", "true"), ("CARGO_TARGET_DIR", target)]);
}

fn run(script: &str, folder: &Path) {
    let Some(mut command) = bash(script, folder) else { return };
    command.env("CARGO_NET_OFFLINE", "true").env("CARGO_TARGET_DIR", target_folder());
    let output = command.env_remove("INSTA_UPDATE").output().expect("bash runs");
    assert!(
        output.status.success(),
        "{script}\n{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
}

/// The entries of a folder that belong to the checkout.
fn entries(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    entries.map(|entry| entry.expect("it is listed").path()).filter(|path| {
        let name = path.file_name().expect("an entry has a name");
        name != "target" && name != ".git"
    })
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the scratch folder is writable");
    for path in entries(from) {
        let copy = to.join(path.file_name().expect("an entry has a name"));
        if path.is_dir() {
            copy_folder(&path, &copy);
        } else {
            fs::copy(&path, &copy).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        }
    }
}

/// Collects the paths of files that are new or different in the copy.
fn compare(original: &Path, copy: &Path, below: &Path, changed: &mut BTreeSet<String>) {
    for path in entries(&copy.join(below)) {
        let below = below.join(path.file_name().expect("an entry has a name"));
        if path.is_dir() {
            compare(original, copy, &below, changed);
        } else if fs::read(&path).ok() != fs::read(original.join(&below)).ok() {
            changed.insert(below.to_string_lossy().replace('\\', "/"));
        }
    }
}
