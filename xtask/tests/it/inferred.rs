//! `gen --inferred` lists inferred statements and changes nothing.

use crate::support::Workspace;

/// Adds inferred statements to the fixture, in every form of YAML text.
fn with_statements(test: &str) -> Workspace {
    let workspace = Workspace::new(test);
    let note = |from: &str, to: &str| workspace.edit("schema/note.yaml", from, to);
    note("  name: NoteService\n", "  name: NoteService\n  inferred: Notes have no versions.\n");
    note("- name: notes\n", "- name: notes\n  inferred: \"A writer\\nmay have many.\"\n");
    note("    method: retrieve\n", "    method: retrieve\n    inferred: Writers read own notes.\n");
    note(
        "      doc: What was written, at most a few lines of plain prose.\n",
        "      inferred: |-\n        Empty if the writer\n        has not begun.\n",
    );
    note(
        "      doc: Nothing is left, it is kept for the record.\n",
        "      inferred: >\n\n        Set by\n        the writer.\n",
    );
    workspace
}

#[test]
fn statements_are_listed_in_the_order_of_the_schema() {
    let workspace = with_statements("statements_are_listed_in_the_order_of_the_schema");
    let before = workspace.snapshot();
    let run = workspace.run(&["gen", "--inferred"]).exits_with(0);
    let text = workspace.read("schema/note.yaml");
    let line_of = |part: &str| {
        let line = text.lines().position(|line| line.contains(part));
        line.unwrap_or_else(|| panic!("no line has `{part}`")) + 1
    };
    let expected: String = [
        ("Notes have no", "acme.v1.NoteService: Notes have no versions."),
        ("A writer", "acme.v1.notes: A writer may have many."),
        ("Writers read", "acme.v1.NoteService.GetNote: Writers read own notes."),
        ("Empty if", "acme.v1.Note.text: Empty if the writer has not begun."),
        ("Set by", "acme.v1.NoteState.NOTE_STATE_DONE: Set by the writer."),
    ]
    .map(|(part, statement)| {
        let file = workspace.path("schema/note.yaml");
        format!("{}:{}: {statement}\n", file.display(), line_of(part))
    })
    .concat();
    assert_eq!(run.stdout, expected);
    assert_eq!(run.stderr, "");
    assert_eq!(workspace.snapshot(), before);

    let run = workspace.run(&["gen", "--inferred", "--format", "json"]).exits_with(0);
    let lines = run.json();
    assert_eq!(lines.len(), 5);
    assert!(lines.iter().all(|line| line["event"] == "inferred"));
    assert_eq!(lines[3]["line"], line_of("Empty if"));
    assert_eq!(lines[3]["item"], "acme.v1.Note.text");
    assert_eq!(lines[3]["text"], "Empty if the writer has not begun.");
}

#[test]
fn nothing_is_listed_without_statements() {
    let workspace = Workspace::new("nothing_is_listed_without_statements");
    let run = workspace.run(&["gen", "--inferred"]).exits_with(0);
    assert_eq!(run.stdout, "");
}

#[test]
fn mistakes_are_reported_instead() {
    let workspace = with_statements("mistakes_are_reported_instead");
    workspace.edit("schema/note.yaml", "type: NoteState\n", "type: NoteStatus\n");
    let run = workspace.run(&["gen", "--inferred"]).exits_with(1);
    assert!(run.stderr.starts_with("error[E0302]"), "{}", run.stderr);
    assert_eq!(run.stdout, "");
}
