//! The inputs of the programs: what the schema is exported to.

use std::fs;
use std::path::Path;

use gitpod_codegen::export::ProtoRules;

use super::derived::{self, Times};
use super::services;
use crate::error::Error;
use crate::export;
use crate::workspace::Workspace;

/// Writes proto files without rules, which the peers cannot check, and structs with serde's derive. Files that would
/// not change are not touched, so that nothing is built again.
pub(super) fn write(workspace: &Workspace, folder: &Path) -> Result<(), Error> {
    export::proto_quietly(&folder.join("proto"), ProtoRules::LeftOut, workspace)?;
    let api = workspace.api(workspace.sources()?)?;
    update(&folder.join("derived_text.rs"), &derived::types(&api, Times::Text))?;
    update(&folder.join("derived_parsed.rs"), &derived::types(&api, Times::Parsed))?;
    update(&folder.join("derived_services.rs"), &services::services(&api))?;
    update(&folder.join("derived_program.rs"), &services::derived_program(&api))?;
    update(&folder.join("our_program.rs"), &services::our_program(&api))
}

fn update(path: &Path, text: &str) -> Result<(), Error> {
    if fs::read_to_string(path).is_ok_and(|present| present == text) {
        return Ok(());
    }
    fs::write(path, text).map_err(Error::disk("write", path))
}
