//! Manual pages.

use std::fs;
use std::path::PathBuf;

use crate::support::run;

#[test]
fn the_page_of_the_program_is_printed() {
    let page = run(&["man"], "").exits_with(0).stdout;
    assert!(page.contains(".TH gitpod-api 1"), "{page}");
    assert!(page.contains("gitpod\\-api\\-call(1)"), "{page}");
}

#[test]
fn every_command_has_a_page() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("man");
    let _ = fs::remove_dir_all(&folder);
    let run = run(&["man", "--out", folder.to_str().unwrap()], "").exits_with(0);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""));
    for (command, text) in [
        ("call", "Time limit for the whole call"),
        ("methods", "List the RPCs"),
        ("json", "Positions in TEXT count"),
        ("convert", "known by its name alone"),
        ("mock", "Seed of the generated values"),
        ("completions", "gitpod\\-api completions bash"),
        ("man", "Write gitpod\\-api.1 and a page for each command"),
    ] {
        let page = fs::read_to_string(folder.join(format!("gitpod-api-{command}.1"))).unwrap();
        assert!(page.contains(text), "{command}: {page}");
    }
    assert!(folder.join("gitpod-api.1").is_file());
}

#[test]
fn a_folder_that_cannot_be_written_is_an_error() {
    let run = run(&["man", "--out", "/dev/null/man"], "").exits_with(1);
    assert!(run.stderr.starts_with("error: cannot write manual pages to /dev/null/man: "));
}
