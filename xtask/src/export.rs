//! `export proto`: writes the schema as proto files.

use std::path::Path;

use gitpod_codegen::export::{self, ProtoRules};

use crate::Outcome;
use crate::args::Options;
use crate::disk::Disk;
use crate::error::Error;
use crate::plan::Plan;
use crate::report::{Counts, Report};
use crate::scope::Scope;
use crate::workspace::Workspace;
use crate::write;

/// Brings the proto files in `out` in line with the schema.
pub(crate) fn proto(
    out: &Path,
    rules: ProtoRules,
    options: &Options,
    report: &Report,
) -> Result<Outcome, Error> {
    let workspace = Workspace::find(options.root.as_deref())?;
    let wanted = export::proto(&workspace.api(workspace.sources()?)?, rules);
    let scope = Scope::Export(&wanted);
    let plan = Plan::new(&wanted, Disk::read(out, scope)?, scope).allowed()?;
    write::apply(&plan, out, |change| report.written(change))?;
    report.written_in_all(&Counts::new(&plan));
    Ok(Outcome::Fine)
}

/// Brings proto files that nobody looks at in line with the schema, and says which they are.
pub(crate) fn keep(
    out: &Path,
    rules: ProtoRules,
    workspace: &Workspace,
) -> Result<Vec<String>, Error> {
    let wanted = export::proto(&workspace.api(workspace.sources()?)?, rules);
    let scope = Scope::Export(&wanted);
    let plan = Plan::new(&wanted, Disk::read(out, scope)?, scope).allowed()?;
    write::apply(&plan, out, |_| {})?;
    Ok(wanted.iter().map(|(path, _text)| path.to_owned()).collect())
}
