//! Changing what is on disk, each file at one stroke.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use gitpod_codegen::Change;

use crate::error::Error;
use crate::plan::Plan;

/// The end of a temporary file's name, by which a later run knows it.
const TEMPORARY: &str = ".xtask-tmp";

/// How often a write starts again when another run removes its file or folder.
const ATTEMPTS: usize = 3;

/// Whether a file is a temporary one of a run that was killed.
pub(crate) fn is_leftover(name: &str) -> bool {
    name.starts_with('.') && name.ends_with(TEMPORARY)
}

/// Carries out a plan and tells `done` about every change.
pub(crate) fn apply(plan: &Plan, root: &Path, mut done: impl FnMut(&Change)) -> Result<(), Error> {
    for path in &plan.leftovers {
        remove(&root.join(path))?;
    }
    // Deletions come first: a file may have to make room for a folder of its name, a folder for a
    // file, and a name for the same one in other letters where the disk sees no difference.
    for change in &plan.changes {
        if let Change::Delete { path, .. } = change {
            remove(&root.join(path))?;
            done(change);
        }
    }
    for folder in &plan.folders {
        // It fails if the folder is not empty, which is how it is meant.
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

/// Removes a file; one that is gone already is fine.
fn remove(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(Error::disk("delete", path)(error))
        }
        _ => Ok(()),
    }
}

/// Gives a file a new text: whoever reads it meanwhile sees the old one or the new one.
fn replace(path: &Path, text: &str) -> Result<(), Error> {
    let mut attempt = try_replace(path, text);
    for _ in 1..ATTEMPTS {
        // A second run may take our temporary file for a leftover and our folder for an empty one.
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
    // It must be on the same file system for the renaming to be one step.
    let (temporary, mut file) = create_temporary(path)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| {
        // Some systems do not rename what is open.
        drop(file);
        fs::rename(&temporary, path)
    });
    if written.is_err() {
        // The first error says more than one about cleaning up after it.
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// Creates a file beside `path` that nobody else has.
fn create_temporary(path: &Path) -> io::Result<(PathBuf, File)> {
    static COUNTER: AtomicU32 = AtomicU32::new(0);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    loop {
        let unique = format!("{}-{}", process::id(), COUNTER.fetch_add(1, Ordering::Relaxed));
        let temporary = path.with_file_name(format!(".{name}.{unique}{TEMPORARY}"));
        match File::create_new(&temporary) {
            // Somebody with our process id: another machine on a shared disk, or a container.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
            Ok(file) => return Ok((temporary, file)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn temporary_files_are_known_again() {
        let folder = std::env::temp_dir();
        let target = folder.join("lib.rs");
        let (first, _) = create_temporary(&target).unwrap();
        let (second, _) = create_temporary(&target).unwrap();
        assert_ne!(first, second);
        for path in [first, second] {
            fs::remove_file(&path).unwrap();
            assert_eq!(path.parent(), Some(folder.as_path()));
            assert!(is_leftover(path.file_name().unwrap().to_str().unwrap()));
        }
        assert!(!is_leftover("lib.rs") && !is_leftover("notes.xtask-tmp"));
    }
}
