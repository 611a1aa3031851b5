//! npm packages and the scripts that use them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{NETWORK, once, run};
use crate::error::Error;

/// A script that fails if Node.js is too old.
const IS_RECENT: &str = "process.exit(Number(parseInt(process.versions.node) < 20))";

/// The installer.
const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// The folder of installed packages.
const PACKAGES: &str = "node_modules";

/// A folder with scripts and the packages that they import.
#[derive(Debug)]
pub(crate) struct Node {
    folder: PathBuf,
}

impl Node {
    /// Copies scripts to a folder and installs the packages of their `package.json` there, unless
    /// they are installed. Node.js looks for packages beside the scripts, and the source folder
    /// must stay clean.
    pub(crate) fn at(folder: &Path, scripts: &Path) -> Result<Self, Error> {
        let list = scripts.join("package.json");
        let node = Self { folder: folder.to_owned() };
        fs::create_dir_all(folder).map_err(Error::disk("create", folder))?;
        once(folder, &list, folder.join(PACKAGES).is_dir(), || node.install(&list))?;
        for script in fs::read_dir(scripts).map_err(Error::disk("read", scripts))? {
            let script = script.map_err(Error::disk("read", scripts))?;
            copy(&script.path(), &folder.join(script.file_name()))?;
        }
        Ok(node)
    }

    /// A command that runs a script.
    pub(crate) fn script(&self, name: &str) -> Command {
        let mut command = Command::new("node");
        command.arg(self.folder.join(name));
        command
    }

    /// The path of a program that a package brings.
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        let name = if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() };
        self.folder.join(PACKAGES).join(".bin").join(name)
    }

    fn install(&self, list: &Path) -> Result<(), Error> {
        run(Command::new("node").args(["-e", IS_RECENT]), "install Node.js 20 or later")?;
        let packages = self.folder.join(PACKAGES);
        if packages.exists() {
            fs::remove_dir_all(&packages).map_err(Error::disk("delete", &packages))?;
        }
        copy(list, &self.folder.join("package.json"))?;
        let mut npm = Command::new(NPM);
        npm.args(["install", "--silent", "--no-audit", "--no-fund"]);
        // The list has exact versions, and install scripts are not run.
        npm.args(["--no-package-lock", "--ignore-scripts"]).current_dir(&self.folder);
        run(&mut npm, NETWORK)
    }
}

fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    fs::copy(from, to).map(|_bytes| ()).map_err(Error::disk("copy", from))
}
