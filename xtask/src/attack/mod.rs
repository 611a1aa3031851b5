//! `attack`: runs hostile clients, servers and schemas against our programs.
//!
//! The attacks are written in Python, in the folder `attack/` of this crate, and limit the memory of
//! the programs. This module builds the programs, starts the attacks and counts the reported ones.
//!
//! Used by `main`. Depends on `console`, `environment`, `error` and `workspace`.

mod tally;

use std::env;
use std::path::Path;

use crate::console;
use crate::environment::{Python, Script};
use crate::error::{Error, Outcome};
use crate::workspace::{GITPOD_API, Workspace};
use tally::Tally;

/// The script that runs all attacks.
const SCRIPT: &str = "xtask/attack/main.py";

/// Runs all attacks on a release build of `gitpod-api`, and on this program. Only Linux can limit and
/// measure the memory; elsewhere, nothing is run, and a line says so.
pub(crate) fn attack(root: Option<&Path>) -> Result<Outcome, Error> {
    if !cfg!(target_os = "linux") {
        console::print("SKIPPED: attacks need Linux, which limits and measures their memory");
        return Ok(Outcome::Success);
    }
    let workspace = Workspace::find(root)?;
    let program = GITPOD_API.build_release(workspace.root())?;
    let generator = env::current_exe().map_err(Error::disk("find", Path::new("xtask")))?;
    let mut command = Python::of_system()?.script(&workspace.root().join(SCRIPT));
    command.arg("--program").arg(program).arg("--generator").arg(generator);
    let mut script = Script::start(command)?;
    let mut tally = Tally::default();
    while let Some(line) = script.line()? {
        console::print(&line);
        tally.line(&line);
    }
    let mut gaps = tally.gaps();
    if !script.has_succeeded()? && gaps.is_empty() {
        gaps.push(format!("`{SCRIPT}` failed"));
    }
    console::print(&format!("\n{tally}"));
    for gap in &gaps {
        console::print_error(&format!("error: {gap}"));
    }
    Ok(if gaps.is_empty() { Outcome::Success } else { Outcome::Failure })
}
