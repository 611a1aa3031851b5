//! Generated files as data, and their differences from the files on disk.
//!
//! Made by [`crate::render`] and [`crate::export`]. Depends on nothing.

use std::collections::BTreeMap;

/// Files by path: relative, with `/`, the same on every system.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree(BTreeMap<String, String>);

/// One difference between a tree and the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The file is not there.
    Create {
        /// Where.
        path: String,
        /// Its text.
        new: String,
    },
    /// The file is there with another text.
    Update {
        /// Where.
        path: String,
        /// The text on disk.
        old: String,
        /// The text it should have.
        new: String,
    },
    /// The file is there and belongs to nothing.
    Delete {
        /// Where.
        path: String,
        /// The text on disk.
        old: String,
    },
}

impl Change {
    /// The file that changes.
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

    /// Whether the file on disk is not the tool's, so that it must not be touched.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.old().is_some_and(|old| !is_generated(old))
    }
}

impl Tree {
    /// Adds a file; the last one of a path stays. True if the path was free.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) -> bool {
        self.0.insert(path.into(), text.into()).is_none()
    }

    /// The text of a file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// All files by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What must change on a disk that has the files of `disk`, by path. Empty means fresh.
    #[must_use]
    pub fn diff(&self, disk: &Self) -> Vec<Change> {
        let wanted = self.0.iter().filter_map(|(path, new)| match disk.0.get(path) {
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

/// Whether a file says in its first lines that the tool wrote it.
#[must_use]
pub fn is_generated(text: &str) -> bool {
    text.lines().take(5).any(|line| line.contains("@generated"))
}
