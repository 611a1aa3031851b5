//! Standard output and standard error. Unlike `println!`, nothing here panics when they are closed.
//!
//! Used by the commands and by `error`. Depends on nothing else in this program.

use std::fmt;
use std::io::{self, Write};

use gitpod_api::Violations;

/// Writes text and a newline to standard output.
pub(crate) fn print(text: &str) -> io::Result<()> {
    write(text.as_bytes())
}

/// Writes bytes and a newline to standard output.
pub(crate) fn write(line: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(line)?;
    out.write_all(b"\n")?;
    out.flush()
}

/// Writes bytes to standard output.
pub(crate) fn write_bytes(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

/// Writes a message and a newline to standard error.
pub(crate) fn report(message: impl fmt::Display) {
    // An error that cannot be printed cannot be reported either.
    let _ = writeln!(io::stderr().lock(), "{message}");
}

/// Writes violations of the schema's rules to standard error, one per line.
pub(crate) fn report_violations(violations: &Violations) {
    for violation in violations {
        report(format_args!("violation: {violation}"));
    }
    if violations.is_truncated() {
        report(format_args!("violations: there are more than these {}", violations.len()));
    }
}
