//! The workspace: finds it, reads its schema, runs the generator and builds its programs.
//!
//! Used by the commands and by `disk`. Depends on `error` only.

mod input;
mod program;

use std::mem::ManuallyDrop;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread::{self, ScopedJoinHandle};
use std::{env, fs};

use gitpod_codegen::ir::Api;
use gitpod_codegen::raw::{Schema, json_schemas};
use gitpod_codegen::{Sources, Templates, Tree, emit, lower, parse, render};

use crate::error::Error;

pub(crate) use input::Input;
pub(crate) use program::{
    BINARY_TESTEE, BUDGET, CONNECT_CLIENT, CONNECT_SERVER, ERROR_DETAILS, GITPOD_API,
    PROTOBUF_TESTEE, Program, RUST_CLIENT, WELL_KNOWN_TESTEE, scratch,
};

/// The folder of the schema.
const SCHEMA: &str = "schema";

/// The folder of the generated crate.
const GENERATED: &str = "generated";

/// The folder of the generated JSON Schemas.
const FORMAT: &str = "schema/format";

/// A workspace on disk.
#[derive(Debug)]
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// Returns the given workspace, or the nearest one around the current folder, or the checkout of
    /// this program.
    pub(crate) fn find(root: Option<&Path>) -> Result<Self, Error> {
        if let Some(root) = root {
            return Ok(Self { root: root.to_owned() });
        }
        let here = env::current_dir().map_err(Error::disk("find", Path::new(".")))?;
        let crate_folder = crate_folder();
        let checkout = crate_folder.iter().filter_map(|folder| folder.parent());
        here.ancestors()
            .chain(checkout)
            .filter(|folder| !Input::is_suite(folder))
            .find(|folder| folder.join(SCHEMA).join("api.yaml").is_file())
            .map(|root| Self { root: root.to_owned() })
            .ok_or(Error::NoWorkspace)
    }

    /// The suite with a name, as a workspace of its own.
    pub(crate) fn suite(&self, name: &str) -> Self {
        Self { root: Input::folder_of_suite(&self.root, name) }
    }

    /// The checkout of this program, which has the runtime, too.
    pub(crate) fn checkout() -> Result<PathBuf, Error> {
        let folder = crate_folder().ok_or_else(|| Error::Argument {
            message: "the checkout of the generator is unknown".to_owned(),
            help: "run the command with cargo: `cargo xtask new DIR`",
        })?;
        let checkout = folder.parent().unwrap_or(&folder);
        fs::canonicalize(checkout).map_err(Error::disk("find", checkout))
    }

    /// The root folder; generated paths are relative to it.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Reads the schema.
    pub(crate) fn sources(&self) -> Result<Sources, Error> {
        Ok(Input::of_project(&self.root)?.sources)
    }

    /// Reads the schema and those of the suites.
    pub(crate) fn inputs(&self) -> Result<Vec<Input>, Error> {
        let mut inputs = vec![Input::of_project(&self.root)?];
        inputs.extend(Input::of_suites(&self.root)?);
        Ok(inputs)
    }

    /// Parses and lowers the schema.
    pub(crate) fn api(&self, sources: Sources) -> Result<Api, Error> {
        lower(&parse(&sources)).map_err(|problems| Error::Schema { problems, sources })
    }

    /// Reads and checks the schema. Returns it as written.
    pub(crate) fn schema(&self) -> Result<(Sources, Schema), Error> {
        let sources = self.sources()?;
        let schema = parse(&sources);
        match lower(&schema) {
            Ok(_) => Ok((sources, schema)),
            Err(problems) => Err(Error::Schema { problems, sources }),
        }
    }

    /// The generated folders, relative to the root.
    pub(crate) fn folders(inputs: &[Input]) -> Vec<String> {
        inputs.iter().flat_map(Input::folders).collect()
    }

    /// Every generated file, by its path relative to the root. The schemas are generated in parallel.
    pub(crate) fn outputs(&self, inputs: Vec<Input>) -> Result<Tree, Error> {
        let templates = Templates::embedded().map_err(Error::Bug)?;
        let generated: Vec<_> = thread::scope(|scope| {
            let generate = |input| scope.spawn(|| self.generated(input, &templates));
            let workers: Vec<_> = inputs.into_iter().map(generate).collect();
            workers.into_iter().map(ScopedJoinHandle::join).collect()
        });
        let mut tree = Tree::default();
        for files in generated {
            for (path, text) in files.unwrap_or_else(|panic| resume_unwind(panic))? {
                tree.insert(path, text);
            }
        }
        for (path, text) in json_schemas() {
            tree.insert(format!("{SCHEMA}/{path}"), text);
        }
        Ok(tree)
    }

    /// The files of the crate that is generated from a schema.
    fn generated(&self, input: Input, templates: &Templates) -> Result<Files, Error> {
        let Input { prefix, sources } = input;
        // Not freed: that would take a while, and the program ends soon.
        let api = ManuallyDrop::new(self.api(sources)?);
        let files = render(&emit(&api), templates).map_err(Error::Bug)?.into_files();
        Ok(files.map(|(path, text)| (format!("{prefix}{GENERATED}/{path}"), text)).collect())
    }
}

/// Files as paths and texts.
type Files = Vec<(String, String)>;

/// The folder of this crate, from cargo. Read at run time, so that the program may be moved.
fn crate_folder() -> Option<PathBuf> {
    env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from)
}

/// The path relative to the current folder, if it is inside.
fn relative_to_current(path: PathBuf) -> PathBuf {
    let Ok(here) = env::current_dir() else { return path };
    match path.strip_prefix(here) {
        Ok(below) if below.as_os_str().is_empty() => PathBuf::from("."),
        Ok(below) => below.to_owned(),
        Err(_) => path,
    }
}
