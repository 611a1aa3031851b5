//! The last stage: renders items to files. Formats Rust code, adds headers and fills in templates.
//!
//! Depends on `emit`, `printer` and `tree`, and not on the schema or the IR.

mod check;
mod escape;
mod layout;
mod templates;

use std::fmt;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::emit::{Facts, Item, ModuleDoc, Package, Source};
use crate::printer;
use crate::tree::Tree;

pub use templates::Templates;

/// A bug in the generator: it emitted invalid Rust, a template uses an undefined value, or what it
/// printed does not have the structure of the template. No schema should be able to cause one.
#[derive(Debug)]
pub struct RenderBug {
    item: String,
    reason: String,
}

impl RenderBug {
    fn new(item: impl Into<String>, reason: &impl fmt::Display) -> Self {
        Self { item: item.into(), reason: reason.to_string() }
    }
}

impl fmt::Display for RenderBug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "bug in the generator: {} cannot be rendered: {}", self.item, self.reason)
    }
}

impl std::error::Error for RenderBug {}

/// Renders every file of the package, with paths relative to the crate.
///
/// # Errors
///
/// Returns an error if the generator has a bug. The error names the item.
pub fn render(package: &Package<'_>, templates: &Templates) -> Result<Tree, RenderBug> {
    let mut tree = templates.files(&package.facts)?;
    for (source, text) in package.sources.iter().zip(rust_files(package, templates)) {
        if !tree.insert(&source.path, text?) {
            return Err(RenderBug::new(&source.path, &"two modules have this file"));
        }
    }
    Ok(tree)
}

/// The text of each Rust file, in order, rendered in parallel.
fn rust_files(package: &Package<'_>, templates: &Templates) -> Vec<Result<String, RenderBug>> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(source) = package.sources.get(index) else { return done };
            done.push((index, rust_file(source, templates, &package.facts)));
        }
    };
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let mut files: Vec<_> = thread::scope(|scope| {
        let others: Vec<_> = (1..workers).map(|_| scope.spawn(work)).collect();
        let own = work();
        // The file of a worker that panicked is missing, which the check of the count below reports.
        others.into_iter().filter_map(|other| other.join().ok()).flatten().chain(own).collect()
    });
    files.sort_by_key(|(index, _)| *index);
    if files.len() != package.sources.len() {
        return vec![Err(RenderBug::new("a file", &"a worker panicked"))];
    }
    files.into_iter().map(|(_, file)| file).collect()
}

fn rust_file(
    source: &Source<'_>,
    templates: &Templates,
    facts: &Facts,
) -> Result<String, RenderBug> {
    let mut out = templates.rust_header(&source.origin)?;
    let (name, docs) = match &source.doc {
        ModuleDoc::Markdown(lines) => (source.path.as_str(), lines.join("\n")),
        ModuleDoc::Template(template) => (*template, templates.markdown(template, facts)?),
    };
    docs.lines().for_each(|line| doc_line(line, &mut out));
    check::only_docs(&out, docs.lines().count()).map_err(|reason| RenderBug::new(name, &reason))?;
    for item in source.items() {
        out.push('\n');
        out.push_str(&rust_item(source, item)?);
    }
    Ok(out)
}

fn doc_line(line: &str, out: &mut String) {
    out.push_str(if line.is_empty() { "//!" } else { "//! " });
    out.push_str(line);
    out.push('\n');
}

/// Formats one item, so that errors name the item.
fn rust_item(source: &Source<'_>, item: Item) -> Result<String, RenderBug> {
    let Item { name, tokens } = item;
    let code = printer::print(&tokens)
        .map_err(|error| RenderBug::new(format!("{name} of {}", source.path), &error))?;
    Ok(layout::space(&code))
}
