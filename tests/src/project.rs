//! The project's schema, and the crates generated from schemas.

use std::fs;
use std::path::{Path, PathBuf};

use gitpod_codegen::ir::Api;
use gitpod_codegen::{Sources, Templates, Tree, emit, load, render, render_text};

/// The root folder of the workspace.
#[must_use]
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Loads the schema in a folder. Panics with its diagnostics if it is invalid.
#[must_use]
pub fn api_of(folder: &Path) -> Api {
    let sources = load(folder).unwrap_or_else(|problems| panic!("{problems}"));
    api_from(&sources)
}

/// Parses and lowers a schema. Panics with its diagnostics if it is invalid.
#[must_use]
pub fn api_from(sources: &Sources) -> Api {
    gitpod_codegen::lower(&gitpod_codegen::parse(sources))
        .unwrap_or_else(|problems| panic!("{}", render_text(&problems, sources, false)))
}

/// The project's schema.
#[must_use]
pub fn project_api() -> Api {
    api_of(&workspace().join("schema"))
}

/// The files of the crate generated from an API.
#[must_use]
pub fn crate_of(api: &Api) -> Tree {
    let templates = Templates::embedded().unwrap_or_else(|bug| panic!("{bug}"));
    render(&emit(api), &templates).unwrap_or_else(|bug| panic!("{bug}"))
}

/// Files of the generated crate that are not generated, but equal those at the root.
const BY_HAND: [&str; 3] = ["CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"];

/// Every generated file below a folder except those in `target`, by path with `/`.
#[must_use]
pub fn read_tree(folder: &Path) -> Tree {
    let mut tree = Tree::default();
    read_into(folder, "", &mut tree);
    tree
}

fn read_into(folder: &Path, prefix: &str, tree: &mut Tree) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder:?}: {error}")) {
        let entry = entry.unwrap_or_else(|error| panic!("{folder:?}: {error}"));
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            if path != "target" {
                read_into(&entry.path(), &format!("{path}/"), tree);
            }
        } else if !BY_HAND.contains(&path.as_str()) {
            let text = fs::read_to_string(entry.path());
            tree.insert(path, text.unwrap_or_else(|error| panic!("{entry:?}: {error}")));
        }
    }
}
