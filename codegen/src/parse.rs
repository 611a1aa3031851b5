//! Parses schema files: YAML into [`Node`]s, and [`Node`]s into the types of [`crate::raw`].
//!
//! Reports every syntax error, wrong key and wrong type. Depends on `yaml`, `raw`, `node`, `source`,
//! `diagnostics` and `parallel`.

mod acknowledged;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::node::{Kind, Node};
use crate::parallel;
use crate::raw::{self, ACKNOWLEDGED_FILE, Findings, Shape};
use crate::source::{Misencoded, SourceFile, SourceId, Sources, Span, Unread};
use crate::yaml::{self, Document};

pub use acknowledged::acknowledgements;

/// The name of the file that describes the API as a whole.
const API_FILE: &str = "api.yaml";

/// What the schema has in a file, and the mistakes in it.
struct File {
    contents: Contents,
    findings: Findings,
}

/// What the schema has in a file.
enum Contents {
    /// `api.yaml`.
    Api(Box<raw::Api>),
    /// Services, messages and enums. `None` if nothing could be read.
    Definitions(Option<Box<raw::File>>),
    /// Acknowledged changes, which are not a part of the API.
    Acknowledged,
}

/// Parses all files into the types of [`crate::raw`], as far as they can be read.
#[must_use]
pub fn parse(sources: &Sources) -> raw::Schema {
    let mut findings = Findings::default();
    let mut api = None;
    let mut files = Vec::new();
    sources_problems(sources, &mut findings);
    for file in each_file(sources, |id, file| self::file(file, document(id, file))) {
        findings.extend(file.findings);
        match file.contents {
            Contents::Api(read) => api = Some(*read),
            Contents::Definitions(definitions) => files.extend(definitions.map(|file| *file)),
            Contents::Acknowledged => {}
        }
    }
    let api = api.unwrap_or_else(|| {
        findings.push(
            Diagnostic::new(Code::MissingApiFile, format!("missing `{API_FILE}`"))
                .help("create it with the package, the title and the list of schema files"),
        );
        raw::Api::unreadable(Span { file: SourceId(0), start: 0, end: 0 })
    });
    let Findings { problems, lost } = findings;
    raw::Schema { api, files, lost, problems }
}

/// Reads the tree of a file.
fn file(file: &SourceFile, document: Document) -> File {
    let Document { root, problems, lost } = document;
    let mut findings = Findings::default();
    problems.into_iter().for_each(|problem| findings.push(problem));
    if file.name == ACKNOWLEDGED_FILE {
        acknowledged::read(&root, &mut findings);
        return File { contents: Contents::Acknowledged, findings };
    }
    findings.lost.extend(lost);
    if file.unread.is_some() {
        findings.lost.extend_with_any();
    }
    let (span, is_broken) = (root.span, root.kind == Kind::Broken);
    if file.name == API_FILE {
        let api = if is_broken { None } else { raw::Api::read(&root, &mut findings) };
        let api = api.unwrap_or_else(|| raw::Api::unreadable(span));
        return File { contents: Contents::Api(Box::new(api)), findings };
    }
    let definitions = match is_broken {
        true => None,
        false => raw::Definitions::read(&root, &mut findings),
    };
    let definitions = definitions.or_else(|| raw::unreadable(span));
    let file =
        definitions.map(|definitions| raw::File { name: file.name.clone(), span, definitions });
    File { contents: Contents::Definitions(file.map(Box::new)), findings }
}

/// Reports files that are ignored, that were not read, and that are not UTF-8.
fn sources_problems(sources: &Sources, findings: &mut Findings) {
    for path in sources.ignored() {
        let name = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".yml");
        let help = format!("rename it to `{name}.yaml`: schema files have the extension `.yaml`");
        let message = format!("`{path}` is ignored");
        findings.push(Diagnostic::new(Code::FileList, message).help(help));
    }
    for (id, file) in sources.iter() {
        file_problems(id, file, findings);
    }
}

/// Reports a file that was not read or is not UTF-8.
fn file_problems(id: SourceId, file: &SourceFile, findings: &mut Findings) {
    if let Some(unread) = &file.unread {
        findings.push(self::unread(id, &file.path, unread));
    }
    if let Some(Misencoded { offset, found }) = &file.misencoded {
        let span = Span { file: id, start: *offset, end: *offset };
        findings.push(
            Diagnostic::new(Code::Unreadable, format!("`{}` is not UTF-8", file.path))
                .at(span, found)
                .help("save the file as UTF-8"),
        );
    }
}

/// Reports a file that was not read, without a position in it.
fn unread(id: SourceId, path: &str, unread: &Unread) -> Diagnostic {
    let (code, help) = match unread {
        Unread::TooLarge { .. } => (Code::FileTooLarge, "split the file"),
        Unread::NotRegular(_) => {
            (Code::Unreadable, "schema files are regular files, or symbolic links to some")
        }
        Unread::Missing | Unread::Failed(_) => {
            (Code::Unreadable, "check that it exists and that you may read it")
        }
    };
    let span = Span { file: id, start: 0, end: 0 };
    let message = format!("cannot read `{path}`: {unread}");
    Diagnostic::new(code, message).at(span, "").help(help)
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

/// Parses a file of [`load_file`](crate::load_file) into a tree that need not be a schema.
///
/// Reports a file that cannot be read and one that is not valid YAML; what is wrong is
/// [`Kind::Broken`] in the tree.
#[must_use]
pub fn read_tree(sources: &Sources, problems: &mut Diagnostics) -> Node {
    let mut findings = Findings::default();
    sources_problems(sources, &mut findings);
    problems.extend(findings.problems);
    let nothing = Span { file: SourceId(0), start: 0, end: 0 };
    let root = documents(sources, problems).into_iter().next();
    root.unwrap_or(Node { span: nothing, kind: Kind::Broken })
}

/// Reads all files, in parallel.
fn documents_of(sources: &Sources) -> Vec<Document> {
    each_file(sources, document)
}

/// Does something with each file, in parallel.
fn each_file<R: Send>(
    sources: &Sources,
    read: impl Fn(SourceId, &SourceFile) -> R + Sync,
) -> Vec<R> {
    let files: Vec<(SourceId, &SourceFile)> = sources.iter().collect();
    parallel::map(&files, |(id, file)| read(*id, file))
}

/// Reads a file. A panic of the parser is a mistake of this file alone.
fn document(id: SourceId, file: &SourceFile) -> Document {
    if file.unread.is_some() {
        return Document::broken(id);
    }
    catch_unwind(AssertUnwindSafe(|| yaml::read(id, file)))
        .unwrap_or_else(|_| Document::unreadable(id, "the YAML parser failed on this file"))
}
