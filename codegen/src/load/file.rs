//! Reads regular files of a limited size. A named pipe would block, and a device would never end.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use crate::source::Unread;

/// Reads a regular file, or the one that a symbolic link leads to.
///
/// At most `limit` bytes and one more are read, even if the file grows meanwhile.
///
/// # Errors
///
/// Returns an error if the file is not regular, is larger than `limit` bytes, or cannot be read.
pub fn read_regular(path: &Path, limit: u64) -> Result<Vec<u8>, Unread> {
    // Opening a named pipe would wait for a writer.
    let size = regular(&fs::metadata(path)?)?;
    if size > limit {
        return Err(Unread::TooLarge { size, limit });
    }
    let file = File::open(path)?;
    regular(&file.metadata()?)?;
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    file.take(limit + 1).read_to_end(&mut bytes)?;
    match u64::try_from(bytes.len()) {
        Ok(size) if size > limit => Err(Unread::TooLarge { size, limit }),
        _ => Ok(bytes),
    }
}

/// The size of a regular file.
fn regular(metadata: &fs::Metadata) -> Result<u64, Unread> {
    match metadata.file_type() {
        kind if kind.is_file() => Ok(metadata.len()),
        kind if kind.is_dir() => Err(Unread::NotRegular("a folder")),
        _ => Err(Unread::NotRegular("a pipe, socket or device")),
    }
}

impl From<io::Error> for Unread {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            _ => Self::Failed(error.to_string()),
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_a_size_is_read_up_to_the_limit() {
        // Files of `/proc` report no size.
        let path = Path::new("/proc/self/maps");
        if path.exists() {
            assert!(read_regular(path, 1 << 20).unwrap().len() > 10);
            let too_large = Unread::TooLarge { size: 11, limit: 10 };
            assert_eq!(read_regular(path, 10), Err(too_large));
        }
    }

    #[test]
    fn the_limit_is_inclusive() {
        let path = std::env::temp_dir().join(format!("limit-{}.yaml", std::process::id()));
        fs::write(&path, "12345").unwrap();
        assert_eq!(read_regular(&path, 5).unwrap(), b"12345");
        assert_eq!(read_regular(&path, 4), Err(Unread::TooLarge { size: 5, limit: 4 }));
        fs::remove_file(&path).unwrap();
        assert_eq!(read_regular(&path, 5), Err(Unread::Missing));
    }

    #[test]
    fn folders_and_devices_are_not_read() {
        for (path, kind) in [("/", "a folder"), ("/dev/zero", "a pipe, socket or device")] {
            assert_eq!(read_regular(Path::new(path), 5), Err(Unread::NotRegular(kind)));
        }
    }
}
