//! The changes that bring the disk in line with the wanted files.

use gitpod_codegen::{Change, Tree};

use super::{Disk, Scope};
use crate::error::{Error, Refusal};

/// The changes to a scope on disk.
#[derive(Debug)]
pub(crate) struct Plan {
    /// Files to create, update and delete, by path.
    pub(crate) changes: Vec<Change>,
    /// Files in the way that are not generated, by path.
    pub(crate) refusals: Vec<Refusal>,
    /// The number of files that stay as they are.
    pub(crate) unchanged: usize,
    /// Folders to remove if they are empty after deletions, inner ones first.
    pub(crate) folders: Vec<String>,
    /// Temporary files of killed runs.
    pub(crate) leftovers: Vec<String>,
}

impl Plan {
    /// The plan for the wanted files and the disk, which has been compared with them.
    pub(crate) fn new(wanted: &Tree, disk: Disk, scope: Scope<'_>) -> Self {
        let Disk { fresh, files, foreign, mut folders, leftovers } = disk;
        let mut refusals: Vec<_> = foreign
            .into_iter()
            .map(|foreign| Refusal { path: foreign.path, reason: foreign.reason })
            .collect();
        let (blocked, mut changes): (Vec<_>, Vec<_>) =
            wanted.diff_except(&fresh, &files).into_iter().partition(Change::is_refused);
        // Foreign entries are not in `files`, so they look like files to create.
        changes.retain(|change| refusals.iter().all(|refusal| refusal.path != change.path()));
        refusals.extend(blocked.iter().filter(|change| scope.owns(change.path())).map(|change| {
            Refusal {
                path: change.path().to_owned(),
                reason: "it has no `@generated` header".to_owned(),
            }
        }));
        refusals.sort_by(|a, b| a.path.cmp(&b.path));
        let deleted: Vec<_> = changes.iter().filter_map(deleted).collect();
        folders.retain(|folder| scope.prunes(folder, &deleted));
        folders.reverse();
        Self { changes, refusals, unchanged: fresh.len(), folders, leftovers }
    }

    /// The plan, or an error if files are in the way.
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
