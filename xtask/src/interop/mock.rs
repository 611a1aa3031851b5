//! Servers that are stopped when they are dropped: mocks, and examples of `tests`.

use std::path::Path;
use std::process::Command;

use crate::environment::Script;
use crate::error::Error;

/// A server on a free port, such as `gitpod-api mock`.
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
        let help = "try it: `cargo run --package gitpod-api-cli -- mock`";
        Self::listening(command, "gitpod-api mock", help)
    }

    /// Starts a server that prints its URL once it listens.
    pub(super) fn listening(
        command: Command,
        name: &str,
        help: &'static str,
    ) -> Result<Self, Error> {
        let mut running = Script::start(command)?;
        match running.line()? {
            Some(url) if url.starts_with("http://") => Ok(Self { url, _running: running }),
            other => Err(Error::Tool {
                message: match other {
                    Some(line) => format!("`{name}` printed `{line}` instead of its URL"),
                    None => format!("`{name}` exited before it listened"),
                },
                help,
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
