//! A note beside the program on what its last run left behind, so that a run that changes nothing
//! need not generate anything to know it.
//!
//! The note is worth as much as its hashes: of every byte of the schema, of the program itself,
//! and of every generated file as it is on disk now. `gen --check` never asks it.

use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use gitpod_codegen::{Sources, Tree};

use crate::disk::Disk;

/// What a run starts from: the workspace, its schema and the program.
#[derive(Debug)]
pub(crate) struct Stamp {
    /// Where the note is; `None` where it cannot be, which only costs time.
    note: Option<PathBuf>,
    inputs: u64,
}

impl Stamp {
    /// The stamp of a run of this program.
    pub(crate) fn new(root: &Path, sources: &Sources) -> Self {
        let program = env::current_exe().ok();
        let mut hasher = DefaultHasher::new();
        root.hash(&mut hasher);
        program.as_deref().map(identity).hash(&mut hasher);
        for (_, file) in sources.iter() {
            (&file.name, &file.text).hash(&mut hasher);
        }
        Self {
            note: program.map(|program| program.with_extension("gen-stamp")),
            inputs: hasher.finish(),
        }
    }

    /// Whether the disk is as a run from the same inputs left it.
    pub(crate) fn is_fresh(&self, disk: &Disk) -> bool {
        let untouched = disk.foreign.is_empty() && disk.leftovers.is_empty();
        let note = self.note.as_ref().and_then(|note| fs::read_to_string(note).ok());
        untouched && note.is_some_and(|note| note == self.text(&disk.files))
    }

    /// Notes that the disk now has these files.
    pub(crate) fn leave(&self, files: &Tree) {
        if let Some(note) = &self.note {
            // Without a note the next run is slower, and nothing else.
            let _ = fs::write(note, self.text(files));
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

/// Tells one build of the program from another.
fn identity(program: &Path) -> Option<(u64, u128)> {
    let metadata = fs::metadata(program).ok()?;
    let age = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some((metadata.len(), age.as_nanos()))
}
