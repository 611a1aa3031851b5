//! Temporary files, which replace files atomically and may survive a killed run.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

/// The suffix of temporary files.
const SUFFIX: &str = ".xtask-tmp";

/// Whether a file name is that of a temporary file.
pub(super) fn is_leftover(name: &str) -> bool {
    name.starts_with('.') && name.ends_with(SUFFIX)
}

/// Creates a new file in the folder of `path`.
pub(super) fn create_temporary(path: &Path) -> io::Result<(PathBuf, File)> {
    static COUNTER: AtomicU32 = AtomicU32::new(0);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    loop {
        let unique = format!("{}-{}", process::id(), COUNTER.fetch_add(1, Ordering::Relaxed));
        let temporary = path.with_file_name(format!(".{name}.{unique}{SUFFIX}"));
        match File::create_new(&temporary) {
            // The same process id on another machine with a shared disk, or in a container.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
            Ok(file) => return Ok((temporary, file)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn temporary_files_are_recognized() {
        let folder = std::env::temp_dir();
        let target = folder.join("lib.rs");
        let (first, _) = create_temporary(&target).unwrap();
        let (second, _) = create_temporary(&target).unwrap();
        assert_ne!(first, second);
        for path in [first, second] {
            fs::remove_file(&path).unwrap();
            assert_eq!(path.parent(), Some(folder.as_path()));
            assert!(is_leftover(path.file_name().unwrap().to_str().unwrap()));
        }
        assert!(!is_leftover("lib.rs") && !is_leftover("notes.xtask-tmp"));
    }
}
