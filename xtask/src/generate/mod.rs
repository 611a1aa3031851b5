//! `gen`: writes the generated files, checks them, or lists inferred statements.
//!
//! Used by `main`. Depends on `console`, `disk`, `error` and `workspace`.

mod check;
mod inferred;
mod stamp;

use std::mem::ManuallyDrop;
use std::path::Path;

use gitpod_codegen::Tree;

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
    let inputs = workspace.inputs()?;
    let stamp = Stamp::new(workspace.root(), inputs.iter().map(|input| &input.sources));
    let folders = Workspace::folders(&inputs);
    let scope = Scope::Workspace(&folders);
    if stamp.has_same_inputs() {
        let disk = Disk::read(workspace.root(), scope, &Tree::default())?;
        if stamp.is_fresh(&disk) {
            report.summary(&Counts::unchanged(disk.files.len()));
            return Ok(Outcome::Success);
        }
    }
    // Not freed, like what it is made of.
    let wanted = ManuallyDrop::new(workspace.outputs(inputs)?);
    let disk = Disk::read(workspace.root(), scope, &wanted)?;
    let plan = Plan::new(&wanted, disk, scope).allowed()?;
    apply(&plan, workspace.root(), |change| report.written(change))?;
    stamp.write(&wanted);
    report.summary(&Counts::new(&plan));
    Ok(Outcome::Success)
}
