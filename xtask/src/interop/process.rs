//! Child processes that are stopped when they are dropped.

use std::io::{self, BufRead, BufReader, Lines};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use crate::error::Error;

/// A program whose output is read line by line. Dropping it stops the program.
#[derive(Debug)]
pub(super) struct Script {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    path: PathBuf,
}

impl Script {
    pub(super) fn start(mut command: Command) -> Result<Self, Error> {
        let path = PathBuf::from(command.get_program());
        let started = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let mut child = started.map_err(Error::disk("run", &path))?;
        let Some(output) = child.stdout.take() else {
            return Err(Error::disk("read from", &path)(io::ErrorKind::BrokenPipe.into()));
        };
        Ok(Self { child, lines: BufReader::new(output).lines(), path })
    }

    /// The next line of its output; `None` at the end.
    pub(super) fn line(&mut self) -> Result<Option<String>, Error> {
        self.lines.next().transpose().map_err(Error::disk("read from", &self.path))
    }

    /// Waits for the program to exit and returns whether it succeeded.
    pub(super) fn has_succeeded(&mut self) -> Result<bool, Error> {
        let status = self.child.wait().map_err(Error::disk("wait for", &self.path))?;
        Ok(status.success())
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        // Both fail if the program has exited, which is fine.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `gitpod-api mock` on a free port.
#[derive(Debug)]
pub(super) struct Mock {
    url: String,
    _running: Script,
}

impl Mock {
    /// Starts a mock and waits until it listens.
    pub(super) fn start(program: &Path, options: &[&str]) -> Result<Self, Error> {
        let mut command = Command::new(program);
        command.args(["mock", "--port", "0"]).args(options);
        let mut running = Script::start(command)?;
        match running.line()? {
            Some(url) if url.starts_with("http://") => Ok(Self { url, _running: running }),
            other => Err(Error::Tool {
                message: match other {
                    Some(line) => format!("`gitpod-api mock` printed `{line}` instead of its URL"),
                    None => "`gitpod-api mock` exited before it listened".to_owned(),
                },
                help: "try it: `cargo run --package gitpod-api-cli -- mock`",
            }),
        }
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(text: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", text]);
        command
    }

    #[test]
    fn lines_are_read_to_the_end() {
        let mut script = Script::start(shell("echo one; echo two; exit 3")).unwrap();
        assert_eq!(script.line().unwrap().as_deref(), Some("one"));
        assert_eq!(script.line().unwrap().as_deref(), Some("two"));
        assert_eq!(script.line().unwrap(), None);
        assert!(!script.has_succeeded().unwrap());
        assert!(Script::start(shell("")).unwrap().has_succeeded().unwrap());
    }

    #[test]
    fn dropped_programs_are_stopped() {
        // `kill -0` fails once the process is gone.
        let mut script = Script::start(shell("echo up; exec cat /dev/zero > /dev/null")).unwrap();
        assert_eq!(script.line().unwrap().as_deref(), Some("up"));
        let id = script.child.id();
        drop(script);
        let is_there = shell(&format!("kill -0 {id} 2> /dev/null")).status().unwrap();
        assert!(!is_there.success());
    }

    #[test]
    fn a_mock_without_a_url_is_an_error() {
        for (program, expected) in [("echo", "printed `mock --port 0`"), ("true", "exited before")]
        {
            let error = Mock::start(Path::new(program), &[]).unwrap_err();
            assert!(matches!(&error, Error::Tool { message, .. } if message.contains(expected)));
        }
        let error = Mock::start(Path::new("/no/such/program"), &[]).unwrap_err();
        assert!(matches!(error, Error::Disk { action: "run", .. }));
    }
}
