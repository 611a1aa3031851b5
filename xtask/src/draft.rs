//! `draft`: drafts schema files from the proto files or the descriptors of an API.
//!
//! The converter is written in Python, in the folder `draft/` of this crate, because protobuf's
//! descriptors come with its Python package. This module installs that and starts it.
//!
//! Used by `main`, `args`, `audit` and `conformance`. Depends on `environment`, `error` and
//! `workspace`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, iter};

use crate::environment::Python;
use crate::error::{Error, Outcome};
use crate::workspace::{Workspace, scratch};

/// The folder of the converter and of its requirements.
const SCRIPTS: &str = "xtask/draft";

/// What to draft.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Draft {
    /// The API.
    pub(crate) input: Input,
    /// The folder to write to; `None` to print `items`.
    pub(crate) out: Option<PathBuf>,
    /// The names of the services, RPCs, messages and enums to print.
    pub(crate) items: Vec<String>,
    /// Whether the descriptions are left to be written.
    pub(crate) todo: bool,
    /// Whether validation rules are left out.
    pub(crate) without_rules: bool,
}

/// The API to draft a schema of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    /// Proto files.
    Protos {
        /// The files, relative to one of the folders.
        protos: Vec<String>,
        /// The folders in which proto files and their imports are looked up.
        include: Vec<PathBuf>,
    },
    /// A package of a `FileDescriptorSet`.
    Descriptors {
        /// The file with the set.
        file: PathBuf,
        /// The protobuf package.
        package: String,
    },
}

impl Default for Input {
    fn default() -> Self {
        Self::Protos { protos: Vec::new(), include: Vec::new() }
    }
}

/// Writes a schema file for each proto file.
pub(crate) fn draft(draft: &Draft, root: Option<&Path>) -> Result<Outcome, Error> {
    let mut script = Drafting::new(&Workspace::find(root)?)?.script(draft);
    let status = script.status().map_err(Error::disk("run", script.get_program().as_ref()))?;
    Ok(outcome(status.success()))
}

/// The installed converter.
#[derive(Debug)]
pub(crate) struct Drafting {
    python: Python,
    main: PathBuf,
}

/// The result of a run whose output is captured.
#[derive(Debug)]
pub(crate) struct Drafted {
    pub(crate) outcome: Outcome,
    /// The YAML of the items that were asked for.
    pub(crate) text: String,
    /// The error, or what was left out, one line each.
    pub(crate) errors: String,
}

impl Drafting {
    /// Installs the packages that the converter needs, unless they are installed.
    pub(crate) fn new(workspace: &Workspace) -> Result<Self, Error> {
        let program = env::current_exe().map_err(Error::disk("find", Path::new("xtask")))?;
        let scripts = workspace.root().join(SCRIPTS);
        let venv = scratch(&program, "draft")?.join("venv");
        let python = Python::at(&venv, &scripts.join("requirements.txt"))?;
        Ok(Self { python, main: scripts.join("main.py") })
    }

    /// Runs the converter and captures its output.
    pub(crate) fn run(&self, draft: &Draft) -> Result<Drafted, Error> {
        let mut script = self.script(draft);
        let output = script.output().map_err(Error::disk("run", script.get_program().as_ref()))?;
        Ok(Drafted {
            outcome: outcome(output.status.success()),
            text: String::from_utf8_lossy(&output.stdout).into_owned(),
            errors: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    }

    fn script(&self, draft: &Draft) -> Command {
        let Draft { input, out, items, todo, without_rules } = draft;
        let mut script = self.python.script(&self.main);
        script.args(todo.then_some("--todo")).args(without_rules.then_some("--without-rules"));
        for item in items {
            script.args(["--item", item]);
        }
        if let Some(out) = out {
            script.arg("--out").arg(out);
        }
        match input {
            Input::Descriptors { file, package } => {
                script.arg("--descriptors").arg(file).args(["--package", package]);
            }
            Input::Protos { protos, include } => {
                for folder in include {
                    script.args(iter::once(Path::new("--include")).chain([folder.as_path()]));
                }
                script.arg("--").args(protos);
            }
        }
        script
    }
}

fn outcome(is_success: bool) -> Outcome {
    if is_success { Outcome::Success } else { Outcome::Failure }
}
