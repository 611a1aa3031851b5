//! Child processes that are stopped when they are dropped.

use std::io::{self, BufRead, BufReader, Lines};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};

use crate::error::Error;

/// A program whose output is read line by line. Dropping it stops the program.
#[derive(Debug)]
pub(crate) struct Script {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    path: PathBuf,
}

impl Script {
    pub(crate) fn start(mut command: Command) -> Result<Self, Error> {
        let path = PathBuf::from(command.get_program());
        let started = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let mut child = started.map_err(Error::disk("run", &path))?;
        let Some(output) = child.stdout.take() else {
            return Err(Error::disk("read from", &path)(io::ErrorKind::BrokenPipe.into()));
        };
        Ok(Self { child, lines: BufReader::new(output).lines(), path })
    }

    /// The next line of its output; `None` at the end.
    pub(crate) fn line(&mut self) -> Result<Option<String>, Error> {
        self.lines.next().transpose().map_err(Error::disk("read from", &self.path))
    }

    /// Waits for the program to exit and returns whether it succeeded.
    pub(crate) fn has_succeeded(&mut self) -> Result<bool, Error> {
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
}
