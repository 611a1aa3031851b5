//! Help, lists and wrong usage.

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
fn wrong_usage_is_reported_with_what_to_do() {
    for (arguments, message, hint) in [
        (&[][..], "error: 'gitpod-api' requires a subcommand", "Usage: gitpod-api <COMMAND>"),
        (&["jsno"], "error: unrecognized subcommand 'jsno'", "Usage: gitpod-api <COMMAND>"),
        (&["josn"], "error: unrecognized subcommand 'josn'", "similar subcommand exists: 'json'"),
        (
            &["json", "--strcit"],
            "error: unexpected argument '--strcit' found",
            "similar argument exists: '--strict'",
        ),
        (
            &["json", "a", "b", "c"],
            "error: unexpected argument 'c' found",
            "Usage: gitpod-api json [OPTIONS] <TYPE> [FILE]",
        ),
        (
            &["json", "--pretty", "--lines"],
            "error: the argument '--pretty' cannot be used with '--lines'",
            "Usage: gitpod-api json [OPTIONS] <TYPE> [FILE]",
        ),
    ] {
        let run = run(arguments, "").exits_with(2);
        assert!(run.stderr.starts_with(message) && run.stdout.is_empty(), "{run:?}");
        assert!(run.stderr.contains(hint), "{run:?}");
        assert!(run.stderr.ends_with("try '--help'.\n"), "{run:?}");
    }
}

#[test]
fn help_describes_every_option() {
    for command in ["call", "methods", "json", "convert", "mock", "completions", "man"] {
        let help = run(&["help", command], "").exits_with(0).stdout;
        assert_eq!(run(&[command, "-h"], "").exits_with(0).stdout, help);
        assert!(help.lines().all(|line| line.chars().count() <= 100), "{help}");
        let (_, options) = help.split_once("\nOptions:\n").unwrap();
        for option in options.lines().take_while(|line| !line.is_empty()) {
            let (_, about) = option.trim_start().split_once("  ").unwrap();
            assert!(!about.trim().is_empty(), "{option}");
        }
    }
    let timeout = "--timeout <DURATION>          Time limit for the whole call, e.g. 500ms, 2.5s";
    assert!(run(&["help", "call"], "").stdout.contains(timeout));
}

#[test]
fn without_a_type_all_types_are_listed() {
    let names: String = MESSAGES.iter().map(|of| format!("{}\n", of.name())).collect();
    run(&["json"], "").prints(&names);
}

#[test]
fn an_unknown_type_suggests_a_similar_one() {
    for (typed, message) in [
        ("Projct", "there is no message type `Projct`; did you mean `gitpod.v1.Project`?"),
        (
            "gitpod.v1.Projects",
            "there is no message type `gitpod.v1.Projects`; did you mean `gitpod.v1.Project`?",
        ),
        ("project", "there is no message type `project`; did you mean `gitpod.v1.Project`?"),
        ("zzzzzz", "there is no message type `zzzzzz`; `gitpod-api json` lists them"),
    ] {
        let run = run(&["json", typed], "{}").exits_with(2);
        assert_eq!(run.stderr, format!("error: {message}\n"));
        assert_eq!(run.stdout, "");
    }
    let run = run(&["json", "Filter"], "{}").exits_with(2);
    assert!(run.stderr.contains("did you mean `gitpod.v1.") && run.stderr.contains(".Filter`"));
}
