//! `gen --inferred`: prints the inferred statements of the schema, and changes nothing.

use std::path::Path;

use crate::console::Report;
use crate::error::{Error, Outcome};
use crate::workspace::Workspace;

/// Prints each inferred statement with its place and its item, in the order of the schema.
pub(crate) fn list_inferred(root: Option<&Path>, report: &Report) -> Result<Outcome, Error> {
    let (sources, schema) = Workspace::find(root)?.schema()?;
    for statement in gitpod_codegen::inferred(&schema) {
        report.inferred(&statement, &sources);
    }
    Ok(Outcome::Success)
}
