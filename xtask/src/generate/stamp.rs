//! The stamp of the last run, so that `gen` skips generation when nothing has changed.
//!
//! A stamp is a file beside the program. It hashes every byte of the schema, the program's size and
//! time, and every generated file on disk. `gen --check` does not use it. A schema of which a part was
//! not read has none.

use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use gitpod_codegen::{Sources, Tree, in_parallel, read_regular};

use crate::disk::{Disk, replace};

/// The maximum size of a stamp, in bytes. A larger file is no stamp.
const MAX_SIZE: u64 = 1024;

/// The inputs of a run: the workspace, its schema and the program.
#[derive(Debug)]
pub(super) struct Stamp {
    /// The stamp file; `None` if the program's path is unknown, which only costs time.
    file: Option<PathBuf>,
    inputs: u64,
    /// Whether the inputs include every byte of the schemas.
    is_whole: bool,
}

impl Stamp {
    /// The stamp of this program for the schemas of a workspace.
    pub(super) fn new<'a>(root: &Path, schemas: impl Iterator<Item = &'a Sources>) -> Self {
        let program = env::current_exe().ok();
        let mut hasher = DefaultHasher::new();
        root.hash(&mut hasher);
        program.as_deref().map(identity).hash(&mut hasher);
        let mut is_whole = true;
        for sources in schemas {
            is_whole &= sources.is_whole();
            sources.iter().count().hash(&mut hasher);
            for (_, file) in sources.iter() {
                (&file.name, &file.text).hash(&mut hasher);
            }
        }
        Self {
            file: program.map(|program| program.with_extension("gen-stamp")),
            inputs: hasher.finish(),
            is_whole,
        }
    }

    /// Whether the last run had the same inputs.
    pub(super) fn has_same_inputs(&self) -> bool {
        self.is_whole && self.last().is_some_and(|last| last.starts_with(self.head().as_bytes()))
    }

    /// Whether the disk is as the last run with the same inputs left it.
    pub(super) fn is_fresh(&self, disk: &Disk) -> bool {
        let untouched = disk.foreign.is_empty() && disk.leftovers.is_empty();
        let is_same = |last: Vec<u8>| last == self.text(&disk.files).as_bytes();
        self.is_whole && untouched && self.last().is_some_and(is_same)
    }

    /// The stamp of the last run.
    fn last(&self) -> Option<Vec<u8>> {
        self.file.as_ref().and_then(|file| read_regular(file, MAX_SIZE).ok())
    }

    /// Records that the disk has these files.
    pub(super) fn write(&self, files: &Tree) {
        if let Some(file) = &self.file {
            // Without a stamp, the next run generates again.
            let _ = replace(file, &self.text(files));
        }
    }

    fn text(&self, files: &Tree) -> String {
        let files: Vec<_> = files.iter().collect();
        let hashes = in_parallel(&files, hash);
        format!("{}{:016x}\n", self.head(), hash(&hashes))
    }

    /// The start of the stamp, which stands for the inputs.
    fn head(&self) -> String {
        format!("{:016x} ", self.inputs)
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Identifies a build of the program by size and time.
fn identity(program: &Path) -> Option<(u64, u128)> {
    let metadata = fs::metadata(program).ok()?;
    let time = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some((metadata.len(), time.as_nanos()))
}
