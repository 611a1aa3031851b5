//! `conformance`: compares the program `gitpod-api` with implementations that are not ours.
//!
//! What is compared and how is written in Python, beside this crate in `conformance/`, because
//! the other side is. Here that side is installed and the two are brought together.

mod environment;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use gitpod_codegen::export::{self, ProtoRules};

use crate::Outcome;
use crate::disk::Disk;
use crate::error::Error;
use crate::plan::Plan;
use crate::scope::Scope;
use crate::workspace::Workspace;
use crate::write;
use environment::Environment;

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
    let program = build(workspace.root())?;
    let folder = scratch(&program)?;
    let protos = folder.join("proto");
    export_to(&protos, &workspace)?;
    let scripts = workspace.root().join(SCRIPTS);
    let environment = Environment::at(folder.join("venv"), &scripts.join("requirements.txt"))?;
    let mut python = Command::new(environment.python());
    // Nothing is left beside the scripts, and what is printed is seen at once.
    python.arg("-B").arg("-u").arg(scripts.join("main.py"));
    python.arg("--protos").arg(protos).arg("--program").arg(program);
    python.args(["--count", &extent.count.to_string(), "--seed", &extent.seed.to_string()]);
    let status = python.status().map_err(Error::disk("run", environment.python()))?;
    Ok(if status.success() { Outcome::Fine } else { Outcome::Problem })
}

/// Builds the program and says where it is.
fn build(root: &Path) -> Result<PathBuf, Error> {
    let cargo = env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from);
    let output = Command::new(&cargo)
        .args(["build", "--quiet", "--locked", "--package", "gitpod-api-cli"])
        .arg("--message-format=json-render-diagnostics")
        .current_dir(root)
        .stderr(Stdio::inherit())
        .output()
        .map_err(Error::disk("run", &cargo))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let program = text.lines().filter_map(executable).next_back();
    program.filter(|_| output.status.success()).ok_or_else(|| Error::Tool {
        message: "the program `gitpod-api` cannot be built".to_owned(),
        help: "it is what is compared; `cargo build --package gitpod-api-cli` has to work",
    })
}

/// The path in a message of cargo that tells of a program.
fn executable(message: &str) -> Option<PathBuf> {
    let message: serde_json::Value = serde_json::from_str(message).ok()?;
    let name = message.pointer("/target/name")?;
    let path = message.get("executable")?.as_str()?;
    (name == "gitpod-api").then(|| path.into())
}

/// A folder of our own in the one that cargo builds into.
fn scratch(program: &Path) -> Result<PathBuf, Error> {
    // The program is in the folder of a profile.
    let target = program.ancestors().nth(2).unwrap_or(program);
    let folder = target.join("conformance");
    fs::create_dir_all(&folder).map_err(Error::disk("create", &folder))?;
    Ok(folder)
}

/// Brings exported files up to date.
fn export_to(folder: &Path, workspace: &Workspace) -> Result<(), Error> {
    let wanted = export::proto(&workspace.api(workspace.sources()?)?, ProtoRules::Written);
    let scope = Scope::Export(&wanted);
    let plan = Plan::new(&wanted, Disk::read(folder, scope)?, scope).allowed()?;
    write::apply(&plan, folder, |_| {})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_found_in_what_cargo_says() {
        let artifact = |name: &str, path: &str| {
            format!(
                r#"{{"reason":"compiler-artifact","target":{{"name":"{name}"}},"executable":{path}}}"#
            )
        };
        let found = executable(&artifact("gitpod-api", r#""/t/debug/gitpod-api""#));
        assert_eq!(found, Some("/t/debug/gitpod-api".into()));
        // The library of the same name has no executable.
        assert_eq!(executable(&artifact("gitpod-api", "null")), None);
        assert_eq!(executable(&artifact("other", r#""/t/debug/other""#)), None);
        assert_eq!(executable(r#"{"reason":"build-finished","success":true}"#), None);
        assert_eq!(executable("warning: not JSON"), None);
    }
}
