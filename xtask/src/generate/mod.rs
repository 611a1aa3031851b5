//! `gen`: writes the generated files, checks them, or lists inferred statements.
//!
//! Used by `main`. Depends on `console`, `disk`, `error` and `workspace`.

mod check;
mod inferred;
mod stamp;

use std::path::Path;

use crate::console::{Counts, Report};
use crate::disk::{Disk, Plan, Scope, apply};
use crate::error::{Error, Outcome};
use crate::workspace::Workspace;
use stamp::Stamp;

pub(crate) use check::check;
pub(crate) use inferred::list_inferred;

/// Brings the generated files in line with the schema. On errors, nothing is written.
pub(crate) fn generate(root: Option<&Path>, report: &Report) -> Result<Outcome, Error> {
    let workspace = Workspace::find(root)?;
    let sources = workspace.sources()?;
    let stamp = Stamp::new(workspace.root(), &sources);
    let disk = Disk::read(workspace.root(), Scope::Workspace)?;
    if stamp.is_fresh(&disk) {
        report.summary(&Counts::unchanged(disk.files.len()));
        return Ok(Outcome::Success);
    }
    let wanted = workspace.outputs(sources)?;
    let plan = Plan::new(&wanted, disk, Scope::Workspace).allowed()?;
    apply(&plan, workspace.root(), |change| report.written(change))?;
    stamp.write(&wanted);
    report.summary(&Counts::new(&plan));
    Ok(Outcome::Success)
}
