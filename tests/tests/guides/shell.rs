//! Shell commands of the guides.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use gitpod_api::{BASE_URL_VARIABLES, TOKEN_VARIABLES};

use crate::guide::{GUIDES, blocks};
use crate::programs;

/// Blocks marked `sh ignore`: the guide, how the block begins, and why it does not run here.
const IGNORED: [(&str, &str, &str); 13] = [
    ("README.md", "cargo xtask gen", "the gate runs both commands on a fresh clone"),
    ("CONTRIBUTING.md", "cargo test --workspace", "the gate runs it"),
    ("CONTRIBUTING.md", "INSTA_UPDATE=always", "`walkthrough` runs it in a copy of the workspace"),
    ("CONTRIBUTING.md", "cp -r tests/fuzz", "it needs cargo-fuzz and runs for twenty minutes"),
    ("CONTRIBUTING.md", "cargo xtask bench", "it measures; the gate runs the budget"),
    ("docs/audit.md", "cargo xtask audit docs", "the pages are no part of the project"),
    ("docs/audit.md", "target/interop", "the package is installed by `cargo xtask interop`"),
    (
        "docs/audit.md",
        "cargo xtask audit descriptors",
        "the descriptors are no part of the project",
    ),
    ("docs/command-line.md", "cargo install", "it installs; the tests use what they built"),
    ("docs/new-api.md", "cargo xtask new", "the gate runs the commands"),
    ("docs/serve.md", "gitpod-api mock", "`cargo xtask interop` runs grpcurl"),
    ("docs/reviewing.md", "cargo xtask diff", "it needs a repository; the tests of `xtask` run it"),
    ("docs/reviewing.md", "cargo test", "`walkthrough` runs it in a copy of the workspace"),
];

/// The port that the guides show for a mock; tests take a free one.
const SHOWN_PORT: &str = "4000";

#[test]
fn ignored_blocks_have_a_reason() {
    let mut ignored = 0;
    for guide in GUIDES {
        for block in blocks(guide).into_iter().filter(|block| block.info == "sh ignore") {
            let begins =
                |entry: &&(&str, &str, &str)| entry.0 == guide && block.text.starts_with(entry.1);
            let entry = IGNORED.iter().find(begins);
            assert!(entry.is_some(), "{guide}:{}: why does this not run?", block.line);
            ignored += 1;
        }
    }
    assert_eq!(ignored, IGNORED.len(), "a listed block is gone");
}

#[test]
fn the_command_line() {
    let mock = Mock::start(0);
    let scratch = Scratch::new("command-line");
    run(
        "docs/command-line.md",
        scratch.path(),
        &[("ONA_BASE_URL", &mock.url), ("ONA_API_KEY", "key")],
    );
}

#[test]
fn the_mock() {
    let scratch = Scratch::new("mock");
    run("docs/mock.md", scratch.path(), &[]);
}

/// Runs the shell blocks of a guide, in order.
pub(crate) fn run(guide: &str, folder: &Path, environment: &[(&str, &str)]) {
    let port = free_port();
    let mut servers = Vec::new();
    let mut ran = 0;
    for block in blocks(guide).into_iter().filter(|block| block.info == "sh") {
        let script = block.text.replace(SHOWN_PORT, &port.to_string());
        if let Some(arguments) = script.strip_prefix("gitpod-api mock ") {
            servers.push(Mock::start_with(arguments.split_whitespace()));
        } else {
            let Some(mut command) = bash(&script, folder) else { return };
            let output = command.envs(environment.iter().copied()).output().expect("bash runs");
            assert!(
                output.status.success(),
                "{guide}:{}: {}\n{}{}",
                block.line,
                output.status,
                String::from_utf8_lossy(&output.stdout),
                String::from_utf8_lossy(&output.stderr),
            );
        }
        ran += 1;
    }
    assert!(ran > 0, "{guide} has no commands");
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    listener.local_addr().expect("it is bound").port()
}

/// `gitpod-api mock`, which ends with the test.
pub(crate) struct Mock {
    child: Child,
    /// Its base URL.
    pub(crate) url: String,
}

impl Mock {
    pub(crate) fn start(port: u16) -> Self {
        Self::start_with(["--port", &port.to_string()])
    }

    fn start_with<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Self {
        let program = programs::gitpod_api();
        let mut command = Command::new(program);
        command.arg("mock").args(arguments).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the program is built");
        let mut line = String::new();
        let stdout = child.stdout.as_mut().expect("it is piped");
        BufReader::new(stdout).read_line(&mut line).expect("it prints its base URL");
        Self { child, url: line.trim().to_owned() }
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A folder outside of this workspace, because cargo adds a package inside of it to its members. It
/// goes away with its test, unless the test fails.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    pub(crate) fn new(name: &str) -> Self {
        let folder = format!("gitpod-api-guides-{}", std::process::id());
        let folder = std::env::temp_dir().join(folder).join(name);
        fs::create_dir_all(&folder).expect("the folder can be made");
        Self(folder)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let _ = fs::remove_dir_all(&self.0);
        }
    }
}

/// `bash` without the variables that set a client's URL and token. `None` if it is not installed.
pub(crate) fn bash(script: &str, folder: &Path) -> Option<Command> {
    if Command::new("bash").arg("--version").output().is_err() {
        eprintln!("SKIPPED: there is no bash, so the commands of the guides do not run");
        return None;
    }
    let mut command = Command::new("bash");
    command.args(["-euo", "pipefail", "-c", script]).current_dir(folder);
    command.env("PATH", programs::path());
    for variable in BASE_URL_VARIABLES.iter().chain(TOKEN_VARIABLES) {
        command.env_remove(variable);
    }
    Some(command)
}
