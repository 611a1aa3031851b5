//! Python, as installed or in a virtual environment.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{NETWORK, once, run};
use crate::error::Error;

/// A script that fails if Python is too old.
const IS_RECENT: &str = "import sys; sys.exit(sys.version_info < (3, 11))";

/// The path of the interpreter in a virtual environment.
const INTERPRETER: &str = if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" };

/// An interpreter.
#[derive(Debug)]
pub(crate) struct Python {
    interpreter: PathBuf,
}

impl Python {
    /// The interpreter of the system, for scripts that need no packages.
    pub(crate) fn of_system() -> Result<Self, Error> {
        let python = env::var_os("PYTHON").unwrap_or_else(|| "python3".into());
        let needed = "install Python 3.11 or later as `python3`, or set `PYTHON` to its path";
        run(Command::new(&python).args(["-c", IS_RECENT]), needed)?;
        Ok(Self { interpreter: python.into() })
    }

    /// Returns the environment in a folder, and creates it unless the requirements are installed.
    pub(crate) fn at(folder: &Path, requirements: &Path) -> Result<Self, Error> {
        let python = Self { interpreter: folder.join(INTERPRETER) };
        let is_complete = python.interpreter.exists();
        once(folder, requirements, is_complete, || python.install(folder, requirements))?;
        Ok(python)
    }

    /// A command that runs a script.
    pub(crate) fn script(&self, path: &Path) -> Command {
        let mut command = Command::new(&self.interpreter);
        // No cache files beside the scripts, and unbuffered output.
        command.arg("-B").arg("-u").arg(path);
        command
    }

    /// A command that runs a module of a package.
    pub(crate) fn module(&self, name: &str) -> Command {
        let mut command = Command::new(&self.interpreter);
        command.args(["-m", name]);
        command
    }

    fn install(&self, folder: &Path, requirements: &Path) -> Result<(), Error> {
        // `--clear` removes leftovers of failed and older installations.
        let needed = "install the Python module `venv`, which some systems package separately";
        run(Self::of_system()?.module("venv").arg("--clear").arg(folder), needed)?;
        let install = ["install", "--quiet", "--disable-pip-version-check", "--requirement"];
        run(self.module("pip").args(install).arg(requirements), NETWORK)
    }
}
