//! Completions as shells see them.
#![cfg(unix)]

use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::{file, run, run_command};

/// A shell that can start the program by its name; `None` if there is no such shell.
fn shell(name: &str, arguments: &[&str]) -> Option<Command> {
    let program = Path::new(env!("CARGO_BIN_EXE_gitpod-api"));
    let mut folders = vec![program.parent().unwrap().to_owned()];
    folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap()));
    if !folders.iter().any(|folder| folder.join(name).is_file()) {
        return None;
    }
    let mut command = Command::new(name);
    command.args(arguments).env("PATH", std::env::join_paths(folders).unwrap());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    Some(command)
}

/// What bash offers for words as it takes them apart; the last one is being typed and replaced.
#[track_caller]
fn bash(words: &[&str]) -> Vec<String> {
    bash_replacing(words.last().unwrap(), words)
}

/// What bash offers in place of the end of a word.
#[track_caller]
fn bash_replacing(replaced: &str, words: &[&str]) -> Vec<String> {
    let test = r#"
        source <(gitpod-api completions bash); replaced=$1; shift
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        _gitpod_api "$1" "$replaced" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s\n' "${COMPREPLY[@]}"
    "#;
    let arguments = [&["--norc", "-c", test, "bash", replaced, "gitpod-api"], words].concat();
    // It is there wherever the gate runs.
    let run = run_command(&mut shell("bash", &arguments).unwrap(), "").exits_with(0);
    assert_eq!(run.stderr, "");
    run.stdout.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

#[test]
fn bash_completes_commands_options_methods_and_types() {
    assert_eq!(bash(&["c"]), ["call", "completions"]);
    assert_eq!(bash(&["call", "--t"]), ["--timeout"]);
    assert_eq!(bash(&["call", "projects.ret"]), ["projects.retrieve"]);
    assert_eq!(bash(&["call", "ProjectService/Get"]), ["ProjectService/GetProject"]);
    assert_eq!(
        bash(&["call", "/gitpod.v1.ProjectService/Get"]),
        ["/gitpod.v1.ProjectService/GetProject"],
    );
    assert_eq!(bash(&["json", "--pretty", "GatewayI"]), ["GatewayInfo"]);
    assert_eq!(bash(&["help", "meth"]), ["methods"]);
    // Nothing is offered, so bash offers files.
    assert!(bash(&["call", "projects.list", "--data", ""]).is_empty());
}

#[test]
fn bash_takes_words_apart_and_still_completes() {
    assert_eq!(bash(&["call", "--validate", "=", "w"]), ["warn"]);
    assert_eq!(bash_replacing("", &["call", "--validate", "="]), ["off", "warn", "refuse"]);
    let url = ["call", "--base-url", "http", ":", "//127.0.0.1", ":", "80", "projects.ret"];
    assert_eq!(bash(&url), ["projects.retrieve"]);
    let quoted = ["call", "--data", "'{\"a\": \"*\"}'", "projects.ret"];
    assert_eq!(bash(&quoted), ["projects.retrieve"]);
    let path = file("only-for-bash.json", "{}");
    let at_path = format!("@{}", path.display());
    let typed = at_path.strip_suffix(".json").unwrap();
    assert_eq!(bash_replacing(typed, &["call", "--data", "@", &typed[1..]]), [at_path.as_str()]);
}

#[test]
fn bash_registers_the_program() {
    let test = "source <(gitpod-api completions bash); complete -p gitpod-api";
    let mut bash = shell("bash", &["--norc", "-c", test]).unwrap();
    run_command(&mut bash, "").prints("complete -o default -F _gitpod_api gitpod-api\n");
}

#[test]
fn zsh_completes_where_there_is_one() {
    let test = r#"
        compdef() { print -- "compdef $*" }
        _describe() { print -l -- "${(@P)2}" }
        compset() { }
        _files() { print -- files }
        source <(gitpod-api completions zsh)
        words=("$@") CURRENT=$# PREFIX=$@[-1]
        _gitpod-api
    "#;
    let offered = |words: &[&str]| {
        let arguments = [&["-f", "-c", test, "zsh", "gitpod-api"], words].concat();
        let run = run_command(&mut shell("zsh", &arguments)?, "").exits_with(0);
        assert_eq!(run.stderr, "");
        let mut lines = run.stdout.lines().map(str::to_owned);
        assert_eq!(lines.next().as_deref(), Some("compdef _gitpod-api gitpod-api"));
        Some(lines.collect::<Vec<_>>())
    };
    let Some(methods) = offered(&["call", "projects.ret"]) else { return };
    assert_eq!(methods, ["projects.retrieve:ProjectService/GetProject"]);
    assert_eq!(offered(&["call", "--data", ""]).unwrap(), ["files"]);
    assert_eq!(offered(&["completions", ""]).unwrap(), ["bash", "zsh", "fish"]);
    let quoted = offered(&["call", "--data", "'{}'", "--validate=w"]);
    assert_eq!(quoted.unwrap(), ["--validate=warn"]);
}

#[test]
fn fish_completes_where_there_is_one() {
    let test = "gitpod-api completions fish | source; complete -C $argv[1]";
    let offered = |line: &str| {
        let arguments = ["--no-config", "-c", test, line];
        let run = run_command(&mut shell("fish", &arguments)?, "").exits_with(0);
        assert_eq!(run.stderr, "");
        Some(run.stdout.lines().map(str::to_owned).collect::<Vec<_>>())
    };
    let Some(methods) = offered("gitpod-api call projects.ret") else { return };
    assert_eq!(methods, ["projects.retrieve\tProjectService/GetProject"]);
    assert_eq!(offered("gitpod-api completions ").unwrap(), ["bash", "fish", "zsh"]);
    assert_eq!(offered("gitpod-api call --validate=w").unwrap(), ["--validate=warn"]);
}

#[test]
fn other_shells_are_refused() {
    let told = run(&["completions", "tcsh"], "").exits_with(2);
    assert!(told.stderr.contains("bash, zsh and fish, not for `tcsh`\n\nUsage: "), "{told:?}");
    assert!(run(&["completions"], "").exits_with(2).stderr.contains("a SHELL is missing"));
    // For scripts alone, which take what they get.
    assert!(!run(&["help"], "").stdout.contains("__complete"));
}
