//! The first stage: reads the schema files. The only module that accesses the file system.
//! Depends on `source`, `diagnostics` and `parallel`.

mod file;

use std::fs;
use std::io;
use std::path::Path;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::parallel;
use crate::source::{SourceFile, Sources};

pub use file::read_regular;

/// The maximum size of a schema file, in bytes: 16 MiB.
pub const MAX_FILE_SIZE: u64 = 16 << 20;

/// Reads every `*.yaml` file directly in `root`, up to [`MAX_FILE_SIZE`] each. Symbolic links are
/// followed.
///
/// [`crate::parse()`] reports files that cannot be read, that are too large, and that are not UTF-8,
/// so that the others are still checked.
///
/// # Errors
///
/// Returns a diagnostic if the folder cannot be listed.
pub fn load(root: &Path) -> Result<Sources, Diagnostics> {
    list(root).map_err(|error| {
        let message = format!("cannot read `{}`: {error}", display(root));
        let mut problems = Diagnostics::default();
        problems.push(
            Diagnostic::new(Code::Unreadable, message)
                .help("a schema is a folder of UTF-8 `.yaml` files, including `api.yaml`"),
        );
        problems
    })
}

/// Reads one YAML file, which need not be part of a schema.
///
/// [`crate::read_tree`] reports a file that cannot be read.
#[must_use]
pub fn load_file(path: &Path) -> Sources {
    Sources::new(vec![read(path)])
}

fn list(root: &Path) -> io::Result<Sources> {
    let mut paths = Vec::new();
    let mut ignored = Vec::new();
    for entry in fs::read_dir(root)? {
        let path = entry?.path();
        let has_extension = |wanted| path.extension().is_some_and(|extension| extension == wanted);
        if has_extension("yml") {
            ignored.push(display(&path));
        }
        if has_extension("yaml") {
            paths.push(path);
        }
    }
    let files = parallel::map(&paths, |path| read(path));
    Ok(Sources::new(files).with_ignored(ignored))
}

fn read(path: &Path) -> SourceFile {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    match read_regular(path, MAX_FILE_SIZE) {
        Ok(bytes) => SourceFile::from_bytes(name, display(path), bytes),
        Err(unread) => SourceFile::from_unread(name, display(path), unread),
    }
}

/// A path as shown in diagnostics, the same on all platforms.
fn display(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
