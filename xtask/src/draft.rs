//! `draft`: drafts schema files from the proto files of an API.
//!
//! The converter is written in Python, in the folder `draft/` of this crate, because protobuf's
//! descriptors come with its Python package. This module installs that and starts it.
//!
//! Used by `main`, `args` and `conformance`. Depends on `environment`, `error` and `workspace`.

use std::path::{Path, PathBuf};
use std::{env, iter};

use crate::environment::Python;
use crate::error::{Error, Outcome};
use crate::workspace::{Workspace, scratch};

/// The folder of the converter and of its requirements.
const SCRIPTS: &str = "xtask/draft";

/// What to draft.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Draft {
    /// The proto files, relative to one of the folders.
    pub(crate) protos: Vec<String>,
    /// The folders in which proto files and their imports are looked up.
    pub(crate) include: Vec<PathBuf>,
    /// The folder to write to.
    pub(crate) out: PathBuf,
}

/// Writes a schema file for each proto file.
pub(crate) fn draft(draft: &Draft, root: Option<&Path>) -> Result<Outcome, Error> {
    let workspace = Workspace::find(root)?;
    let program = env::current_exe().map_err(Error::disk("find", Path::new("xtask")))?;
    let scripts = workspace.root().join(SCRIPTS);
    let venv = scratch(&program, "draft")?.join("venv");
    let python = Python::at(&venv, &scripts.join("requirements.txt"))?;
    let mut script = python.script(&scripts.join("main.py"));
    script.arg("--out").arg(&draft.out);
    for folder in &draft.include {
        script.args(iter::once(Path::new("--include")).chain([folder.as_path()]));
    }
    script.arg("--").args(&draft.protos);
    let status = script.status().map_err(Error::disk("run", script.get_program().as_ref()))?;
    Ok(if status.success() { Outcome::Success } else { Outcome::Failure })
}
