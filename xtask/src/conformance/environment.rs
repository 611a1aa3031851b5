//! A Python environment with packages, made once.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::error::Error;

/// Says whether an interpreter is recent enough for what is installed, by its exit code.
const IS_RECENT: &str = "import sys; sys.exit(sys.version_info < (3, 11))";

/// The note on what is installed: the text that asked for it.
const STAMP: &str = "installed.txt";

/// A virtual environment that holds what a list of requirements asks for.
#[derive(Debug)]
pub(super) struct Environment {
    python: PathBuf,
}

impl Environment {
    /// The environment in a folder. It is made anew unless it holds what the list asks for; with
    /// that, no network is needed.
    pub(super) fn at(folder: PathBuf, requirements: &Path) -> Result<Self, Error> {
        let environment = Self { python: folder.join(interpreter()) };
        let wanted = fs::read_to_string(requirements).map_err(Error::disk("read", requirements))?;
        let stamp = folder.join(STAMP);
        let is_made = fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted);
        if !(is_made && environment.python.exists()) {
            environment.make(&folder, requirements)?;
            fs::write(&stamp, wanted).map_err(Error::disk("write", &stamp))?;
        }
        Ok(environment)
    }

    /// The interpreter.
    pub(super) fn python(&self) -> &Path {
        &self.python
    }

    fn make(&self, folder: &Path, requirements: &Path) -> Result<(), Error> {
        eprintln!("Installing {} into {}", requirements.display(), folder.display());
        let python = env::var_os("PYTHON").unwrap_or_else(|| "python3".into());
        let needed = "Python 3.11 or later is needed, as `python3` or as what `PYTHON` names";
        run(&python, &["-c", IS_RECENT], None, needed)?;
        // `--clear`: what a failed or an older installation has left is no part of it.
        let needed = "Python needs its module `venv`, which some systems package on its own";
        run(&python, &["-m", "venv", "--clear"], Some(folder), needed)?;
        let pip =
            ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
        let needed = "the first run needs the network, and so does one with other requirements";
        run(self.python.as_ref(), &pip, Some(requirements), needed)
    }
}

/// Where a virtual environment has its interpreter.
const fn interpreter() -> &'static str {
    if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" }
}

/// Runs Python, which tells of its problems itself.
fn run(
    python: &OsStr,
    arguments: &[&str],
    path: Option<&Path>,
    help: &'static str,
) -> Result<(), Error> {
    let status = Command::new(python).args(arguments).args(path).stdout(Stdio::null()).status();
    let problem = match status {
        Ok(status) if status.success() => return Ok(()),
        Ok(status) => status.to_string(),
        Err(error) => error.to_string(),
    };
    let command = format!("{} {}", Path::new(python).display(), arguments.join(" "));
    Err(Error::Tool { message: format!("`{command}` has failed: {problem}"), help })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An environment that was made earlier, in a folder of its own.
    fn made(name: &str, installed: &str) -> (PathBuf, PathBuf) {
        let folder = env::temp_dir().join(format!("{name}-{}", std::process::id()));
        let python = folder.join(interpreter());
        fs::create_dir_all(python.parent().unwrap()).unwrap();
        // No program at all: whoever runs it fails.
        fs::write(&python, "").unwrap();
        fs::write(folder.join(STAMP), installed).unwrap();
        let requirements = folder.join("requirements.txt");
        fs::write(&requirements, "one==1\n").unwrap();
        (folder, requirements)
    }

    #[test]
    fn what_is_installed_is_not_installed_again() {
        let (folder, requirements) = made("same-requirements", "one==1\n");
        let environment = Environment::at(folder.clone(), &requirements).unwrap();
        assert_eq!(environment.python(), folder.join(interpreter()));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_list_that_is_not_there_is_an_error() {
        let (folder, requirements) = made("no-requirements", "one==1\n");
        fs::remove_file(&requirements).unwrap();
        let error = Environment::at(folder.clone(), &requirements).unwrap_err();
        assert!(matches!(error, Error::Disk { action: "read", .. }), "{error:?}");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_python_that_fails_is_an_error_with_a_way_out() {
        for python in ["/no/such/python", "false"] {
            let error = run(python.as_ref(), &["-c", IS_RECENT], None, "get one").unwrap_err();
            let told = |message: &str| message.starts_with(&format!("`{python} -c "));
            assert!(
                matches!(&error, Error::Tool { message, help: "get one" } if told(message)),
                "{error:?}"
            );
        }
    }
}
