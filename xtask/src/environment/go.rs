//! Programs of Go modules.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{NETWORK, once, run};
use crate::error::Error;

/// Whether Go is installed.
pub(crate) fn has_go() -> bool {
    let version = Command::new("go").arg("version").stdout(Stdio::null()).status();
    version.is_ok_and(|status| status.success())
}

/// Installs the program that a file names as `PACKAGE@VERSION`, unless it is installed in the folder,
/// and returns its path.
pub(crate) fn go_program(folder: &Path, list: &Path, name: &str) -> Result<PathBuf, Error> {
    let program = folder.join(name).with_extension(std::env::consts::EXE_EXTENSION);
    once(folder, list, program.is_file(), || {
        let package = std::fs::read_to_string(list).map_err(Error::disk("read", list))?;
        let mut install = Command::new("go");
        install.args(["install", package.trim()]).env("GOBIN", folder);
        run(&mut install, NETWORK)
    })?;
    Ok(program)
}
