//! Runs protoc, whose descriptors the generators of the peers read.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Writes the descriptors of proto files and of their imports to `out`, with comments.
///
/// # Errors
///
/// If protoc does not start or rejects a file.
pub fn describe(protos: &Path, files: &[PathBuf], out: &Path) -> Result<(), Box<dyn Error>> {
    let status = Command::new(protoc_bin_vendored::protoc_bin_path()?)
        .args(["--include_imports", "--include_source_info"])
        .arg(format!("--descriptor_set_out={}", out.display()))
        .arg(format!("--proto_path={}", protos.display()))
        .arg(format!("--proto_path={}", protoc_bin_vendored::include_path()?.display()))
        .args(files)
        .status()?;
    if status.success() { Ok(()) } else { Err(format!("protoc failed: {status}").into()) }
}
