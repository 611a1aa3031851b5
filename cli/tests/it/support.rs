//! Runs of the program.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::{fs, thread};

use gitpod_api::{BASE_URL_VARIABLES, TOKEN_VARIABLES};
use serde_json::Value;

/// Output and exit code of a run.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: Option<i32>,
}

impl Run {
    /// Expects an exit code.
    #[track_caller]
    pub(crate) fn exits_with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:?}");
        self
    }

    /// Expects exit code 0, this output, and no errors.
    #[track_caller]
    pub(crate) fn prints(self, stdout: &str) {
        let run = self.exits_with(0);
        assert_eq!((run.stdout.as_str(), run.stderr.as_str()), (stdout, ""));
    }

    /// The lines of the output, parsed as JSON.
    #[track_caller]
    pub(crate) fn answers(&self) -> Vec<Value> {
        assert!(self.stdout.is_empty() || self.stdout.ends_with('\n'), "{}", self.stdout);
        let parse = |line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
        self.stdout.lines().map(parse).collect()
    }
}

/// The program with these arguments, without tokens and base URLs of the environment.
pub(crate) fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gitpod-api"));
    for variable in BASE_URL_VARIABLES.iter().chain(TOKEN_VARIABLES) {
        command.env_remove(variable);
    }
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Starts the program with these arguments.
pub(crate) fn start(arguments: &[&str]) -> Child {
    program(arguments).spawn().unwrap()
}

/// Runs the program on an input.
pub(crate) fn run(arguments: &[&str], input: impl AsRef<[u8]>) -> Run {
    run_command(&mut program(arguments), input)
}

/// Runs a command on an input.
pub(crate) fn run_command(command: &mut Command, input: impl AsRef<[u8]>) -> Run {
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.as_ref().to_vec();
    // Runs that end early do not read their input.
    let writer = thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { stdout: text(output.stdout), stderr: text(output.stderr), code: output.status.code() }
}

/// Writes a file; each test must use its own name.
pub(crate) fn file(name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cli");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    fs::write(&path, content).unwrap();
    path
}
