//! Compiles an unchanged crate against the crates of edited schemas.
//!
//! Used by `conformance`. Depends on `crates`, which writes them, and on `error` and `workspace`.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;

use super::crates::{BASE, Crates, user};
use super::reasons::Judge;
use crate::error::{Error, Outcome};
use crate::workspace::Workspace;

/// Compiles, and compares with the verdicts on Rust code.
pub(in crate::conformance) fn run(
    seed: u64,
    scripts: &Path,
    folder: &Path,
    workspace: &Workspace,
) -> Result<Outcome, Error> {
    let crates = Crates::generate(seed, scripts, folder, workspace)?;
    let failed = check(&crates)?;
    let unedited = user(BASE);
    if let Some(problem) = failed.get(&unedited) {
        let message = format!("the crate that uses everything does not compile:\n{problem}");
        return Err(Error::Tool { message, help: "`mutations/downstream.rs` writes it" });
    }
    let of_number = |number: usize| Some((number, failed.get(&user(number))?.clone()));
    let complaints = crates.numbers().filter_map(of_number).collect();
    Ok(crates.report("evolution", Judge::Compiler, &complaints))
}

/// Checks all crates. Returns the first error of each crate that does not compile.
fn check(crates: &Crates) -> Result<BTreeMap<String, String>, Error> {
    let mut cargo = crates.cargo("check");
    cargo.args(["--keep-going", "--message-format=json"]).stderr(Stdio::piped());
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
