//! Compares published versions of an API: what `diff` says of their schemas with what their descriptors
//! show.
//!
//! The descriptors are those of the PyPI package `gitpod-sdk`. The schemas are drafted from them, and
//! the script `history/changes.py` compares the descriptors themselves, item by item.
//!
//! Used by `conformance`. Depends on `console`, `draft`, `environment`, `error` and `workspace`.

mod decided;
mod matching;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use gitpod_codegen::compare::{State, compare};
use gitpod_codegen::load;

use crate::console;
use crate::draft::{Draft, Drafting, Input};
use crate::environment::Python;
use crate::error::{Error, Outcome};
use crate::workspace::Workspace;
use matching::Shown;

/// The versions, from old to new. Each has a file with requirements.
const VERSIONS: [&str; 3] = ["1.0.1", "1.1.0", "1.2.0"];

/// The Python package with the generated modules, which is also the protobuf package.
const PACKAGE: &str = "gitpod.v1";

/// The script that writes the descriptors of an installed package.
const DESCRIPTORS: &str = "xtask/audit/package_descriptors.py";

/// A version of the API.
struct Version {
    name: &'static str,
    python: Python,
    descriptors: PathBuf,
    state: State,
    /// The full names of the types that the schema leaves out.
    left_out: Vec<String>,
}

/// Compares each version with the one before.
pub(super) fn run(scripts: &Path, folder: &Path, workspace: &Workspace) -> Result<Outcome, Error> {
    let scripts = scripts.join("history");
    let folder = folder.join("history");
    fs::create_dir_all(&folder).map_err(Error::disk("create", &folder))?;
    let drafting = Drafting::new(workspace)?;
    let mut outcome = Outcome::Success;
    let mut before: Option<Version> = None;
    for name in VERSIONS {
        let version = version(name, &scripts, &folder, &drafting, workspace)?;
        if let Some(before) = &before {
            let differences = step(before, &version, &scripts.join("changes.py"))?;
            for difference in &differences {
                console::print_error(&format!("error: {difference}"));
                outcome = Outcome::Failure;
            }
        }
        before = Some(version);
    }
    Ok(outcome)
}

/// Installs a version, and drafts its schema.
fn version(
    name: &'static str,
    scripts: &Path,
    folder: &Path,
    drafting: &Drafting,
    workspace: &Workspace,
) -> Result<Version, Error> {
    let folder = folder.join(name);
    let python = Python::at(&folder.join("venv"), &scripts.join(format!("{name}.txt")))?;
    let mut script = python.script(&workspace.root().join(DESCRIPTORS));
    let set = output(script.arg(PACKAGE), "the package does not have its descriptors")?;
    let descriptors = folder.join("descriptors.binpb");
    fs::write(&descriptors, set).map_err(Error::disk("write", &descriptors))?;
    let schema = folder.join("schema");
    if schema.exists() {
        fs::remove_dir_all(&schema).map_err(Error::disk("delete", &schema))?;
    }
    let input = Input::Descriptors { file: descriptors.clone(), package: PACKAGE.to_owned() };
    // The rules would reject the examples of a draft.
    let request =
        Draft { input, out: Some(schema.clone()), without_rules: true, ..Draft::default() };
    let drafted = drafting.run(&request)?;
    if drafted.outcome != Outcome::Success {
        let message = drafted.errors.trim().to_owned();
        return Err(Error::Tool { message, help: "`xtask/draft` does not take the descriptors" });
    }
    decided::write_api(PACKAGE, &schema)?;
    let sources = load(&schema).map_err(Error::unlisted)?;
    let (state, left_out) = decided::state(sources)?;
    Ok(Version { name, python, descriptors, state, left_out })
}

/// Compares two versions. Returns the differences.
fn step(old: &Version, new: &Version, script: &Path) -> Result<Vec<String>, Error> {
    let mut script = new.python.script(script);
    script.arg(&old.descriptors).arg(&new.descriptors).arg(PACKAGE);
    let text = output(&mut script, "the descriptors cannot be compared")?;
    let shown = Shown::parse(&String::from_utf8_lossy(&text)).ok_or_else(|| Error::Tool {
        message: "the result of `changes.py` is not as expected".to_owned(),
        help: "`xtask/src/conformance/history/matching.rs` reads it",
    })?;
    let found = compare(&old.state, &new.state).changes;
    let left_out = [old, new].map(|version| version.left_out.as_slice()).concat();
    let differences = matching::differences(&shown, &found, &left_out);
    console::print(&format!(
        "history: {} to {}: {} items, {} changes, {} differences",
        old.name,
        new.name,
        shown.items,
        found.len(),
        differences.len()
    ));
    for change in &found {
        console::print(&format!("  {} {}", change.rule.id(), change.item));
    }
    Ok(differences)
}

/// Runs a script and returns what it prints.
fn output(script: &mut Command, help: &'static str) -> Result<Vec<u8>, Error> {
    let output = script.output().map_err(Error::disk("run", script.get_program().as_ref()))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(Error::Tool { message, help })
}
