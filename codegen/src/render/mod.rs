//! Renders items to files: formatting, layout, headers, and the templates of everything else.
//!
//! The last stage. Depends on `emit` and `tree`; knows nothing of the schema.

mod layout;
mod templates;

use std::fmt;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::emit::{Facts, Item, ModuleDoc, Package, Source};
use crate::tree::Tree;

pub use templates::Templates;

/// An error of the generator itself: it emitted something that is not Rust, or a template does
/// not fit the facts. No schema should be able to provoke one.
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
/// A bug of the generator, with the item that it is in.
pub fn render(package: &Package<'_>, templates: &Templates) -> Result<Tree, RenderBug> {
    let mut tree = templates.files(&package.facts)?;
    for (source, text) in package.sources.iter().zip(rust_files(package, templates)) {
        if !tree.insert(&source.path, text?) {
            return Err(RenderBug::new(&source.path, &"two modules have this file"));
        }
    }
    Ok(tree)
}

/// The text of every Rust file, in order, made on all processors.
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
        // A worker that panicked leaves its file out, which the count below turns into a bug.
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
    match &source.doc {
        ModuleDoc::Markdown(lines) => lines.iter().for_each(|line| doc_line(line, &mut out)),
        ModuleDoc::Template(template) => {
            let text = templates.markdown(template, facts)?;
            text.lines().for_each(|line| doc_line(line, &mut out));
        }
    }
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

/// Parses and formats one item, so that what is wrong is found where it is.
fn rust_item(source: &Source<'_>, item: Item) -> Result<String, RenderBug> {
    let file: syn::File = syn::parse2(item.tokens)
        .map_err(|error| RenderBug::new(format!("{} of {}", item.name, source.path), &error))?;
    layout::space(&prettyplease::unparse(&file))
        .ok_or_else(|| RenderBug::new(&source.path, &"the layout changed more than blank lines"))
}
