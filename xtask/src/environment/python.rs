//! A virtual environment of Python.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{NETWORK, once, run};
use crate::error::Error;

/// Says whether an interpreter is recent enough for what is installed, by its exit code.
const IS_RECENT: &str = "import sys; sys.exit(sys.version_info < (3, 11))";

/// Where a virtual environment has its interpreter.
const INTERPRETER: &str = if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" };

/// A virtual environment that holds what a list of requirements asks for.
#[derive(Debug)]
pub(crate) struct Python {
    interpreter: PathBuf,
}

impl Python {
    /// The environment in a folder, made anew unless it holds what the list asks for.
    pub(crate) fn at(folder: &Path, requirements: &Path) -> Result<Self, Error> {
        let python = Self { interpreter: folder.join(INTERPRETER) };
        let is_complete = python.interpreter.exists();
        once(folder, requirements, is_complete, || python.make(folder, requirements))?;
        Ok(python)
    }

    /// A command that runs a script.
    pub(crate) fn script(&self, path: &Path) -> Command {
        let mut command = Command::new(&self.interpreter);
        // Nothing is left beside the scripts, and what is printed is seen at once.
        command.arg("-B").arg("-u").arg(path);
        command
    }

    /// A command that runs a module of a package.
    pub(crate) fn module(&self, name: &str) -> Command {
        let mut command = Command::new(&self.interpreter);
        command.args(["-m", name]);
        command
    }

    fn make(&self, folder: &Path, requirements: &Path) -> Result<(), Error> {
        let python = env::var_os("PYTHON").unwrap_or_else(|| "python3".into());
        let needed = "Python 3.11 or later is needed, as `python3` or as what `PYTHON` names";
        run(Command::new(&python).args(["-c", IS_RECENT]), needed)?;
        // `--clear`: what a failed or an older installation has left is no part of it.
        let needed = "Python needs its module `venv`, which some systems package on its own";
        run(Command::new(&python).args(["-m", "venv", "--clear"]).arg(folder), needed)?;
        let install = ["install", "--quiet", "--disable-pip-version-check", "--requirement"];
        run(self.module("pip").args(install).arg(requirements), NETWORK)
    }
}
