//! What must happen to the disk, and what must not.

use gitpod_codegen::{Change, Tree};

use crate::disk::Disk;
use crate::error::Error;
use crate::scope::Scope;

/// What must happen to the disk.
#[derive(Debug)]
pub(crate) struct Plan {
    /// Files to create, update and delete, by path.
    pub(crate) changes: Vec<Change>,
    /// Files in the way that are not the tool's, by path.
    pub(crate) refusals: Vec<Refusal>,
    /// How many files are as they should be.
    pub(crate) unchanged: usize,
    /// Folders to remove if they are empty once files are deleted, inner ones first.
    pub(crate) folders: Vec<String>,
    /// Temporary files of killed runs.
    pub(crate) leftovers: Vec<String>,
}

/// A file that is in the way and not the tool's.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// Where it is, relative to the root.
    pub(crate) path: String,
    /// How it is known not to be the tool's.
    pub(crate) reason: String,
}

impl Plan {
    /// Compares the files that are wanted with the disk.
    pub(crate) fn new(wanted: &Tree, disk: Disk, scope: Scope<'_>) -> Self {
        let Disk { files, foreign, mut folders, leftovers } = disk;
        let mut refusals: Vec<_> = foreign
            .into_iter()
            .map(|foreign| Refusal { path: foreign.path, reason: foreign.reason })
            .collect();
        let (refused, mut changes): (Vec<_>, Vec<_>) =
            wanted.diff(&files).into_iter().partition(Change::is_refused);
        // What is foreign is missing from `files`, and so looked as if it were to be created.
        changes.retain(|change| refusals.iter().all(|refusal| refusal.path != change.path()));
        refusals.extend(refused.iter().filter(|change| scope.must_have(change.path())).map(
            |change| Refusal {
                path: change.path().to_owned(),
                reason: "it has no `@generated` header".to_owned(),
            },
        ));
        refusals.sort_by(|a, b| a.path.cmp(&b.path));
        let unchanged = wanted.iter().filter(|(path, text)| files.get(path) == Some(*text)).count();
        let deleted: Vec<_> = changes.iter().filter_map(deleted).collect();
        folders.retain(|folder| scope.prunes(folder, &deleted));
        folders.reverse();
        Self { changes, refusals, unchanged, folders, leftovers }
    }

    /// The plan, if nothing stands in its way.
    pub(crate) fn allowed(self) -> Result<Self, Error> {
        if self.refusals.is_empty() { Ok(self) } else { Err(Error::Refused(self.refusals)) }
    }
}

fn deleted(change: &Change) -> Option<&str> {
    match change {
        Change::Delete { path, .. } => Some(path),
        Change::Create { .. } | Change::Update { .. } => None,
    }
}
