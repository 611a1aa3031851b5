//! Compiles an unchanged crate against the crates of edited schemas.
//!
//! The crate uses every public item of the one that is generated from the schema before the edit. Each
//! edited schema gets a crate of its own in one workspace, and one run of cargo checks them all. Used
//! by `conformance`. Depends on `downstream` and `mutants`, and on `error`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use gitpod_codegen::ir::Api;
use gitpod_codegen::{Templates, Tree, emit, render};
use serde_json::Value;

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

/// An edited schema whose crate differs.
struct Case {
    mutant: Mutant,
    said: Said,
}

/// Compiles, and compares with the verdicts on Rust code.
pub(in crate::conformance) fn run(
    seed: u64,
    scripts: &Path,
    folder: &Path,
    workspace: &Workspace,
) -> Result<Outcome, Error> {
    let folder = folder.join("evolution");
    let document = document(scripts)?;
    let state = mutants::state(&document).map_err(unusable)?;
    let templates = Templates::embedded().map_err(Error::Bug)?;
    let before = render(&emit(&state.api), &templates).map_err(Error::Bug)?;
    prepare(&state.api, &before, &folder, workspace)?;
    let singles = mutants::singles(&document);
    let mut cases = Vec::new();
    let mut same = 0;
    let mut tried: BTreeMap<&str, usize> = BTreeMap::new();
    for mutant in mutants::sampled(singles, usize::MAX, &mut Numbers(seed)) {
        let of_kind = tried.entry(mutant.kind()).or_default();
        let is_additive = ["added", "deprecated"].iter().any(|word| mutant.kind().contains(word));
        if *of_kind == most(is_additive) {
            continue;
        }
        let Some(Ok(edited)) = mutant.apply(&document).map(|edited| mutants::state(&edited)) else {
            continue;
        };
        *of_kind += 1;
        let after = render(&emit(&edited.api), &templates).map_err(Error::Bug)?;
        let said = comparison::compare(&state, &edited);
        if after == before {
            same += 1;
            // The same crate compiles.
            if said.changes.iter().any(|change| change.rust) {
                cases.push(Case { mutant, said });
            }
            continue;
        }
        write(&after, &format!("m{}", cases.len()), &folder)?;
        cases.push(Case { mutant, said });
    }
    let failed = check(&folder)?;
    if let Some(problem) = failed.get(BASE) {
        let message = format!("the crate that uses everything does not compile:\n{problem}");
        return Err(Error::Tool { message, help: "`mutations/downstream.rs` writes it" });
    }
    report(&cases, same, &failed)
}

fn report(
    cases: &[Case],
    same: usize,
    failed: &BTreeMap<String, String>,
) -> Result<Outcome, Error> {
    let mut reasons = Reasons::new(&[Judge::Compiler]);
    let mut unexplained = 0;
    for (number, case) in cases.iter().enumerate() {
        let theirs = failed.get(&format!("u{number}"));
        let ours = case.said.changes.iter().any(|change| change.rust);
        if ours == theirs.is_some() || reasons.explain(Judge::Compiler, ours, &case.mutant) {
            continue;
        }
        unexplained += 1;
        console::print(&format!("difference: {}", title(&case.mutant)));
        for change in &case.said.changes {
            console::print(&format!("  comparison {} {}", change.rule, change.message));
        }
        console::print(&format!("  it says     rust {}", if ours { "breaks" } else { "ok" }));
        console::print(&format!("  compiler   {}", theirs.map_or("accepts it", String::as_str)));
    }
    let kinds: BTreeSet<&str> = cases.iter().map(|case| case.mutant.kind()).collect();
    console::print(&format!(
        "evolution: {} crates of {} kinds of edits compiled, {same} without a difference; {} rejected; {} \
         listed differences, {unexplained} others",
        cases.len(),
        kinds.len(),
        failed.len(),
        reasons.hits(),
    ));
    let unused = reasons.report();
    Ok(if unexplained == 0 && unused == 0 { Outcome::Success } else { Outcome::Failure })
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

/// The name of the crate with the schema before the edits.
const BASE: &str = "ubase";

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
    write(before, "mbase", folder)
}

/// Writes a generated crate and the one that uses it.
fn write(tree: &Tree, name: &str, folder: &Path) -> Result<(), Error> {
    let number = name.trim_start_matches('m');
    for (path, text) in tree.iter().filter(|(path, _)| path.ends_with(".rs")) {
        put(&folder.join(name).join(path), text)?;
    }
    let package = |name: &str| {
        format!("[package]\nname = \"{name}\"\nedition = \"2024\"\n\n[lints]\nworkspace = true\n\n")
    };
    let generated = format!("{}[dependencies]\ngitpod-runtime.workspace = true\n", package(name));
    put(&folder.join(name).join("Cargo.toml"), &generated)?;
    let user = format!(
        "{}[lib]\npath = \"../use.rs\"\n\n[dependencies]\n{} = {{ package = \"{name}\", path = \
         \"../{name}\" }}\n",
        package(&format!("u{number}")),
        downstream::DEPENDENCY
    );
    put(&folder.join(format!("u{number}")).join("Cargo.toml"), &user)
}

fn put(path: &Path, text: &str) -> Result<(), Error> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(Error::disk("create", parent))?;
    }
    fs::write(path, text).map_err(Error::disk("write", path))
}

/// Checks all crates. Returns the first error of each crate that does not compile.
fn check(folder: &Path) -> Result<BTreeMap<String, String>, Error> {
    let mut cargo = Command::new("cargo");
    cargo.args(["check", "--workspace", "--keep-going", "--quiet", "--message-format=json"]);
    cargo.current_dir(folder).env("CARGO_TARGET_DIR", folder.join("target")).stdin(Stdio::null());
    cargo.env("CARGO_INCREMENTAL", "0").stderr(Stdio::piped());
    let output = cargo.output().map_err(Error::disk("run", Path::new("cargo")))?;
    let mut failed = BTreeMap::new();
    let mut compiled = 0;
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
        let text = |pointer: &str| message.pointer(pointer).and_then(Value::as_str);
        match text("/reason") {
            Some("compiler-artifact") => compiled += 1,
            Some("compiler-message") if text("/message/level") == Some("error") => {
                let name = text("/target/name").unwrap_or_default().to_owned();
                let shown = text("/message/rendered").unwrap_or_default().to_owned();
                failed.entry(name).or_insert(shown);
            }
            _ => {}
        }
    }
    if compiled == 0 {
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(Error::Tool { message, help: "cargo does not check the crates" });
    }
    Ok(failed)
}
