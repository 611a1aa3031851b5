//! Fixtures: small schemas of several files, each in one text file.

use std::path::Path;
use std::{fs, io};

use gitpod_codegen::{Code, Sources};

use crate::schema;

/// Starts a file of the fixture's schema, such as `# file: things.yaml`.
const FILE: &str = "# file: ";

/// Marks a fixture whose schema has no `api.yaml`.
const WITHOUT_API: &str = "# without api.yaml";

/// A small schema with one mistake.
#[derive(Debug, Clone)]
pub struct Fixture {
    /// The file's name without its extension, such as `E0302-misspelled`.
    pub name: String,
    /// The files of the schema as `(name, text)`.
    pub files: Vec<(String, String)>,
    /// Whether the minimal `api.yaml` is added if the fixture has none.
    pub with_api: bool,
}

impl Fixture {
    /// Splits a fixture's text at its `# file: NAME` lines. Without one, the whole text is
    /// `things.yaml`.
    #[must_use]
    pub fn parse(name: &str, text: &str) -> Self {
        let with_api = text.lines().all(|line| line != WITHOUT_API);
        let mut files: Vec<(String, String)> = Vec::new();
        for line in text.split_inclusive('\n') {
            if let Some(file) = line.strip_prefix(FILE) {
                files.push((file.trim().to_owned(), String::new()));
            } else if let Some((_, text)) = files.last_mut() {
                text.push_str(line);
            }
        }
        if files.is_empty() {
            files.push(("things.yaml".to_owned(), text.to_owned()));
        }
        Self { name: name.to_owned(), files, with_api }
    }

    /// The expected code, with which the name starts.
    #[must_use]
    pub fn code(&self) -> Option<Code> {
        Code::parse(self.name.split('-').next()?)
    }

    /// The schema of the fixture.
    #[must_use]
    pub fn sources(&self) -> Sources {
        let files: Vec<_> =
            self.files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        if self.with_api { schema::sources(&files) } else { Sources::from_texts(files) }
    }
}

/// Reads a fixture from a folder.
///
/// # Errors
///
/// Returns an error if the file cannot be read.
pub fn read_fixture(folder: &Path, name: &str) -> io::Result<Fixture> {
    let text = fs::read_to_string(folder.join(format!("{name}.yaml")))?;
    Ok(Fixture::parse(name, &text))
}

/// Reads every `*.yaml` file in a folder, sorted by name.
///
/// # Errors
///
/// Returns an error if the folder or a file cannot be read.
pub fn read_fixtures(folder: &Path) -> io::Result<Vec<Fixture>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        names.extend(name.strip_suffix(".yaml").map(str::to_owned));
    }
    names.sort();
    names.iter().map(|name| read_fixture(folder, name)).collect()
}
