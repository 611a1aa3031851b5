//! `gen --check`: prints what `gen` would change, and changes nothing.

use std::mem::ManuallyDrop;
use std::path::Path;

use crate::console::{Counts, Report};
use crate::disk::{Disk, Plan, Scope};
use crate::error::{Error, Outcome};
use crate::workspace::Workspace;

/// Compares the generated files on disk with the schema.
pub(crate) fn check(root: Option<&Path>, report: &Report) -> Result<Outcome, Error> {
    let workspace = Workspace::find(root)?;
    let inputs = workspace.inputs()?;
    let folders = Workspace::folders(&inputs);
    let scope = Scope::Workspace(&folders);
    // Not freed, like what it is made of.
    let wanted = ManuallyDrop::new(workspace.outputs(inputs)?);
    let disk = Disk::read(workspace.root(), scope, &wanted)?;
    let plan = Plan::new(&wanted, disk, scope);
    for change in &plan.changes {
        report.differs(change);
    }
    let counts = Counts::new(&plan);
    let is_fresh = plan.changes.is_empty();
    // Files in the way come last, because they must be resolved first.
    plan.allowed()?;
    report.checked(&counts);
    Ok(if is_fresh { Outcome::Success } else { Outcome::Failure })
}
