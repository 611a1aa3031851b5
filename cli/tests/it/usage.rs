//! Help, lists, and command lines that make no sense.

use gitpod_api::types::MESSAGES;

use crate::support::run;

#[test]
fn help_and_version_are_printed() {
    for arguments in [&["help"][..], &["--help"], &["json", "--help"], &["help", "json"]] {
        let run = run(arguments, "").exits_with(0);
        assert!(run.stdout.starts_with("Usage: gitpod-api ") && run.stderr.is_empty(), "{run:?}");
        assert!(run.stdout.lines().all(|line| line.chars().count() <= 90), "{run:?}");
    }
    let version = concat!("gitpod-api ", env!("CARGO_PKG_VERSION"), "\n");
    run(&["--version"], "").prints(version);
}

#[test]
fn nonsense_is_refused_with_help() {
    for (arguments, complaint) in [
        (&[][..], "error: a command is missing\n\nUsage: gitpod-api <COMMAND>"),
        (&["jsno"], "error: there is no command `jsno`\n\nUsage: gitpod-api <COMMAND>"),
        (&["json", "--strcit"], "error: invalid option '--strcit'\n\nUsage: gitpod-api json"),
        (&["json", "a", "b", "c"], "error: unexpected argument \"c\"\n\nUsage: gitpod-api json"),
        (&["json", "--pretty", "--lines"], "error: `--pretty` does not go with `--lines`\n\n"),
    ] {
        let run = run(arguments, "").exits_with(2);
        assert!(run.stderr.starts_with(complaint) && run.stdout.is_empty(), "{run:?}");
    }
}

#[test]
fn without_a_type_all_types_are_listed() {
    let names: String = MESSAGES.iter().map(|of| format!("{}\n", of.name())).collect();
    run(&["json"], "").prints(&names);
}

#[test]
fn a_type_that_is_none_suggests_what_is_like_it() {
    for (typed, complaint) in [
        ("Projct", "there is no message type `Projct`; did you mean `gitpod.v1.Project`?"),
        (
            "gitpod.v1.Projects",
            "there is no message type `gitpod.v1.Projects`; did you mean `gitpod.v1.Project`?",
        ),
        ("project", "there is no message type `project`; did you mean `gitpod.v1.Project`?"),
        ("zzzzzz", "there is no message type `zzzzzz`; `gitpod-api json` lists them"),
    ] {
        let run = run(&["json", typed], "{}").exits_with(2);
        assert_eq!(run.stderr, format!("error: {complaint}\n"));
        assert_eq!(run.stdout, "");
    }
    let run = run(&["json", "Filter"], "{}").exits_with(2);
    assert!(run.stderr.contains("did you mean `gitpod.v1.") && run.stderr.contains(".Filter`"));
}
