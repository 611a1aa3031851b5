//! Drafts the schema back from the exported proto files, and compares its facts, rules included.
//!
//! Used by `conformance`. Depends on `audit`, `console`, `draft`, `error`, `export` and `workspace`.

use std::fs;
use std::path::Path;

use gitpod_codegen::export::ProtoRules;
use gitpod_codegen::{load, parse};

use crate::audit::{Facts, compare as differences};
use crate::draft::{Draft, Input, draft};
use crate::error::{Error, Outcome};
use crate::workspace::Workspace;
use crate::{console, export};

/// The folder with a stand-in of the file that declares the rules.
const RULES: &str = "tests/proto";

/// The maximum number of differences that are printed.
const SHOWN: usize = 20;

/// Drafts into a folder and compares.
pub(super) fn compare(folder: &Path, workspace: &Workspace) -> Result<Outcome, Error> {
    let (protos, out) = (folder.join("proto"), folder.join("draft"));
    let files = export::proto_quietly(&protos, ProtoRules::Written, workspace)?;
    if out.exists() {
        fs::remove_dir_all(&out).map_err(Error::disk("delete", &out))?;
    }
    let include = vec![protos, workspace.root().join(RULES)];
    let input = Input::Protos { protos: files, include };
    let request = Draft { input, out: Some(out.clone()), ..Draft::default() };
    if draft(&request, Some(workspace.root()))? != Outcome::Success {
        return Ok(Outcome::Failure);
    }
    let (_, schema) = workspace.schema()?;
    let drafted = load(&out).map_err(Error::unlisted)?;
    let (wanted, found) = (Facts::of(&schema), Facts::of(&parse(&drafted)));
    let differences = differences(&wanted, &found);
    for difference in differences.iter().take(SHOWN) {
        console::print_error(&format!("error: {difference}"));
    }
    console::print(&format!("drafts: {} items, {} differences", wanted.len(), differences.len()));
    Ok(if differences.is_empty() { Outcome::Success } else { Outcome::Failure })
}
