//! `gen --check`: shows what `gen` would change, and changes nothing.

use crate::Outcome;
use crate::args::Options;
use crate::diff::Diff;
use crate::disk::Disk;
use crate::error::Error;
use crate::plan::Plan;
use crate::report::{Counts, Report};
use crate::scope::Scope;
use crate::workspace::Workspace;

/// Compares the disk with what the schema gives.
pub(crate) fn check(options: &Options, report: &Report) -> Result<Outcome, Error> {
    let workspace = Workspace::find(options.root.as_deref())?;
    let wanted = workspace.outputs(workspace.sources()?)?;
    let disk = Disk::read(workspace.root(), Scope::Workspace)?;
    let plan = Plan::new(&wanted, disk, Scope::Workspace);
    for change in &plan.changes {
        report.differs(change, &Diff::new(change));
    }
    let counts = Counts::new(&plan);
    let fresh = plan.changes.is_empty();
    // What `gen` would refuse is shown last, as the thing to be dealt with first.
    plan.allowed()?;
    report.checked(&counts);
    Ok(if fresh { Outcome::Fine } else { Outcome::Problem })
}
