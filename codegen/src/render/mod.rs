//! The last stage: renders items to files. Formats Rust code, adds headers and fills in templates.
//!
//! Depends on `emit`, `parallel`, `printer` and `tree`, and not on the schema or the IR.

mod check;
mod escape;
mod layout;
mod templates;

use std::fmt;

use crate::emit::{Facts, Item, ModuleDoc, Package, Source};
use crate::parallel;
use crate::printer::{self, Page};
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
    let texts =
        parallel::try_map(&package.sources, |source| rust_file(source, templates, &package.facts));
    let texts = texts.map_err(|_| RenderBug::new("a file", &"a worker panicked"))?;
    for (source, text) in package.sources.iter().zip(texts) {
        if !tree.insert(&source.path, text?) {
            return Err(RenderBug::new(&source.path, &"two modules have this file"));
        }
    }
    Ok(tree)
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
    let mut page = Page::default();
    for Item { name, tokens } in source.items() {
        // Items are printed one by one, so that errors name the item.
        let code = printer::print(&tokens, &mut page)
            .map_err(|error| RenderBug::new(format!("{name} of {}", source.path), &error))?;
        out.push('\n');
        layout::space(code, &mut out);
    }
    Ok(out)
}

fn doc_line(line: &str, out: &mut String) {
    out.push_str(if line.is_empty() { "//!" } else { "//! " });
    out.push_str(line);
    out.push('\n');
}
