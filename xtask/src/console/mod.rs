//! Output: text for people, or one JSON object per line for programs.
//!
//! Used by `main`, `args` and the commands. Depends on `disk`, for the plans that it prints, and on
//! `error`. It reads neither the schema nor the disk.

mod diff;
mod paint;
mod report;
mod wrap;

use std::io::{self, Write};

pub(crate) use paint::{Color, Paint};
pub(crate) use report::{Counts, Format, Report};
pub(crate) use wrap::wrap;

/// Writes a line to standard output. A closed output is ignored; the exit code still counts.
pub(crate) fn print(line: &str) {
    let _ = writeln!(io::stdout().lock(), "{line}");
}

/// Writes a line to standard error.
pub(crate) fn print_error(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}
