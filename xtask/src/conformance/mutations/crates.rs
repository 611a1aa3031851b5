//! The crates of edited schemas, and what a judge says of each.
//!
//! Each edited schema gets a crate of its own, beside one that uses every public item of the crate
//! before the edit. All are in one workspace, so that one run of cargo builds them. Used by `evolution`
//! and `semver`. Depends on `comparison`, `downstream`, `mutants` and `reasons`, and on `console`,
//! `error` and `workspace`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use gitpod_codegen::ir::Api;
use gitpod_codegen::{Templates, Tree, emit, render};

use super::comparison::{self, Said};
use super::document::Document;
use super::mutants::{self, Mutant, Numbers};
use super::reasons::{Judge, Reasons};
use super::report::title;
use super::{SMALL, downstream, load_schema};
use crate::console;
use crate::error::{Error, Outcome};
use crate::workspace::Workspace;

/// The maximum number of edits of each kind.
const fn most(is_additive: bool) -> usize {
    // Those that code must not notice have more forms.
    if is_additive { 6 } else { 2 }
}

/// The file of the small schema that is left out, because it takes most of the time.
const LEFT_OUT: &str = "shapes.yaml";

/// An edited schema.
struct Case {
    mutant: Mutant,
    said: Said,
    /// Whether its crate differs, so that there is one.
    has_crate: bool,
}

/// Stands for the number of the schema before the edits.
pub(super) const BASE: &str = "base";

/// The name of the crate that is generated from a schema.
pub(super) fn generated(number: impl Display) -> String {
    format!("m{number}")
}

/// The name of the crate that uses the one that is generated from a schema.
pub(super) fn user(number: impl Display) -> String {
    format!("u{number}")
}

/// The crates.
pub(super) struct Crates {
    /// The folder of their workspace.
    pub(super) folder: PathBuf,
    cases: Vec<Case>,
    /// The number of edits that change no crate.
    same: usize,
}

impl Crates {
    /// Generates the crates, and compares the schemas.
    pub(super) fn generate(
        seed: u64,
        scripts: &Path,
        folder: &Path,
        workspace: &Workspace,
    ) -> Result<Self, Error> {
        let folder = folder.join("evolution");
        let document = document(scripts)?;
        let state = mutants::state(&document).map_err(unusable)?;
        let templates = Templates::embedded().map_err(Error::Bug)?;
        let before = render(&emit(&state.api), &templates).map_err(Error::Bug)?;
        prepare(&state.api, &before, &folder, workspace)?;
        let singles = mutants::singles(&document);
        let mut crates = Self { folder, cases: Vec::new(), same: 0 };
        let mut tried: BTreeMap<&str, usize> = BTreeMap::new();
        for mutant in mutants::sampled(singles, usize::MAX, &mut Numbers(seed)) {
            let of_kind = tried.entry(mutant.kind()).or_default();
            let is_additive =
                ["added", "deprecated"].iter().any(|word| mutant.kind().contains(word));
            if *of_kind == most(is_additive) {
                continue;
            }
            let Some(Ok(edited)) = mutant.apply(&document).map(|edited| mutants::state(&edited))
            else {
                continue;
            };
            *of_kind += 1;
            let after = render(&emit(&edited.api), &templates).map_err(Error::Bug)?;
            let said = comparison::compare(&state, &edited);
            if after == before {
                crates.same += 1;
                // The same crate breaks no code.
                if said.changes.iter().any(|change| change.rust) {
                    crates.cases.push(Case { mutant, said, has_crate: false });
                }
                continue;
            }
            write(&after, crates.cases.len(), &crates.folder)?;
            crates.cases.push(Case { mutant, said, has_crate: true });
        }
        Ok(crates)
    }

    /// The numbers of the edited schemas that have a crate.
    pub(super) fn numbers(&self) -> impl Iterator<Item = usize> {
        self.cases.iter().enumerate().filter(|(_, case)| case.has_crate).map(|(number, _)| number)
    }

    /// A command that runs cargo on the workspace.
    pub(super) fn cargo(&self, command: &str) -> Command {
        let mut cargo = Command::new("cargo");
        cargo.args([command, "--workspace", "--quiet"]).current_dir(&self.folder);
        cargo.env("CARGO_TARGET_DIR", self.target()).env("CARGO_INCREMENTAL", "0");
        cargo.stdin(Stdio::null());
        cargo
    }

    /// The target folder of the workspace.
    pub(super) fn target(&self) -> PathBuf {
        self.folder.join("target")
    }

    /// Compares complaints of a judge, by the number of the edited schema, with the verdicts on Rust
    /// code, and prints the differences.
    pub(super) fn report(
        &self,
        part: &str,
        judge: Judge,
        complaints: &BTreeMap<usize, String>,
    ) -> Outcome {
        let mut reasons = Reasons::new(&[judge]);
        let mut unexplained = 0;
        for (number, case) in self.cases.iter().enumerate() {
            let theirs = complaints.get(&number);
            let ours = case.said.changes.iter().any(|change| change.rust);
            if ours == theirs.is_some() || reasons.explain(judge, ours, &case.mutant) {
                continue;
            }
            unexplained += 1;
            console::print(&format!("difference: {}", title(&case.mutant)));
            for change in &case.said.changes {
                console::print(&format!("  comparison {} {}", change.rule, change.message));
            }
            console::print(&format!("  it says    rust {}", if ours { "breaks" } else { "ok" }));
            let theirs = theirs.map_or("accepts it", String::as_str);
            console::print(&format!("  {:<10} {theirs}", judge.name()));
        }
        let kinds: BTreeSet<&str> = self.cases.iter().map(|case| case.mutant.kind()).collect();
        console::print(&format!(
            "{part}: {} crates of {} kinds of edits, {} without a difference; {} rejected; {} listed \
             differences, {unexplained} others",
            self.cases.len(),
            kinds.len(),
            self.same,
            complaints.len(),
            reasons.hits(),
        ));
        let unused = reasons.report();
        if unexplained == 0 && unused == 0 { Outcome::Success } else { Outcome::Failure }
    }
}

fn unusable(code: String) -> Error {
    let message = format!("the small schema has the mistake {code}");
    Error::Tool { message, help: "fix `xtask/conformance/evolution/schema`" }
}

/// The small schema without the file that is left out.
fn document(scripts: &Path) -> Result<Document, Error> {
    let mut document = load_schema(&scripts.join(SMALL))?;
    document.files.retain(|file| file.name != LEFT_OUT);
    for file in document.files.iter_mut().filter(|file| file.name == "api.yaml") {
        file.root.remove_item("files", LEFT_OUT);
    }
    Ok(document)
}

/// Creates the workspace with the crate that uses everything.
fn prepare(api: &Api, before: &Tree, folder: &Path, workspace: &Workspace) -> Result<(), Error> {
    let target = folder.join("target");
    // The target folder stays, because it holds the dependencies.
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path() != target && entry.path().is_dir() {
            fs::remove_dir_all(entry.path()).map_err(Error::disk("delete", &entry.path()))?;
        }
    }
    fs::create_dir_all(folder).map_err(Error::disk("create", folder))?;
    let root = workspace.root().canonicalize().map_err(Error::disk("find", workspace.root()))?;
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\"m*\", \"u*\"]\n\n[workspace.dependencies]\n\
         gitpod-runtime = {{ path = {:?} }}\n\n[workspace.lints.rust]\nunexpected_cfgs = \"allow\"\n",
        root.join("runtime")
    );
    put(&folder.join("Cargo.toml"), &manifest)?;
    put(&folder.join("use.rs"), &downstream::text(api))?;
    let lock = root.join("Cargo.lock");
    fs::copy(&lock, folder.join("Cargo.lock")).map_err(Error::disk("copy", &lock))?;
    write(before, BASE, folder)
}

/// Writes a generated crate and the one that uses it.
fn write(tree: &Tree, number: impl Display, folder: &Path) -> Result<(), Error> {
    let (name, user) = (generated(&number), user(&number));
    for (path, text) in tree.iter().filter(|(path, _)| path.ends_with(".rs")) {
        put(&folder.join(&name).join(path), text)?;
    }
    let package = |name: &str| {
        format!("[package]\nname = \"{name}\"\nedition = \"2024\"\n\n[lints]\nworkspace = true\n\n")
    };
    let manifest = format!("{}[dependencies]\ngitpod-runtime.workspace = true\n", package(&name));
    put(&folder.join(&name).join("Cargo.toml"), &manifest)?;
    let manifest = format!(
        "{}[lib]\npath = \"../use.rs\"\n\n[dependencies]\n{} = {{ package = \"{name}\", path = \
         \"../{name}\" }}\n",
        package(&user),
        downstream::DEPENDENCY
    );
    put(&folder.join(user).join("Cargo.toml"), &manifest)
}

fn put(path: &Path, text: &str) -> Result<(), Error> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(Error::disk("create", parent))?;
    }
    fs::write(path, text).map_err(Error::disk("write", path))
}
