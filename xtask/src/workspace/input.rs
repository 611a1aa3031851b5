//! The schemas of a workspace: that of the project, and those of the suites in its tests.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use gitpod_codegen::{Sources, load};

use super::{FORMAT, GENERATED, SCHEMA, relative_to_current};
use crate::error::Error;

/// The folder of the suites, each with a schema and a generated crate of its own.
const SUITES: &str = "tests/suites";

/// A schema with the folder that its crate is generated in.
#[derive(Debug)]
pub(crate) struct Input {
    /// The folder of the schema and the crate relative to the root, with a slash at its end; empty for
    /// the project's.
    pub(super) prefix: String,
    /// The files of the schema.
    pub(crate) sources: Sources,
}

impl Input {
    /// Reads the project's schema.
    pub(super) fn of_project(root: &Path) -> Result<Self, Error> {
        Self::read(root, String::new())
    }

    /// Reads the schemas of all suites, by name.
    pub(super) fn of_suites(root: &Path) -> Result<Vec<Self>, Error> {
        let folder = root.join(SUITES);
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(Error::disk("read", &folder)(error)),
        };
        let mut prefixes = Vec::new();
        for entry in entries {
            let entry = entry.map_err(Error::disk("read", &folder))?;
            if entry.path().join(SCHEMA).is_dir() {
                prefixes.push(format!("{SUITES}/{}/", entry.file_name().to_string_lossy()));
            }
        }
        prefixes.sort();
        prefixes.into_iter().map(|prefix| Self::read(root, prefix)).collect()
    }

    fn read(root: &Path, prefix: String) -> Result<Self, Error> {
        let folder = relative_to_current(root.join(&prefix).join(SCHEMA));
        Ok(Self { prefix, sources: load(&folder).map_err(Error::unlisted)? })
    }

    /// The folder of a suite.
    pub(super) fn folder_of_suite(root: &Path, name: &str) -> PathBuf {
        root.join(SUITES).join(name)
    }

    /// Whether a folder is that of a suite, which is generated with its project.
    pub(super) fn is_suite(folder: &Path) -> bool {
        folder.parent().is_some_and(|parent| parent.ends_with(SUITES))
    }

    /// Whether it is the project's.
    pub(super) fn is_project(&self) -> bool {
        self.prefix.is_empty()
    }

    /// The generated folders, relative to the root. The JSON Schemas are beside the project's schema.
    pub(super) fn folders(&self) -> Vec<String> {
        let mut folders = vec![format!("{}{GENERATED}", self.prefix)];
        folders.extend(self.is_project().then(|| FORMAT.to_owned()));
        folders
    }
}
