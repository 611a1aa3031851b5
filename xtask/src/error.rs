//! Errors of commands, and the exit codes.
//!
//! Used by all other modules except `args`. Depends on nothing else in this program.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use gitpod_codegen::{Diagnostics, RenderBug, Sources};

/// How a run ended. Scripts rely on the exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Exit code 0.
    Success,
    /// Exit code 1: the schema, the disk or the generated files have a problem.
    Failure,
    /// Exit code 2: wrong usage.
    Usage,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Success => 0,
            Outcome::Failure => 1,
            Outcome::Usage => 2,
        })
    }
}

/// A file in the way that is not generated.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// The path, relative to the root.
    pub(crate) path: String,
    /// The evidence that it is not generated.
    pub(crate) reason: String,
}

/// An error of a command.
#[derive(Debug)]
pub(crate) enum Error {
    /// No workspace was found.
    NoWorkspace,
    /// The schema has errors.
    Schema {
        /// The diagnostics.
        problems: Diagnostics,
        /// The text that they refer to.
        sources: Sources,
    },
    /// The generator has a bug.
    Bug(RenderBug),
    /// Files that are not generated are in the way.
    Refused(Vec<Refusal>),
    /// An I/O error.
    Disk {
        /// The operation, such as `read`.
        action: &'static str,
        /// The file, folder or program.
        path: PathBuf,
        /// The error of the system.
        error: io::Error,
    },
    /// An argument cannot be used as the disk is.
    Argument {
        /// The problem.
        message: String,
        /// What can be used.
        help: &'static str,
    },
    /// A program that a command needs has failed.
    Tool {
        /// The problem.
        message: String,
        /// How to fix it.
        help: &'static str,
    },
}

impl Error {
    /// Mistakes of a schema none of which has a place, because its folder cannot be listed. For
    /// `map_err`.
    pub(crate) fn unlisted(problems: Diagnostics) -> Self {
        Self::Schema { problems, sources: Sources::default() }
    }

    /// Adds an operation and a path to an I/O error, for `map_err`.
    pub(crate) fn disk(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::Disk { action, path: path.to_owned(), error }
    }
}
