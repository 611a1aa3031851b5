//! `gen --check` prints every difference and changes nothing.

use std::fs;

use crate::support::Workspace;

#[test]
fn fresh_files_are_one_line() {
    let workspace = Workspace::generated("fresh_files_are_one_line");
    let before = workspace.snapshot();
    let run = workspace.run(&["gen", "--check"]).exits_with(0);
    let generated = before.len() - 2;
    assert_eq!(run.stdout, format!("fresh: {generated} files match the schema\n"));
    assert_eq!(run.stderr, "");
    assert_eq!(workspace.snapshot(), before);
}

#[test]
fn every_difference_is_printed_with_its_lines() {
    let workspace = Workspace::generated("every_difference_is_printed_with_its_lines");
    let stale = workspace.read("generated/src/lib.rs");
    workspace.write("generated/src/lib.rs", format!("{stale}// an old line\n"));
    workspace.write("generated/src/old.rs", "// @generated once\n");
    fs::remove_file(workspace.path("generated/Cargo.toml")).unwrap();
    fs::remove_file(workspace.path("schema/format/api.schema.json")).unwrap();
    let before = workspace.snapshot();

    let run = workspace.run(&["gen", "--check"]).exits_with(1);
    for line in [
        "missing generated/Cargo.toml",
        "stale generated/src/lib.rs",
        "-// an old line",
        "orphan generated/src/old.rs",
        "-// @generated once",
        "missing schema/format/api.schema.json",
    ] {
        assert!(run.has_line(line), "{line}\n{}", run.stdout);
    }
    assert!(run.stdout.contains(" more lines\n"), "{}", run.stdout);
    assert!(run.last_line().starts_with("1 stale, 2 missing, 1 orphan, "), "{}", run.stdout);
    assert_eq!(workspace.snapshot(), before);

    let run = workspace.run(&["gen", "--check", "--format", "json"]).exits_with(1);
    let lines = run.json();
    let events: Vec<_> = lines.iter().map(|line| line["event"].clone()).collect();
    assert_eq!(events, ["missing", "stale", "orphan", "missing", "checked"]);
    assert!(lines[1]["diff"].as_str().unwrap().contains("-// an old line"));
    assert_eq!(lines[4]["stale"], 1);
}

#[test]
fn a_changed_schema_makes_files_stale() {
    let workspace = Workspace::generated("a_changed_schema_makes_files_stale");
    workspace.edit("schema/note.yaml", "name: text\n", "name: body\n");
    workspace.edit("schema/note.yaml", "note: {text:", "note: {body:");
    let run = workspace.run(&["gen", "--check"]).exits_with(1);
    assert!(run.stdout.contains("body"), "{}", run.stdout);
    workspace.run(&["gen"]).exits_with(0);
    workspace.run(&["gen", "--check"]).exits_with(0);
}

#[test]
fn without_generated_files_all_are_missing() {
    let workspace = Workspace::new("without_generated_files_all_are_missing");
    let run = workspace.run(&["gen", "--check"]).exits_with(1);
    assert!(run.has_line("missing generated/src/lib.rs"), "{}", run.stdout);
    assert!(!workspace.path("generated").exists());
    assert!(!workspace.path("schema/format").exists());
}

#[test]
fn files_that_are_not_generated_fail_the_check() {
    let workspace = Workspace::generated("files_that_are_not_generated_fail_the_check");
    workspace.write("generated/src/mine.rs", "// mine\n");
    let run = workspace.run(&["gen", "--check"]).exits_with(1);
    assert!(run.stderr.contains("`generated/src/mine.rs`"), "{}", run.stderr);
}

#[test]
fn different_line_endings_are_named() {
    let workspace = Workspace::generated("different_line_endings_are_named");
    workspace.edit("generated/src/lib.rs", "\n", "\r\n");
    let run = workspace.run(&["gen", "--check"]).exits_with(1);
    assert!(run.stdout.contains("only line endings differ"), "{}", run.stdout);
}
