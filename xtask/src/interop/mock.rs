//! Mocks that are stopped when they are dropped.

use std::path::Path;
use std::process::Command;

use crate::environment::Script;
use crate::error::Error;

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
