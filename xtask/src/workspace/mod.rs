//! The workspace: where it is, what its schema says and which files it must have.

use std::env;
use std::path::{Path, PathBuf};

use gitpod_codegen::ir::Api;
use gitpod_codegen::raw::json_schemas;
use gitpod_codegen::{Sources, Templates, Tree, emit, load, lower, parse, render};

use crate::error::Error;

/// The folder of the schema.
const SCHEMA: &str = "schema";

/// The folder of the generated crate.
pub(crate) const GENERATED: &str = "generated";

/// The folder of the JSON Schemas, which are generated too.
pub(crate) const FORMAT: &str = "schema/format";

/// A workspace on disk.
#[derive(Debug)]
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// Takes the folder that was asked for, else the workspace that this program is run from, else
    /// the nearest one around the current folder.
    pub(crate) fn find(asked: Option<&Path>) -> Result<Self, Error> {
        if let Some(root) = asked {
            return Ok(Self { root: root.to_owned() });
        }
        // Cargo sets it to this crate's folder; asked at run time, so that the program may move.
        let run_by_cargo = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let around_us = run_by_cargo.iter().filter_map(|folder| folder.parent());
        let here = env::current_dir().map_err(Error::disk("find", Path::new(".")))?;
        around_us
            .chain(here.ancestors())
            .find(|folder| folder.join(SCHEMA).join("api.yaml").is_file())
            .map(|root| Self { root: root.to_owned() })
            .ok_or(Error::NoWorkspace)
    }

    /// The folder that all generated paths are relative to.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Reads the schema.
    pub(crate) fn sources(&self) -> Result<Sources, Error> {
        load(&seen_from_here(self.root.join(SCHEMA)))
            .map_err(|problems| Error::Schema { problems, sources: Sources::default() })
    }

    /// Checks the schema and resolves it.
    pub(crate) fn api(&self, sources: Sources) -> Result<Api, Error> {
        parse(&sources)
            .and_then(|schema| lower(&schema))
            .map_err(|problems| Error::Schema { problems, sources })
    }

    /// Every generated file, relative to the root.
    pub(crate) fn outputs(&self, sources: Sources) -> Result<Tree, Error> {
        let api = self.api(sources)?;
        let package = emit(&api);
        let templates = Templates::embedded().map_err(Error::Bug)?;
        let rendered = render(&package, &templates).map_err(Error::Bug)?;
        let mut tree = Tree::default();
        for (path, text) in rendered.iter() {
            tree.insert(format!("{GENERATED}/{path}"), text);
        }
        for (path, text) in json_schemas() {
            tree.insert(format!("{SCHEMA}/{path}"), text);
        }
        Ok(tree)
    }
}

/// Shortens a path to what a terminal in the current folder can open.
fn seen_from_here(path: PathBuf) -> PathBuf {
    let Ok(here) = env::current_dir() else { return path };
    match path.strip_prefix(here) {
        Ok(below) if below.as_os_str().is_empty() => PathBuf::from("."),
        Ok(below) => below.to_owned(),
        Err(_) => path,
    }
}
