//! `audit`: compares the schema with its sources, the documentation pages and the descriptors of an
//! official package. Both are read by path and are no part of the project.
//!
//! | module | holds |
//! | --- | --- |
//! | `facts` | the facts of a schema, item by item |
//! | `descriptors` | reads descriptors into facts |
//! | `docs` | reads documentation pages and compares them with the schema |
//! | `compare` | compares facts with facts |
//! | `difference` | a difference |
//! | `ledger` | the intended differences with their reasons |
//! | `report` | prints what was compared, and the differences |
//!
//! Used by `main`, `args` and `conformance`. Depends on `console`, `draft`, `error` and `workspace`.

mod compare;
mod descriptors;
mod difference;
mod docs;
mod facts;
mod ledger;
mod report;
#[cfg(test)]
mod testing;

use std::env;
use std::path::{Path, PathBuf};

use crate::console::Report;
use crate::draft::{Draft, Drafting, Input};
use crate::error::{Error, Outcome};
use crate::workspace::{Workspace, scratch};
use facts::Kind;
use ledger::Ledger;
use report::{Audited, Coverage};

pub(crate) use compare::{compare, needed};
pub(crate) use facts::Facts;

/// The ledger of the project.
const LEDGER: &str = "xtask/audit/ledger.yaml";

/// What to compare the schema with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Oracle {
    /// A folder of documentation pages.
    Docs(PathBuf),
    /// A file with a `FileDescriptorSet`.
    Descriptors(PathBuf),
}

/// Compares the schema with a source. Fails if a difference has no reason in the ledger, or a reason
/// no difference.
pub(crate) fn audit(
    oracle: &Oracle,
    ledger: Option<&Path>,
    root: Option<&Path>,
    report: &Report,
) -> Result<Outcome, Error> {
    let workspace = Workspace::find(root)?;
    let path = ledger.map_or_else(|| workspace.root().join(LEDGER), Path::to_owned);
    let audited = match oracle {
        Oracle::Docs(folder) => {
            let ledger = Ledger::read(&path, "docs")?;
            let sources = workspace.sources()?;
            let (pages, differences) = docs::compare(folder, &workspace.api(sources)?)?;
            Audited { coverage: Coverage::Pages(pages), differences, ledger }
        }
        Oracle::Descriptors(file) => {
            let ledger = Ledger::read(&path, "descriptors")?;
            let (ours, theirs) = both(file, &workspace)?;
            let coverage = Coverage::Kinds(
                Kind::ALL.map(|kind| (kind, ours.count(kind), theirs.count(kind))).to_vec(),
            );
            Audited { coverage, differences: compare(&ours, &theirs), ledger }
        }
    };
    Ok(audited.print(&path, report))
}

/// Prints items of descriptors as a draft of the schema, with the types that the schema lacks.
pub(crate) fn draft(file: &Path, names: &[String], root: Option<&Path>) -> Result<Outcome, Error> {
    let workspace = Workspace::find(root)?;
    let (ours, theirs) = both(file, &workspace)?;
    let mut items = names.to_vec();
    for item in names.iter().flat_map(|name| theirs.named(name)) {
        items.extend(needed(item, &theirs, &ours).into_iter().map(|item| item.name));
    }
    let input = Input::Descriptors { file: file.to_owned(), package: package(&workspace)? };
    let draft = Draft { input, items, todo: true, ..Draft::default() };
    let drafted = Drafting::new(&workspace)?.run(&draft)?;
    if drafted.outcome != Outcome::Success {
        return Err(Error::Argument {
            message: drafted.errors.trim().trim_start_matches("error: ").to_owned(),
            help: "name services, RPCs, messages and enums as in the descriptors, without the package",
        });
    }
    crate::console::print(drafted.text.trim_end());
    for line in drafted.errors.lines() {
        crate::console::print_error(line);
    }
    Ok(Outcome::Success)
}

/// The facts of the schema and those of descriptors.
fn both(file: &Path, workspace: &Workspace) -> Result<(Facts, Facts), Error> {
    let (_, schema) = workspace.schema()?;
    let program = env::current_exe().map_err(Error::disk("find", Path::new("xtask")))?;
    let folder = scratch(&program, "audit")?.join("draft");
    let drafting = Drafting::new(workspace)?;
    let theirs = descriptors::read(file, &package(workspace)?, &folder, &drafting)?;
    Ok((Facts::of(&schema), theirs))
}

/// The protobuf package of the schema.
fn package(workspace: &Workspace) -> Result<String, Error> {
    Ok(workspace.api(workspace.sources()?)?.package)
}
