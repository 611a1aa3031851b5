//! Why a command could not do its work.

use std::io;
use std::path::{Path, PathBuf};

use gitpod_codegen::{Diagnostics, RenderBug, Sources};

use crate::plan::Refusal;

/// Why a command could not do its work.
#[derive(Debug)]
pub(crate) enum Error {
    /// The folder to work in cannot be found.
    NoWorkspace,
    /// The schema has mistakes.
    Schema {
        /// All of them.
        problems: Diagnostics,
        /// The text that they point into.
        sources: Sources,
    },
    /// The generator has a bug.
    Bug(RenderBug),
    /// Files that are not the tool's are in the way.
    Refused(Vec<Refusal>),
    /// The disk does not do as it is told.
    Disk {
        /// What was tried, such as `read`.
        action: &'static str,
        /// With what.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// A program that a command needs does not do its work.
    Tool {
        /// What is wrong.
        message: String,
        /// What to do about it.
        help: &'static str,
    },
}

impl Error {
    /// Says what was tried with a path when the system refused, for `map_err`.
    pub(crate) fn disk(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::Disk { action, path: path.to_owned(), error }
    }
}
