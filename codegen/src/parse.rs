//! Parses schema files: YAML into [`Node`]s, and [`Node`]s into the types of [`crate::raw`].
//!
//! Reports every syntax error, wrong key and wrong type. Depends on `yaml`, `raw`, `node`, `source` and
//! `diagnostics`.

use std::thread;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::node::{Kind, Node};
use crate::raw::{self, Shape};
use crate::source::Sources;
use crate::yaml::{self, Document};

/// The name of the file that describes the API as a whole.
const API_FILE: &str = "api.yaml";

/// The stack size of a thread that reads a file: enough for the maximum nesting in a debug build.
const STACK: usize = 16 << 20;

/// Parses all files into the types of [`crate::raw`].
///
/// # Errors
///
/// Returns the syntax errors, wrong keys and wrong types of all files.
pub fn parse(sources: &Sources) -> Result<raw::Schema, Diagnostics> {
    let mut problems = Diagnostics::default();
    let mut api = None;
    let mut files = Vec::new();
    for ((_, file), document) in sources.iter().zip(documents_of(sources)) {
        let Document { root: node, problems: faults, lost: _ } = document;
        faults.into_iter().for_each(|fault| problems.push(fault));
        if node.kind == Kind::Broken {
            continue;
        }
        if file.name == API_FILE {
            api = raw::Api::read(&node, &mut problems);
        } else if let Some(definitions) = raw::Definitions::read(&node, &mut problems) {
            files.push(raw::File { name: file.name.clone(), span: node.span, definitions });
        }
    }
    if !sources.iter().any(|(_, file)| file.name == API_FILE) {
        problems.push(
            Diagnostic::new(Code::MissingApiFile, format!("missing `{API_FILE}`"))
                .help("create it with the package, the base URL and the list of schema files"),
        );
    }
    match api {
        Some(api) => problems.into_result(raw::Schema { api, files }),
        None => Err(problems.into_result(()).err().unwrap_or_default()),
    }
}

/// Parses every file into a tree that need not be a schema. Reports files that are not valid YAML.
pub(crate) fn documents(sources: &Sources, problems: &mut Diagnostics) -> Vec<Node> {
    let mut roots = Vec::new();
    for Document { root, problems: faults, .. } in documents_of(sources) {
        faults.into_iter().for_each(|fault| problems.push(fault));
        roots.push(root);
    }
    roots
}

/// Reads all files in parallel.
fn documents_of(sources: &Sources) -> Vec<Document> {
    thread::scope(|scope| {
        let readers: Vec<_> = sources
            .iter()
            .map(|(id, file)| {
                // Nesting needs stack, and the caller may not have enough left.
                let reader = thread::Builder::new().stack_size(STACK);
                (id, file, reader.spawn_scoped(scope, move || yaml::read(id, file)))
            })
            .collect();
        let documents =
            readers.into_iter().map(|(id, file, reader)| match reader.map(|r| r.join()) {
                Ok(Ok(document)) => document,
                // The parser panicked.
                Ok(Err(_)) => Document::unreadable(id, "the YAML parser failed on this file"),
                // No thread could be spawned.
                Err(_) => yaml::read(id, file),
            });
        documents.collect()
    })
}
