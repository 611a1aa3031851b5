//! Generated files as data, and their differences from the files on disk.
//!
//! Built by [`crate::render`] and [`crate::export`]. Depends on nothing.

use std::collections::{BTreeMap, BTreeSet};

/// Generated files by path. Paths are relative and use `/` on all platforms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree(BTreeMap<String, String>);

/// A difference between a tree and the files on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The file is missing.
    Create {
        /// The path.
        path: String,
        /// The new text.
        new: String,
    },
    /// The file has a different text.
    Update {
        /// The path.
        path: String,
        /// The text on disk.
        old: String,
        /// The new text.
        new: String,
    },
    /// The file is no longer generated.
    Delete {
        /// The path.
        path: String,
        /// The text on disk.
        old: String,
    },
}

impl Change {
    /// The path of the file.
    #[must_use]
    pub fn path(&self) -> &str {
        match self {
            Self::Create { path, .. } | Self::Update { path, .. } | Self::Delete { path, .. } => {
                path
            }
        }
    }

    /// The text on disk, if there is one.
    #[must_use]
    pub fn old(&self) -> Option<&str> {
        match self {
            Self::Create { .. } => None,
            Self::Update { old, .. } | Self::Delete { old, .. } => Some(old),
        }
    }

    /// Whether the change is refused, because the file on disk was not generated.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.old().is_some_and(|old| !is_generated(old))
    }
}

impl Tree {
    /// Inserts a file, replacing one at the same path. Returns whether the path was new.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) -> bool {
        self.0.insert(path.into(), text.into()).is_none()
    }

    /// The text of a file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// The paths and texts, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The paths and texts, sorted by path, without a copy.
    pub fn into_files(self) -> impl Iterator<Item = (String, String)> {
        self.0.into_iter()
    }

    /// The number of files.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no files.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The changes that turn `disk` into this tree, sorted by path. Empty if `disk` is up to date.
    #[must_use]
    pub fn diff(&self, disk: &Self) -> Vec<Change> {
        self.diff_except(&BTreeSet::new(), disk)
    }

    /// The same without the files whose paths are in `fresh`: they are as in this tree, and not in `disk`.
    #[must_use]
    pub fn diff_except(&self, fresh: &BTreeSet<String>, disk: &Self) -> Vec<Change> {
        let wanted = self.0.iter().filter(|(path, _)| !fresh.contains(*path));
        let wanted = wanted.filter_map(|(path, new)| match disk.0.get(path) {
            None => Some(Change::Create { path: path.clone(), new: new.clone() }),
            Some(old) if old != new => {
                Some(Change::Update { path: path.clone(), old: old.clone(), new: new.clone() })
            }
            Some(_) => None,
        });
        let orphans = disk.0.iter().filter(|(path, _)| !self.0.contains_key(*path));
        let orphans =
            orphans.map(|(path, old)| Change::Delete { path: path.clone(), old: old.clone() });
        let mut changes: Vec<_> = wanted.chain(orphans).collect();
        changes.sort_by(|a, b| a.path().cmp(b.path()));
        changes
    }
}

/// Whether one of the first five lines contains the marker `@generated`.
#[must_use]
pub fn is_generated(text: &str) -> bool {
    text.lines().take(5).any(|line| line.contains("@generated"))
}
