//! `conformance`: compares the program `gitpod-api` with other implementations.
//!
//! Messages are compared with protobuf and protovalidate, patterns with RE2.
//! The comparison is written in Python, in the folder `conformance/` of this crate, because the
//! other implementations are. This module installs them and starts it.
//!
//! Used by `main` and `args`. Depends on `environment`, `error`, `export` and `workspace`.

mod patterns;

use std::path::Path;

use gitpod_codegen::export::ProtoRules;

use crate::environment::Python;
use crate::error::{Error, Outcome};
use crate::export;
use crate::workspace::{GITPOD_API, Workspace, scratch};

/// The folder of the scripts and of their requirements.
const SCRIPTS: &str = "xtask/conformance";

/// The messages to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Extent {
    /// The number of messages.
    pub(crate) count: u32,
    /// The seed of the generator.
    pub(crate) seed: u64,
}

impl Default for Extent {
    fn default() -> Self {
        Self { count: 20_000, seed: 1 }
    }
}

/// Runs the comparison on generated messages of every type.
pub(crate) fn conformance(extent: Extent, root: Option<&Path>) -> Result<Outcome, Error> {
    let workspace = Workspace::find(root)?;
    let program = GITPOD_API.build(workspace.root())?;
    let folder = scratch(&program, "conformance")?;
    let protos = folder.join("proto");
    export::proto_quietly(&protos, ProtoRules::Written, &workspace)?;
    let scripts = workspace.root().join(SCRIPTS);
    let python = Python::at(&folder.join("venv"), &scripts.join("requirements.txt"))?;
    let patterns = patterns::compare(&scripts, &python, extent.seed)?;
    let mut script = python.script(&scripts.join("main.py"));
    script.arg("--protos").arg(protos).arg("--program").arg(program);
    script.args(["--count", &extent.count.to_string(), "--seed", &extent.seed.to_string()]);
    let status = script.status().map_err(Error::disk("run", script.get_program().as_ref()))?;
    Ok(if status.success() { patterns } else { Outcome::Failure })
}
