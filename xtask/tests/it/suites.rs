//! Suites: schemas in `tests/suites`, whose crates are generated with the project's.

use crate::support::Workspace;

/// A workspace with a suite.
fn with_suite(test: &str) -> Workspace {
    let workspace = Workspace::new(test);
    for file in ["api.yaml", "note.yaml"] {
        let text = workspace.read(&format!("schema/{file}"));
        workspace.write(&format!("tests/suites/notes/schema/{file}"), text);
    }
    workspace
}

#[test]
fn suites_are_generated_and_checked_with_the_project() {
    let workspace = with_suite("suites_are_generated");
    let run = workspace.run(&["gen"]).exits_with(0);
    let library = "tests/suites/notes/generated/src/lib.rs";
    assert!(run.has_line(&format!("created {library}")), "{}", run.stdout);
    assert_eq!(workspace.read(library), workspace.read("generated/src/lib.rs"));
    assert!(!workspace.path("tests/suites/notes/schema/format").exists());
    workspace.run(&["gen", "--check"]).exits_with(0);

    workspace.write("tests/suites/notes/generated/src/old.rs", "// @generated once\n");
    workspace.edit(library, "//!", "//! Changed.");
    let run = workspace.run(&["gen", "--check"]).exits_with(1);
    assert!(run.has_line(&format!("stale {library}")), "{}", run.stdout);
    assert!(run.has_line("orphan tests/suites/notes/generated/src/old.rs"), "{}", run.stdout);
    let run = workspace.run(&["gen"]).exits_with(0);
    assert!(run.last_line().starts_with("0 created, 1 updated, 1 deleted, "), "{}", run.stdout);
}

#[test]
fn a_mistake_in_a_suite_changes_nothing() {
    let workspace = with_suite("a_mistake_in_a_suite");
    workspace.run(&["gen"]).exits_with(0);
    workspace.edit("tests/suites/notes/schema/note.yaml", "type: Note\n", "type: Noot\n");
    workspace.edit("schema/api.yaml", "title: ", "title: New ");
    let before = workspace.snapshot();
    let run = workspace.run(&["gen"]).exits_with(1);
    assert!(run.stderr.contains("tests/suites/notes/schema/note.yaml"), "{}", run.stderr);
    assert_eq!(workspace.snapshot(), before);
}
