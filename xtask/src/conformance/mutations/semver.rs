//! Asks cargo-semver-checks about the crates of edited schemas.
//!
//! It compares the documentation of two crates as JSON, which rustdoc writes for each crate once. Used
//! by `conformance`. Depends on `crates`, which writes the crates, and on `console`, `environment`,
//! `error` and `workspace`.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use super::crates::{BASE, Crates, generated, user};
use super::downstream::DEPENDENCY;
use super::reasons::Judge;
use crate::console;
use crate::environment::CargoProgram;
use crate::error::{Error, Outcome};
use crate::workspace::Workspace;

/// The variable that holds the path of the program.
const VARIABLE: &str = "CARGO_SEMVER_CHECKS";

/// The name of the program.
const PROGRAM: &str = "cargo-semver-checks";

/// The flags of rustdoc that the program uses when it runs rustdoc itself.
const FLAGS: &str = "-Z unstable-options --document-private-items --document-hidden-items \
                     --output-format=json --cap-lints=allow";

/// The exit code for crates with a change that breaks code.
const BREAKS: i32 = 100;

/// The text before the name of a violated lint.
const VIOLATION: &str = "--- failure ";

/// How the program is found.
#[derive(Debug, Clone, Copy)]
pub(in crate::conformance) struct Finding<'a> {
    /// The path that was named.
    pub(in crate::conformance) named: Option<&'a Path>,
    /// Whether it is built, which takes minutes, if it is not there.
    pub(in crate::conformance) may_install: bool,
}

/// Compares with the verdicts on Rust code.
pub(in crate::conformance) fn run(
    seed: u64,
    finding: Finding<'_>,
    scripts: &Path,
    folder: &Path,
    workspace: &Workspace,
) -> Result<Outcome, Error> {
    let variable = || env::var_os(VARIABLE).filter(|path| !path.is_empty()).map(PathBuf::from);
    let named = finding.named.map(Path::to_owned).or_else(variable);
    let Some(program) = find(named, finding.may_install, scripts, folder)? else {
        console::print_error(&format!(
            "SKIPPED: {PROGRAM} is not asked, because it is not installed; `cargo xtask conformance \
             --only semver` builds it, or set {VARIABLE} to its path"
        ));
        return Ok(Outcome::Success);
    };
    let crates = Crates::generate(seed, scripts, folder, workspace)?;
    document(&crates)?;
    let before = documentation(BASE, &crates)?;
    let mut complaints = BTreeMap::new();
    for number in crates.numbers() {
        let after = documentation(number, &crates)?;
        if let Some(complaint) = judge(&program, &before, &after)? {
            complaints.insert(number, complaint);
        }
        fs::remove_file(&after).map_err(Error::disk("delete", &after))?;
    }
    Ok(crates.report("semver", Judge::Semver, &complaints))
}

/// The program that is named, or the one that is built. `None` if it may not be built now.
fn find(
    named: Option<PathBuf>,
    may_install: bool,
    scripts: &Path,
    folder: &Path,
) -> Result<Option<PathBuf>, Error> {
    if named.is_some() {
        return Ok(named);
    }
    let list = scripts.join("semver/program.txt");
    let program = CargoProgram::new(&folder.join("semver"), &list, PROGRAM);
    match may_install {
        true => program.install().map(Some),
        false => program.installed(),
    }
}

/// Writes the documentation of all generated crates.
fn document(crates: &Crates) -> Result<(), Error> {
    let mut cargo = crates.cargo("doc");
    cargo.args(["--no-deps", "--exclude", &user("*")]);
    // The format is unstable; this is how the program itself uses it with a stable toolchain.
    cargo.env("RUSTC_BOOTSTRAP", "1").env("RUSTDOCFLAGS", FLAGS);
    cargo.env_remove("CARGO_ENCODED_RUSTDOCFLAGS");
    crate::environment::run(&mut cargo, "the crates of edited schemas must compile")
}

/// Writes a copy of the documentation of a crate in which its name is that of all, because the program
/// looks items up by their paths. Returns its path.
fn documentation(number: impl Display, crates: &Crates) -> Result<PathBuf, Error> {
    let name = generated(number);
    let folder = crates.target().join("doc");
    let written = folder.join(&name).with_extension("json");
    let text = fs::read_to_string(&written).map_err(Error::disk("read", &written))?;
    let renamed = folder.join(format!("{name}-renamed.json"));
    fs::write(&renamed, rename(&text, &name)).map_err(Error::disk("write", &renamed))?;
    Ok(renamed)
}

/// Gives a crate the name that programs know it by.
fn rename(documentation: &str, name: &str) -> String {
    documentation.replace(&format!("\"{name}\""), &format!("\"{DEPENDENCY}\""))
}

/// Asks whether a change breaks code. Returns the lints that are violated.
fn judge(program: &Path, before: &Path, after: &Path) -> Result<Option<String>, Error> {
    let mut command = Command::new(program);
    command.args(["semver-checks", "--color", "never", "--release-type", "minor"]);
    command.arg("--baseline-rustdoc").arg(before).arg("--current-rustdoc").arg(after);
    let output = command.stdin(Stdio::null()).output().map_err(Error::disk("run", program))?;
    match output.status.code() {
        Some(0) => Ok(None),
        Some(BREAKS) => Ok(Some(violations(&String::from_utf8_lossy(&output.stdout)))),
        _ => {
            let message = String::from_utf8_lossy(&output.stderr).into_owned();
            Err(Error::Tool {
                message,
                help: "cargo-semver-checks does not take what rustdoc wrote",
            })
        }
    }
}

/// The violated lints of a report, each with its first item.
fn violations(report: &str) -> String {
    let of_lint = |block: &str| {
        let lint = block.split(':').next().unwrap_or_default();
        let items = block.split_once("Failed in:\n").map_or("", |(_, items)| items);
        format!("{lint}: {}", items.lines().next().unwrap_or_default().trim())
    };
    report.split(VIOLATION).skip(1).map(of_lint).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn violations_are_found_in_a_report() {
        let report = "\n--- failure enum_missing: pub enum removed or renamed ---\n\nDescription:\nAn \
                      enum.\n        ref: https://a\n\nFailed in:\n  enum api::A, previously in file \
                      a.rs:1\n  enum api::B, previously in file a.rs:2\n\n--- failure trait_missing: pub \
                      trait removed ---\n\nFailed in:\n  trait api::C\n";
        let expected =
            "enum_missing: enum api::A, previously in file a.rs:1; trait_missing: trait api::C";
        assert_eq!(violations(report), expected);
        assert_eq!(violations(""), "");
    }

    #[test]
    fn a_crate_is_renamed_where_its_name_stands_alone() {
        let text = r#"{"name":"m1","path":["m1","m12","m1::a"],"docs":"The \"m1\"."}"#;
        let renamed = r#"{"name":"api","path":["api","m12","m1::a"],"docs":"The \"m1\"."}"#;
        assert_eq!(rename(text, "m1"), renamed);
    }

    #[test]
    fn a_program_is_built_only_when_asked_for() {
        let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance");
        let find = |named| find(named, false, &scripts, Path::new("/nowhere")).unwrap();
        let named = Some(PathBuf::from("/somewhere/program"));
        assert_eq!(find(named.clone()), named);
        assert_eq!(find(None), None);
    }
}
