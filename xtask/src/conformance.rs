//! `conformance`: compares the program `gitpod-api` with implementations that are not ours.
//!
//! What is compared and how is written in Python, beside this crate in `conformance/`, because
//! the other side is. Here that side is installed and the two are brought together.

use std::path::Path;

use gitpod_codegen::export::ProtoRules;

use crate::Outcome;
use crate::environment::Python;
use crate::error::Error;
use crate::export;
use crate::program::{GITPOD_API, scratch};
use crate::workspace::Workspace;

/// The scripts and the list of what they need.
const SCRIPTS: &str = "xtask/conformance";

/// How much is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Extent {
    /// How many messages.
    pub(crate) count: u32,
    /// What they follow from.
    pub(crate) seed: u64,
}

impl Default for Extent {
    fn default() -> Self {
        Self { count: 20_000, seed: 1 }
    }
}

/// Compares on generated messages of every type.
pub(crate) fn conformance(extent: Extent, root: Option<&Path>) -> Result<Outcome, Error> {
    let workspace = Workspace::find(root)?;
    let program = GITPOD_API.build(workspace.root())?;
    let folder = scratch(&program, "conformance")?;
    let protos = folder.join("proto");
    export::keep(&protos, ProtoRules::Written, &workspace)?;
    let scripts = workspace.root().join(SCRIPTS);
    let python = Python::at(&folder.join("venv"), &scripts.join("requirements.txt"))?;
    let mut script = python.script(&scripts.join("main.py"));
    script.arg("--protos").arg(protos).arg("--program").arg(program);
    script.args(["--count", &extent.count.to_string(), "--seed", &extent.seed.to_string()]);
    let status = script.status().map_err(Error::disk("run", script.get_program().as_ref()))?;
    Ok(if status.success() { Outcome::Fine } else { Outcome::Problem })
}
