//! The programs that guides run, built from this workspace.

use std::env::consts::EXE_SUFFIX;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use gitpod_tests::workspace;

/// The program `gitpod-api`.
pub(crate) fn gitpod_api() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        build(&["--package", "gitpod-api-cli"]);
        profile_folder().join(format!("gitpod-api{EXE_SUFFIX}"))
    })
}

/// `PATH` with the folder of `gitpod-api` in front.
pub(crate) fn path() -> OsString {
    let folder = gitpod_api().parent().expect("a program is in a folder");
    let rest = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(folder.to_owned()).chain(std::env::split_paths(&rest));
    std::env::join_paths(folders).expect("no folder has the separator in its name")
}

/// The folder that cargo puts programs in, which is above that of the tests.
fn profile_folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let test = std::env::current_exe().expect("a test is a file");
        let folder = test.parent().and_then(Path::parent);
        folder.expect("tests are in a folder of the profile's").to_owned()
    })
}

/// The folder that cargo builds into.
pub(crate) fn target_folder() -> &'static Path {
    profile_folder().parent().expect("a profile's folder is in the target folder")
}

fn build(arguments: &[&str]) {
    let mut command = Command::new(env!("CARGO"));
    command.args(["build", "--quiet", "--locked", "--offline"]).args(arguments);
    command.current_dir(workspace()).env("CARGO_TARGET_DIR", target_folder());
    assert!(command.status().expect("cargo runs").success(), "cargo build {arguments:?} failed");
}
