//! Programs in other languages: their packages, installed once into folders of their own, and their
//! runs.
//!
//! `attack`, `conformance` and `interop` use it. A run with the same list of packages as the last one
//! installs nothing and needs no network. Depends on `error` only.

mod cargo;
mod go;
mod node;
mod python;
mod script;

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::error::Error;

pub(crate) use cargo::CargoProgram;
pub(crate) use go::{go_program, has_go};
pub(crate) use node::Node;
pub(crate) use python::Python;
pub(crate) use script::Script;

/// The file with the list of installed packages.
const STAMP: &str = "installed.txt";

/// The help for failed installations.
const NETWORK: &str = "installing packages needs the network";

/// Runs an installation into a folder, unless the same list was installed there and is complete.
fn once(
    folder: &Path,
    list: &Path,
    is_complete: bool,
    install: impl FnOnce() -> Result<(), Error>,
) -> Result<(), Error> {
    if is_current(folder, list)? && is_complete {
        return Ok(());
    }
    eprintln!("Installing {} into {}", list.display(), folder.display());
    install()?;
    let stamp = folder.join(STAMP);
    fs::copy(list, &stamp).map(|_bytes| ()).map_err(Error::disk("write", &stamp))
}

/// Whether the last installation into a folder was of the same list.
fn is_current(folder: &Path, list: &Path) -> Result<bool, Error> {
    let wanted = fs::read_to_string(list).map_err(Error::disk("read", list))?;
    let installed = fs::read_to_string(folder.join(STAMP));
    Ok(installed.is_ok_and(|installed| installed == wanted))
}

/// Runs a program, whose errors go to standard error.
pub(crate) fn run(command: &mut Command, help: &'static str) -> Result<(), Error> {
    let problem = match command.stdout(Stdio::null()).status() {
        Ok(status) if status.success() => return Ok(()),
        Ok(status) => status.to_string(),
        Err(error) => error.to_string(),
    };
    let words = [command.get_program()].into_iter().chain(command.get_args());
    let words: Vec<_> = words.map(OsStr::to_string_lossy).collect();
    Err(Error::Tool { message: format!("`{}` failed: {problem}", words.join(" ")), help })
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::{env, process};

    use super::*;

    /// A folder with an earlier installation, and a list.
    fn installed_folder(name: &str, installed: &str) -> (PathBuf, PathBuf) {
        let folder = env::temp_dir().join(format!("{name}-{}", process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(STAMP), installed).unwrap();
        let list = folder.join("list.txt");
        fs::write(&list, "one==1\n").unwrap();
        (folder, list)
    }

    #[test]
    fn what_is_installed_is_not_made_again() {
        for (installed, is_complete, is_wanted) in
            [("one==1\n", true, false), ("one==1\n", false, true), ("one==2\n", true, true)]
        {
            let (folder, list) = installed_folder("installed", installed);
            let mut is_run = false;
            once(&folder, &list, is_complete, || {
                is_run = true;
                Ok(())
            })
            .unwrap();
            assert_eq!(is_run, is_wanted, "{installed:?} {is_complete}");
            assert_eq!(fs::read_to_string(folder.join(STAMP)).unwrap(), "one==1\n");
            fs::remove_dir_all(folder).unwrap();
        }
    }

    #[test]
    fn what_fails_is_installed_again() {
        let (folder, list) = installed_folder("failed", "one==2\n");
        let failure = || Err(Error::NoWorkspace);
        assert!(matches!(once(&folder, &list, true, failure), Err(Error::NoWorkspace)));
        assert_eq!(fs::read_to_string(folder.join(STAMP)).unwrap(), "one==2\n");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_program_of_another_version_is_not_built() {
        let (folder, list) = installed_folder("program", "one==2\n");
        let installed = || CargoProgram::new(&folder, &list, "one").installed().unwrap();
        let path = folder.join("bin/one").with_extension(env::consts::EXE_EXTENSION);
        fs::create_dir_all(folder.join("bin")).unwrap();
        fs::write(&path, "").unwrap();
        assert_eq!(installed(), None);
        fs::write(folder.join(STAMP), "one==1\n").unwrap();
        assert_eq!(installed(), Some(path.clone()));
        fs::remove_file(path).unwrap();
        assert_eq!(installed(), None);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_missing_list_is_an_error() {
        let (folder, list) = installed_folder("no-list", "one==1\n");
        fs::remove_file(&list).unwrap();
        let error = once(&folder, &list, true, || Ok(())).unwrap_err();
        assert!(matches!(error, Error::Disk { action: "read", .. }), "{error:?}");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_failing_program_is_an_error_with_help() {
        for program in ["/no/such/program", "false"] {
            let error = run(Command::new(program).arg("-c"), "get one").unwrap_err();
            let expected = |message: &str| message.starts_with(&format!("`{program} -c` failed: "));
            assert!(
                matches!(&error, Error::Tool { message, help: "get one" } if expected(message)),
                "{error:?}"
            );
        }
    }
}
