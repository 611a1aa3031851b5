//! `gen`: writes the generated files.

use crate::Outcome;
use crate::args::Options;
use crate::disk::Disk;
use crate::error::Error;
use crate::plan::Plan;
use crate::report::{Counts, Report};
use crate::scope::Scope;
use crate::stamp::Stamp;
use crate::workspace::Workspace;
use crate::write;

/// Brings the disk in line with the schema. Nothing is written unless everything can be.
pub(crate) fn generate(options: &Options, report: &Report) -> Result<Outcome, Error> {
    let workspace = Workspace::find(options.root.as_deref())?;
    let sources = workspace.sources()?;
    let stamp = Stamp::new(workspace.root(), &sources);
    let disk = Disk::read(workspace.root(), Scope::Workspace)?;
    if stamp.is_fresh(&disk) {
        report.written_in_all(&Counts::unchanged(disk.files.len()));
        return Ok(Outcome::Fine);
    }
    let wanted = workspace.outputs(sources)?;
    let plan = Plan::new(&wanted, disk, Scope::Workspace).allowed()?;
    write::apply(&plan, workspace.root(), |change| report.written(change))?;
    stamp.leave(&wanted);
    report.written_in_all(&Counts::new(&plan));
    Ok(Outcome::Fine)
}
