//! Completions as shells see them.
#![cfg(unix)]

use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::{file, run, run_command};

/// A shell that can start the program by its name; `None` if the shell is not installed.
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

/// The candidates of bash for words as bash splits them. The last word is completed.
#[track_caller]
fn bash(words: &[&str]) -> Vec<String> {
    bash_replacing(words.last().unwrap(), words)
}

/// The candidates of bash for a part of the last word.
#[track_caller]
fn bash_replacing(replaced: &str, words: &[&str]) -> Vec<String> {
    let test = r#"
        source <(gitpod-api completions bash); replaced=$1; shift
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        _gitpod_api "$1" "$replaced" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s\n' "${COMPREPLY[@]}"
    "#;
    let arguments = [&["--norc", "-c", test, "bash", replaced, "gitpod-api"], words].concat();
    // CI always has bash.
    let run = run_command(&mut shell("bash", &arguments).unwrap(), "").exits_with(0);
    assert_eq!(run.stderr, "");
    run.stdout.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

#[test]
fn bash_completes_commands_options_methods_and_types() {
    assert_eq!(bash(&["c"]), ["call", "convert", "completions"]);
    assert_eq!(bash(&["call", "--ti"]), ["--timeout"]);
    assert_eq!(bash(&["call", "projects.ret"]), ["projects.retrieve"]);
    assert_eq!(bash(&["call", "ProjectService/Get"]), ["ProjectService/GetProject"]);
    assert_eq!(
        bash(&["call", "/gitpod.v1.ProjectService/Get"]),
        ["/gitpod.v1.ProjectService/GetProject"],
    );
    assert_eq!(bash(&["json", "--pretty", "GatewayI"]), ["GatewayInfo"]);
    assert_eq!(bash(&["convert", "GatewayI"]), ["GatewayInfo"]);
    assert_eq!(bash(&["convert", "--to", "b"]), ["binary", "base64"]);
    assert_eq!(bash(&["help", "meth"]), ["methods"]);
    // Without candidates, bash offers files.
    assert!(bash(&["call", "projects.list", "--data", ""]).is_empty());
}

#[test]
fn bash_completes_words_that_it_splits() {
    assert_eq!(bash(&["call", "--validate", "=", "w"]), ["warn"]);
    assert_eq!(bash_replacing("", &["call", "--validate", "="]), ["off", "warn", "refuse"]);
    let url = ["call", "--base-url", "http", ":", "//127.0.0.1", ":", "80", "projects.ret"];
    assert_eq!(bash(&url), ["projects.retrieve"]);
    let quoted = ["call", "--data", "'{\"a\": \"*\"}'", "projects.ret"];
    assert_eq!(bash(&quoted), ["projects.retrieve"]);
    let (typed, path) = data_file("only-for-bash");
    assert_eq!(bash_replacing(&typed, &["call", "--data", "@", &typed[1..]]), [path]);
}

#[test]
fn bash_registers_the_program() {
    let test = "source <(gitpod-api completions bash); complete -p gitpod-api";
    let mut bash = shell("bash", &["--norc", "-c", test]).unwrap();
    run_command(&mut bash, "").prints("complete -o default -F _gitpod_api gitpod-api\n");
}

#[test]
fn zsh_completes_where_it_is_installed() {
    let test = r#"
        compdef() { print -- "compdef $*" }
        _describe() { print -l -- "${(@P)3}" }
        source <(gitpod-api completions zsh)
        words=("$@") CURRENT=$#
        _clap_dynamic_completer_gitpod_api
    "#;
    let offered = |words: &[&str]| {
        let arguments = [&["-f", "-c", test, "zsh", "gitpod-api"], words].concat();
        let run = run_command(&mut shell("zsh", &arguments)?, "").exits_with(0);
        assert_eq!(run.stderr, "");
        let mut lines = run.stdout.lines().map(str::to_owned);
        let registered = "compdef _clap_dynamic_completer_gitpod_api gitpod-api";
        assert_eq!(lines.next().as_deref(), Some(registered));
        Some(lines.collect::<Vec<_>>())
    };
    let Some(methods) = offered(&["call", "projects.ret"]) else { return };
    assert_eq!(methods, ["projects.retrieve:ProjectService/GetProject"]);
    let (typed, path) = data_file("only-for-zsh");
    assert_eq!(offered(&["call", "--data", &typed]).unwrap(), [path]);
    assert_eq!(offered(&["completions", ""]).unwrap()[..3], ["bash", "zsh", "fish"]);
    let quoted = offered(&["call", "--data", "'{}'", "--validate=w"]);
    assert_eq!(quoted.unwrap(), ["--validate=warn"]);
}

#[test]
fn fish_completes_where_it_is_installed() {
    let test = "gitpod-api completions fish | source; complete -C $argv[1]";
    let offered = |line: &str| {
        let arguments = ["--no-config", "-c", test, line];
        let run = run_command(&mut shell("fish", &arguments)?, "").exits_with(0);
        assert_eq!(run.stderr, "");
        Some(run.stdout.lines().map(str::to_owned).collect::<Vec<_>>())
    };
    let Some(methods) = offered("gitpod-api call projects.ret") else { return };
    assert_eq!(methods, ["projects.retrieve\tProjectService/GetProject"]);
    assert_eq!(offered("gitpod-api completions ").unwrap()[..3], ["bash", "zsh", "fish"]);
    assert_eq!(offered("gitpod-api call --validate=w").unwrap(), ["--validate=warn"]);
    let (typed, path) = data_file("only-for-fish");
    assert_eq!(offered(&format!("gitpod-api call --data {typed}")).unwrap(), [path]);
}

/// The beginning of `@FILE` and all of it, for a file that exists.
fn data_file(name: &str) -> (String, String) {
    let path = file(&format!("{name}.json"), "{}");
    let argument = format!("@{}", path.display());
    (argument.strip_suffix(".json").unwrap().to_owned(), argument)
}

#[test]
fn other_shells_are_rejected() {
    let run = |arguments: &[&str]| run(arguments, "").exits_with(2).stderr;
    let unknown = run(&["completions", "tcsh"]);
    assert!(unknown.contains("invalid value 'tcsh' for '<SHELL>'"), "{unknown}");
    assert!(unknown.contains("[possible values: bash, zsh, fish]"), "{unknown}");
    let missing = run(&["completions"]);
    assert!(missing.contains("<SHELL>") && missing.contains("Usage: "), "{missing}");
    // The variable is an agreement between scripts and the program.
    let help = crate::support::run(&["help"], "").stdout;
    assert!(!help.contains("GITPOD_API_COMPLETE"), "{help}");
}
