//! The first stage: reads the schema files. The only module that accesses the file system.
//! Depends on `source` and `diagnostics`.

use std::fs;
use std::path::Path;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceFile, Sources};

/// Reads every `*.yaml` file directly in `root`. [`crate::parse()`] reports those that are not UTF-8.
///
/// # Errors
///
/// Returns a diagnostic for each file that the system cannot read, or for the folder.
pub fn load(root: &Path) -> Result<Sources, Diagnostics> {
    let mut problems = Diagnostics::default();
    let mut files = Vec::new();
    let mut ignored = Vec::new();
    let listing = match fs::read_dir(root) {
        Ok(listing) => listing,
        Err(error) => {
            problems.push(unreadable(&display(root), &error));
            return Err(problems);
        }
    };
    for entry in listing {
        let path = match entry {
            Ok(entry) => entry.path(),
            Err(error) => {
                problems.push(unreadable(&display(root), &error));
                continue;
            }
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.extension().is_some_and(|extension| extension == "yml") {
            ignored.push(display(&path));
        }
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        match fs::read(&path) {
            Ok(bytes) => files.push(SourceFile::from_bytes(name, display(&path), bytes)),
            Err(error) => problems.push(unreadable(&display(&path), &error)),
        }
    }
    problems.into_result(Sources::new(files).with_ignored(ignored))
}

/// A path as shown in diagnostics, the same on all platforms.
fn display(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

fn unreadable(path: &str, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(Code::Unreadable, format!("cannot read `{path}`: {error}"))
        .help("a schema is a folder of UTF-8 `.yaml` files, including `api.yaml`")
}
