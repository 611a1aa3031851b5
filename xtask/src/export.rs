//! `export proto`: writes the schema as proto files.
//!
//! Used by `main` and `conformance`. Depends on `console`, `disk`, `error` and `workspace`.

use std::path::Path;

use gitpod_codegen::Change;
use gitpod_codegen::export::{self, ProtoRules};

use crate::console::{Counts, Report};
use crate::disk::{Disk, Plan, Scope, apply};
use crate::error::{Error, Outcome};
use crate::workspace::Workspace;

/// Brings the proto files in `out` in line with the schema.
pub(crate) fn proto(
    out: &Path,
    rules: ProtoRules,
    root: Option<&Path>,
    report: &Report,
) -> Result<Outcome, Error> {
    let workspace = Workspace::find(root)?;
    let (_, plan) = update(out, rules, &workspace, |change| report.written(change))?;
    report.summary(&Counts::new(&plan));
    Ok(Outcome::Success)
}

/// Brings proto files for another command in line with the schema, without output, and returns
/// their paths.
pub(crate) fn proto_quietly(
    out: &Path,
    rules: ProtoRules,
    workspace: &Workspace,
) -> Result<Vec<String>, Error> {
    Ok(update(out, rules, workspace, |_| {})?.0)
}

fn update(
    out: &Path,
    rules: ProtoRules,
    workspace: &Workspace,
    done: impl FnMut(&Change),
) -> Result<(Vec<String>, Plan), Error> {
    let wanted = export::proto(&workspace.api(workspace.sources()?)?, rules);
    let scope = Scope::Export(&wanted);
    let plan = Plan::new(&wanted, Disk::read(out, scope, &wanted)?, scope).allowed()?;
    apply(&plan, out, done)?;
    Ok((wanted.iter().map(|(path, _text)| path.to_owned()).collect(), plan))
}
