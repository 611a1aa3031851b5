//! `audit`: exit codes and output, on pages of the fixture.

use crate::support::Workspace;

const PAGE: &str = "\
# Notes ## GetNote `notes.retrieve(NoteRetrieveParams**kwargs) -> NoteRetrieveResponse` \
**post** `/acme.v1.NoteService/GetNote` Looks up one text. ### Parameters - `note_id: Optional[str]` \
### Returns - `class NoteRetrieveResponse: …` - `note: Note` - `state: Optional[NoteState]` \
- `\"NOTE_STATE_UNSPECIFIED\"` - `\"NOTE_STATE_OPEN\"` - `\"NOTE_STATE_DONE\"` \
- `text: Optional[str]`
";

/// The fixture with a page and a ledger.
fn workspace(test: &str, page: &str, ledger: &str) -> Workspace {
    let workspace = Workspace::new(test);
    workspace.write("pages/notes.txt", page);
    workspace.write("xtask/audit/ledger.yaml", ledger);
    workspace
}

#[test]
fn pages_that_agree_succeed() {
    let workspace = workspace("pages_that_agree_succeed", PAGE, "docs: []\n");
    let pages = workspace.path("pages").display().to_string();
    let run = workspace.run(&["audit", "docs", &pages]).exits_with(0);
    assert!(run.stdout.contains("Notes ("), "{}", run.stdout);
    assert!(
        run.stdout.ends_with(
            "audited: 0 differences, 0 explained, 0 unexplained; 0 stale entries in the ledger\n"
        ),
        "{}",
        run.stdout
    );
    assert_eq!(run.stderr, "");
}

#[test]
fn differences_fail_until_the_ledger_has_a_reason() {
    let page = PAGE.replace("note_id: Optional[str]", "note_id: str");
    let name = "differences_fail_until_the_ledger_has_a_reason";
    let workspace = workspace(name, &page, "docs: []\n");
    let pages = workspace.path("pages").display().to_string();
    let run = workspace.run(&["audit", "docs", &pages]).exits_with(1);
    let difference = "field GetNoteRequest.note_id: required: expected no, found yes";
    let column = page.find("- `note_id").unwrap() + 1;
    let line = format!("unexplained {pages}/notes.txt:1:{column}: {difference}\n");
    assert!(run.stdout.contains(&line), "{}", run.stdout);

    let entry = "docs:\n- items: [field GetNoteRequest.note_id]\n  difference: required\n  \
                 reason: The page is wrong.\n";
    workspace.write("other.yaml", entry);
    let other = workspace.path("other.yaml").display().to_string();
    let run = workspace.run(&["audit", "docs", &pages, "--ledger", &other]).exits_with(0);
    assert!(run.stdout.contains("explained 1: The page is wrong.\n"), "{}", run.stdout);
    assert!(!run.stdout.contains(difference), "{}", run.stdout);

    let json = ["audit", "docs", &pages, "--ledger", &other, "--format", "json"];
    let lines = workspace.run(&json).exits_with(0).json();
    let events: Vec<&str> = lines.iter().filter_map(|line| line["event"].as_str()).collect();
    assert_eq!(events, ["page", "difference", "explained", "audited"]);
    assert_eq!(lines[0]["parameters"], 1);
    assert_eq!(lines[1]["item"], "field GetNoteRequest.note_id");
    assert_eq!(lines[1]["reason"], "The page is wrong.");
}

#[test]
fn reasons_that_explain_nothing_fail() {
    let entry =
        "docs:\n- items: [rpc NoteService.GetNote]\n  difference: missing\n  reason: New.\n";
    let workspace = workspace("reasons_that_explain_nothing_fail", PAGE, entry);
    let pages = workspace.path("pages").display().to_string();
    let run = workspace.run(&["audit", "docs", &pages]).exits_with(1);
    let ledger = workspace.path("xtask/audit/ledger.yaml").display().to_string();
    let stale =
        format!("stale {ledger}:2: rpc NoteService.GetNote (missing) explains no difference");
    assert!(run.stdout.contains(&stale), "{}", run.stdout);
}

#[test]
fn unreadable_input_fails() {
    let workspace = workspace("unreadable_input_fails", "# Truncated ## GetNote - `a", "docs: [");
    let pages = workspace.path("pages").display().to_string();
    let run = workspace.run(&["audit", "docs", &pages]).exits_with(1);
    assert!(run.stderr.contains("error[E0102]"), "{}", run.stderr);
    workspace.write("xtask/audit/ledger.yaml", "docs: []\n");
    let run = workspace.run(&["audit", "docs", &pages]).exits_with(1);
    assert!(
        run.stderr.contains("notes.txt:1:24: a list item that is not closed"),
        "{}",
        run.stderr
    );
    let nowhere = workspace.path("nowhere").display().to_string();
    workspace.run(&["audit", "docs", &nowhere]).exits_with(1);
}
