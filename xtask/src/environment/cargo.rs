//! Programs of crates.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{NETWORK, is_current, once, run};
use crate::error::Error;

/// A program that a file names as `CRATE@VERSION`, and the folder that it is built into.
#[derive(Debug)]
pub(crate) struct CargoProgram {
    folder: PathBuf,
    list: PathBuf,
    path: PathBuf,
}

impl CargoProgram {
    /// The program with a name.
    pub(crate) fn new(folder: &Path, list: &Path, name: &str) -> Self {
        let path = folder.join("bin").join(name).with_extension(std::env::consts::EXE_EXTENSION);
        Self { folder: folder.to_owned(), list: list.to_owned(), path }
    }

    /// The path of the program, if this version is built.
    pub(crate) fn installed(self) -> Result<Option<PathBuf>, Error> {
        let is_installed = self.path.is_file() && is_current(&self.folder, &self.list)?;
        Ok(is_installed.then_some(self.path))
    }

    /// Builds the program with the versions of its lock file, unless it is built, and returns its path.
    pub(crate) fn install(self) -> Result<PathBuf, Error> {
        once(&self.folder, &self.list, self.path.is_file(), || {
            let package = std::fs::read_to_string(&self.list);
            let package = package.map_err(Error::disk("read", &self.list))?;
            let mut install = Command::new("cargo");
            install.args(["install", package.trim(), "--locked", "--quiet", "--root"]);
            install.arg(&self.folder).env("CARGO_TARGET_DIR", self.folder.join("target"));
            run(&mut install, NETWORK)?;
            let target = self.folder.join("target");
            std::fs::remove_dir_all(&target).map_err(Error::disk("delete", &target))
        })?;
        Ok(self.path)
    }
}
