//! Parses schema files: YAML into [`Node`]s, and [`Node`]s into the types of [`crate::raw`].
//!
//! Reports every syntax error, wrong key and wrong type. Depends on `yaml`, `raw`, `node`, `source` and
//! `diagnostics`.

use std::thread;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::node::{Kind, Node};
use crate::raw::{self, Findings, Shape};
use crate::source::{Misencoded, SourceId, Sources, Span};
use crate::yaml::{self, Document};

/// The name of the file that describes the API as a whole.
const API_FILE: &str = "api.yaml";

/// The stack size of a thread that reads a file: enough for the maximum nesting in a debug build.
const STACK: usize = 16 << 20;

/// Parses all files into the types of [`crate::raw`], as far as they can be read.
#[must_use]
pub fn parse(sources: &Sources) -> raw::Schema {
    let mut findings = Findings::default();
    let mut api = None;
    let mut files = Vec::new();
    sources_problems(sources, &mut findings);
    for ((_, file), document) in sources.iter().zip(documents_of(sources)) {
        let Document { root, problems, lost } = document;
        problems.into_iter().for_each(|problem| findings.push(problem));
        findings.lost.extend(lost);
        let (span, is_broken) = (root.span, root.kind == Kind::Broken);
        if file.name == API_FILE {
            api = if is_broken { None } else { raw::Api::read(&root, &mut findings) };
            api.get_or_insert_with(|| raw::Api::unreadable(span));
            continue;
        }
        let definitions = match is_broken {
            true => None,
            false => raw::Definitions::read(&root, &mut findings),
        };
        if let Some(definitions) = definitions.or_else(|| raw::unreadable(span)) {
            files.push(raw::File { name: file.name.clone(), span, definitions });
        }
    }
    let api = api.unwrap_or_else(|| {
        findings.push(
            Diagnostic::new(Code::MissingApiFile, format!("missing `{API_FILE}`"))
                .help("create it with the package, the base URL and the list of schema files"),
        );
        raw::Api::unreadable(Span { file: SourceId(0), start: 0, end: 0 })
    });
    let Findings { problems, lost } = findings;
    raw::Schema { api, files, lost, problems }
}

/// Reports files that are ignored, and files that are not UTF-8.
fn sources_problems(sources: &Sources, findings: &mut Findings) {
    for path in sources.ignored() {
        let name = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".yml");
        let help = format!("rename it to `{name}.yaml`: schema files have the extension `.yaml`");
        let message = format!("`{path}` is ignored");
        findings.push(Diagnostic::new(Code::FileList, message).help(help));
    }
    for (id, file) in sources.iter() {
        if let Some(Misencoded { offset, found }) = &file.misencoded {
            let span = Span { file: id, start: *offset, end: *offset };
            findings.push(
                Diagnostic::new(Code::Unreadable, format!("`{}` is not UTF-8", file.path))
                    .at(span, found)
                    .help("save the file as UTF-8"),
            );
        }
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
