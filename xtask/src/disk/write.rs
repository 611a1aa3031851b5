//! Carrying out a plan. Files are replaced atomically.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use gitpod_codegen::Change;

use super::Plan;
use super::temporary::create_temporary;
use crate::error::Error;

/// The number of attempts at a write; another run may remove its temporary file or folder.
const ATTEMPTS: usize = 3;

/// Carries out a plan and calls `done` after every change.
pub(crate) fn apply(plan: &Plan, root: &Path, mut done: impl FnMut(&Change)) -> Result<(), Error> {
    for path in &plan.leftovers {
        remove(&root.join(path))?;
    }
    // Deletions come first: a folder may replace a file of its name or the other way round, and
    // names may differ only in case on a disk that ignores it.
    for change in &plan.changes {
        if let Change::Delete { path, .. } = change {
            remove(&root.join(path))?;
            done(change);
        }
    }
    for folder in &plan.folders {
        // Fails for folders that are not empty, which must stay.
        let _ = fs::remove_dir(root.join(folder));
    }
    for change in &plan.changes {
        match change {
            Change::Create { path, new } | Change::Update { path, new, .. } => {
                replace(&root.join(path), new)?;
                done(change);
            }
            Change::Delete { .. } => {}
        }
    }
    Ok(())
}

/// Removes a file. A missing file is no error.
fn remove(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(Error::disk("delete", path)(error))
        }
        _ => Ok(()),
    }
}

/// Replaces the text of a file atomically: readers see the old or the new text.
pub(crate) fn replace(path: &Path, text: &str) -> Result<(), Error> {
    let mut attempt = try_replace(path, text);
    for _ in 1..ATTEMPTS {
        // Another run may have removed the temporary file as a leftover, or the empty folder.
        if !attempt.as_ref().is_err_and(|error| error.kind() == ErrorKind::NotFound) {
            break;
        }
        attempt = try_replace(path, text);
    }
    attempt.map_err(Error::disk("write", path))
}

fn try_replace(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    // On the same file system, so that renaming is atomic.
    let (temporary, mut file) = create_temporary(path)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| {
        // Some systems do not rename open files.
        drop(file);
        fs::rename(&temporary, path)
    });
    if written.is_err() {
        // The first error is the one to report.
        let _ = fs::remove_file(&temporary);
    }
    written
}
