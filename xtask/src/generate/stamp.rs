//! The stamp of the last run, so that `gen` skips generation when nothing has changed.
//!
//! A stamp is a file beside the program. It hashes every byte of the schema, the program's size and
//! time, and every generated file on disk. `gen --check` does not use it.

use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use gitpod_codegen::{Sources, Tree};

use crate::disk::Disk;

/// The inputs of a run: the workspace, its schema and the program.
#[derive(Debug)]
pub(super) struct Stamp {
    /// The stamp file; `None` if the program's path is unknown, which only costs time.
    file: Option<PathBuf>,
    inputs: u64,
}

impl Stamp {
    /// The stamp of this program for a schema.
    pub(super) fn new(root: &Path, sources: &Sources) -> Self {
        let program = env::current_exe().ok();
        let mut hasher = DefaultHasher::new();
        root.hash(&mut hasher);
        program.as_deref().map(identity).hash(&mut hasher);
        for (_, file) in sources.iter() {
            (&file.name, &file.text).hash(&mut hasher);
        }
        Self {
            file: program.map(|program| program.with_extension("gen-stamp")),
            inputs: hasher.finish(),
        }
    }

    /// Whether the disk is as the last run with the same inputs left it.
    pub(super) fn is_fresh(&self, disk: &Disk) -> bool {
        let untouched = disk.foreign.is_empty() && disk.leftovers.is_empty();
        let stamp = self.file.as_ref().and_then(|file| fs::read_to_string(file).ok());
        untouched && stamp.is_some_and(|stamp| stamp == self.text(&disk.files))
    }

    /// Records that the disk has these files.
    pub(super) fn write(&self, files: &Tree) {
        if let Some(file) = &self.file {
            // Without a stamp, the next run generates again.
            let _ = fs::write(file, self.text(files));
        }
    }

    fn text(&self, files: &Tree) -> String {
        let mut hasher = DefaultHasher::new();
        for file in files.iter() {
            file.hash(&mut hasher);
        }
        format!("{:016x} {:016x}\n", self.inputs, hasher.finish())
    }
}

/// Identifies a build of the program by size and time.
fn identity(program: &Path) -> Option<(u64, u128)> {
    let metadata = fs::metadata(program).ok()?;
    let time = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some((metadata.len(), time.as_nanos()))
}
