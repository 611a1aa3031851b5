//! The text of errors: one line, or all fields with `{:#?}`.

use std::fmt::{self, Write};

use super::Error;
use super::report::without_control;

/// A single line with the RPC, the code, the message, the number of attempts if greater than 1, and
/// the hint.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = self.method() {
            write!(f, "{}: ", path.trim_start_matches('/'))?;
        }
        write!(f, "{}", self.code())?;
        if !self.message().is_empty() {
            f.write_str(": ")?;
            self.message().chars().try_for_each(|char| f.write_char(without_control(char)))?;
        }
        if let Some(attempts) = self.attempts().filter(|attempts| *attempts > 1) {
            write!(f, " (after {attempts} attempts)")?;
        }
        if let Some(waited) = self.waited() {
            write!(f, " ({waited})")?;
        }
        if let Some(hint) = self.hint() {
            write!(f, "; {hint}")?;
        }
        Ok(())
    }
}

/// The line of `Display`, so that `main` can return the error; with `{:#?}`, all fields that are set.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !f.alternate() {
            return fmt::Display::fmt(self, f);
        }
        let mut out = f.debug_struct("Error");
        if let Some(path) = self.method() {
            out.field("method", &path);
        }
        out.field("code", &self.code()).field("message", &self.message());
        if !self.details().is_empty() {
            out.field("details", &self.details());
        }
        if !self.metadata().is_empty() {
            out.field("metadata", self.metadata());
        }
        self.report().debug_fields(&mut out);
        if let Some(source) = &self.0.source {
            out.field("source", source);
        }
        out.finish()
    }
}
