//! The checkout of another revision, with the measured programs of this one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::place::Place;
use super::row::{Candidate, Row};
use super::work;
use crate::error::Error;

/// The folder of the measured programs.
const PROGRAMS: &str = "bench";

/// Checks out a revision in the target folder, and puts the programs of this checkout into it, so that both do the
/// same work.
pub(super) fn checkout(revision: &str, place: &Place) -> Result<Place, Error> {
    let root = place.folder().join("base");
    let mut git = git(place.root());
    if root.exists() {
        // Removes the record of it, too.
        work::output(git.args(["worktree", "remove", "--force"]).arg(&root))?;
    }
    let mut git = self::git(place.root());
    git.args(["worktree", "add", "--quiet", "--detach", "--force"]);
    work::output(git.arg(&root).arg(revision))?;
    let programs = root.join(PROGRAMS);
    if programs.exists() {
        fs::remove_dir_all(&programs).map_err(Error::disk("remove", &programs))?;
    }
    copy(&place.root().join(PROGRAMS), &programs)?;
    place.elsewhere(root, "base")
}

fn git(root: &Path) -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(root);
    git
}

fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    fs::create_dir_all(to).map_err(Error::disk("create", to))?;
    for entry in fs::read_dir(from).map_err(Error::disk("list", from))? {
        let path: PathBuf = entry.map_err(Error::disk("list", from))?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy(&path, &target)?;
        } else {
            fs::copy(&path, &target).map_err(Error::disk("copy", &path))?;
        }
    }
    Ok(())
}

/// The bindings of both checkouts, in place of the peers.
pub(super) fn both(row: &Row) -> [Candidate; 2] {
    [row.ours.clone(), Candidate { name: "base", ..row.ours.clone() }]
}
