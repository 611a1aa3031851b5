//! The files that a run with `--save` writes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::measure::Measured;
use super::record::Record;
use super::row::Row;
use super::{page, rows, work};
use crate::error::Error;
use crate::workspace::Workspace;

/// The committed results.
const RESULTS: &str = "bench/results.json";

/// Results that are written after each row, so that a run that is stopped keeps what it has measured.
pub(super) struct Saved(Option<Files>);

struct Files {
    root: PathBuf,
    record: Record,
    conditions: String,
}

impl Saved {
    /// Opens the committed results; nothing is written unless `save`.
    pub(super) fn open(workspace: &Workspace, save: bool) -> Result<Self, Error> {
        if !save {
            return Ok(Self(None));
        }
        let root = workspace.root().to_owned();
        let record = Record::read(&root.join(RESULTS))?;
        let conditions = conditions(&root)?;
        Ok(Self(Some(Files { root, record, conditions })))
    }

    /// Replaces the results of a row and writes the files.
    pub(super) fn add(&mut self, row: &Row, measured: &Measured) -> Result<(), Error> {
        let Some(files) = &mut self.0 else { return Ok(()) };
        files.record.insert(row, measured, &files.conditions);
        files.record.write(&files.root.join(RESULTS))?;
        let lock = files.root.join("bench/Cargo.lock");
        let lock = fs::read_to_string(&lock).map_err(Error::disk("read", &lock))?;
        let rows = rows::all();
        write(&files.root.join("BENCHMARKS.md"), &page::markdown(&rows, &files.record, &lock)?)?;
        write(&files.root.join("BENCHMARKS.svg"), &page::chart(&rows, &files.record)?)
    }
}

fn write(path: &Path, text: &str) -> Result<(), Error> {
    fs::write(path, text).map_err(Error::disk("write", path))
}

/// The compiler, the processor and the commit.
fn conditions(root: &Path) -> Result<String, Error> {
    let rustc = work::output(Command::new("rustc").arg("--version"))?;
    let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model =
        processors.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or("an unknown processor", |(_, model)| model);
    let count = std::thread::available_parallelism().map_or(1, usize::from);
    let mut git = Command::new("git");
    let commit = work::output(git.arg("-C").arg(root).args(["describe", "--always", "--dirty"]))?;
    Ok(format!("Commit {}, {}, {count} processors: {model}", commit.trim(), rustc.trim()))
}
