//! What the user sees. Nothing here panics when nobody listens, as `println!` does.

use std::fmt;
use std::io::{self, Write};

use gitpod_api::Violations;

use crate::error::Error;

/// Writes text and the end of its last line to the standard output.
pub(crate) fn say(text: &str) -> Result<(), Error> {
    write(text.as_bytes())
}

/// Writes bytes and a newline to the standard output.
pub(crate) fn write(line: &[u8]) -> Result<(), Error> {
    let mut out = io::stdout().lock();
    out.write_all(line)
        .and_then(|()| out.write_all(b"\n"))
        .and_then(|()| out.flush())
        .map_err(Error::Output)
}

/// Tells a problem on the standard error.
pub(crate) fn complain(problem: impl fmt::Display) {
    // There is nowhere left to say that this did not work.
    let _ = writeln!(io::stderr().lock(), "{problem}");
}

/// Tells rules of the schema that a message breaks, one line each, on the standard error.
pub(crate) fn complain_of(violations: &Violations) {
    for violation in violations {
        complain(format_args!("violation: {violation}"));
    }
}
