//! Comparing generated files with the disk, and writing them.
//!
//! `generate` and `export` use it: [`Disk`] reads a [`Scope`], [`Plan`] compares it with the
//! wanted files, and [`apply`] carries the plan out. It depends on `error`, and on `workspace` for
//! the names of folders. It does not read the schema.

mod plan;
mod scope;
mod temporary;
mod write;

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use gitpod_codegen::{Tree, Unread, in_parallel, read_regular};

use crate::error::Error;
use temporary::is_leftover;

pub(crate) use plan::Plan;
pub(crate) use scope::Scope;
pub(crate) use write::{apply, replace};

/// The maximum size of a file that is compared, in bytes: 64 MiB. A larger one was not generated.
const MAX_FILE_SIZE: u64 = 64 << 20;

/// The files of a scope on disk, compared with the wanted ones. Paths are relative to the root, with `/`.
#[derive(Debug, Default)]
pub(crate) struct Disk {
    /// Files with the wanted text, which is not kept.
    pub(crate) fresh: BTreeSet<String>,
    /// Other text files.
    pub(crate) files: Tree,
    /// Entries that cannot be generated files.
    pub(crate) foreign: Vec<Foreign>,
    /// Folders, outer ones first.
    pub(crate) folders: Vec<String>,
    /// Temporary files of killed runs.
    pub(crate) leftovers: Vec<String>,
}

/// An entry that cannot be a generated file.
#[derive(Debug)]
pub(crate) struct Foreign {
    /// The path.
    pub(crate) path: String,
    /// The reason.
    pub(crate) reason: String,
}

impl Disk {
    /// Reads the files of a scope. A missing folder counts as empty.
    pub(crate) fn read(root: &Path, scope: Scope<'_>, wanted: &Tree) -> Result<Self, Error> {
        let mut disk = Self::default();
        let mut files = Vec::new();
        for folder in scope.folders() {
            disk.list(root, folder, scope, &mut files)?;
        }
        let contents = in_parallel(&files, |path| Contents::read(root, path, wanted));
        for (path, contents) in files.into_iter().zip(contents) {
            disk.add_file(path, contents, scope);
        }
        Ok(disk)
    }

    /// Lists a folder and those in it. Returns the paths of the files to read in `files`.
    fn list(
        &mut self,
        root: &Path,
        folder: &str,
        scope: Scope<'_>,
        files: &mut Vec<String>,
    ) -> Result<(), Error> {
        let full = root.join(folder);
        let entries = match fs::read_dir(&full) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(Error::disk("read", &full)(error)),
        };
        for entry in entries {
            let entry = entry.map_err(Error::disk("read", &full))?;
            let name = entry.file_name();
            let lossy = name.to_string_lossy();
            let path =
                if folder.is_empty() { lossy.to_string() } else { format!("{folder}/{lossy}") };
            // Symbolic links are not followed.
            let kind = entry.file_type().map_err(Error::disk("read", &entry.path()))?;
            if kind.is_dir() {
                if scope.enters(&path) {
                    self.folders.push(path.clone());
                    self.list(root, &path, scope, files)?;
                }
            } else if name.to_str().is_none() {
                self.add_foreign(path, "its name is not UTF-8", scope);
            } else if !kind.is_file() {
                self.add_foreign(path, "it is not a regular file", scope);
            } else if is_leftover(&lossy) {
                self.leftovers.push(path);
            } else if scope.covers(&path) {
                files.push(path);
            }
        }
        Ok(())
    }

    fn add_file(&mut self, path: String, contents: Contents, scope: Scope<'_>) {
        match contents {
            Contents::Wanted => _ = self.fresh.insert(path),
            Contents::Text(text) => _ = self.files.insert(path, text),
            Contents::Binary => self.add_foreign(path, "it is not UTF-8 text", scope),
            // Another run has deleted it.
            Contents::Unread(Unread::Missing) => {}
            Contents::Unread(Unread::Failed(reason)) => {
                self.add_foreign(path, &format!("it cannot be read: {reason}"), scope);
            }
            Contents::Unread(unread) => self.add_foreign(path, &unread.to_string(), scope),
        }
    }

    fn add_foreign(&mut self, path: String, reason: &str, scope: Scope<'_>) {
        if scope.owns(&path) {
            self.foreign.push(Foreign { path, reason: reason.to_owned() });
        }
    }
}

/// What is in a file.
enum Contents {
    /// The wanted text.
    Wanted,
    /// Another text.
    Text(String),
    /// Bytes that are not UTF-8.
    Binary,
    /// The file could not be read.
    Unread(Unread),
}

impl Contents {
    fn read(root: &Path, path: &str, wanted: &Tree) -> Self {
        match read_regular(&root.join(path), MAX_FILE_SIZE) {
            Ok(bytes) if wanted.get(path).map(str::as_bytes) == Some(&bytes) => Self::Wanted,
            Ok(bytes) => String::from_utf8(bytes).map_or(Self::Binary, Self::Text),
            Err(unread) => Self::Unread(unread),
        }
    }
}
