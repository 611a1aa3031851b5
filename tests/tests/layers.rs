//! The edges between the top modules of `runtime` and of `codegen`.
//!
//! A table lists the modules bottom up: each depends only on modules that come before it. The test
//! fails on an edge that is not listed, and on a listed edge that no longer exists.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use gitpod_tests::{read_tree, workspace};

/// A crate's modules bottom up, each with the modules that it depends on.
type Table = &'static [(&'static str, &'static [&'static str])];

const RUNTIME: Table = &[
    ("reference", &[]),
    ("scalar", &[]),
    ("enumeration", &[]),
    ("message", &["enumeration", "scalar"]),
    ("debug", &["message", "scalar"]),
    ("wire", &["enumeration", "message"]),
    ("binary", &["enumeration", "message", "scalar", "wire"]),
    ("well_known", &["binary", "enumeration", "message", "scalar", "wire"]),
    ("json", &["binary", "enumeration", "message", "scalar", "well_known", "wire"]),
    ("codec", &["binary", "json", "message", "wire"]),
    ("serde_impl", &["enumeration", "json", "message", "wire"]),
    ("validate", &["message", "scalar", "wire"]),
    ("sample", &["enumeration", "message", "scalar", "validate", "well_known"]),
    (
        "rpc",
        &["codec", "enumeration", "json", "message", "scalar", "validate", "well_known", "wire"],
    ),
    ("http", &["codec", "rpc"]),
    ("message_ext", &["binary", "codec", "json", "message", "validate"]),
    ("mock", &["http", "json", "message", "rpc", "sample", "scalar", "validate"]),
];

const CODEGEN: Table = &[
    ("parallel", &[]),
    ("protobuf", &[]),
    ("source", &[]),
    ("tree", &[]),
    ("diagnostics", &["source"]),
    ("load", &["diagnostics", "parallel", "source"]),
    ("node", &["source"]),
    ("raw", &["diagnostics", "node", "source"]),
    ("yaml", &["diagnostics", "node", "source"]),
    ("parse", &["diagnostics", "node", "parallel", "raw", "source", "yaml"]),
    ("tokens", &[]),
    ("ir", &["tokens"]),
    ("re2", &[]),
    ("lower", &["diagnostics", "ir", "node", "parallel", "protobuf", "raw", "re2", "source"]),
    ("inferred", &["raw", "source"]),
    ("compare", &["diagnostics", "ir", "lower", "parse", "raw", "source"]),
    ("example", &["diagnostics", "ir", "lower", "node", "parse", "source"]),
    ("printer", &["tokens"]),
    ("emit", &["ir", "printer", "tokens"]),
    ("render", &["emit", "parallel", "printer", "tree"]),
    ("export", &["ir", "protobuf", "tree"]),
];

#[test]
fn modules_of_the_runtime() {
    // Generated code reaches all of the runtime through `__private`.
    check("runtime", &["__private"], RUNTIME);
}

#[test]
fn modules_of_the_generator() {
    check("codegen", &[], CODEGEN);
}

type Edges = BTreeMap<String, BTreeSet<String>>;

fn check(name: &str, facades: &[&str], table: Table) {
    let mut found = edges(&workspace().join(name).join("src"));
    found.retain(|module, _| !facades.contains(&module.as_str()));
    let listed: Edges = table.iter().map(|(module, on)| row(module, on)).collect();
    for (place, (module, on)) in table.iter().enumerate() {
        for on in *on {
            let below = table.iter().take(place).any(|(other, _)| other == on);
            assert!(below, "{name}: `{module}` depends on `{on}`, which does not come before it");
        }
    }
    let pairs = |edges: &Edges| -> BTreeSet<String> {
        let rows = edges.iter().map(|(module, on)| {
            let on = on.iter().map(move |on| format!("{module} -> {on}"));
            std::iter::once(module.clone()).chain(on)
        });
        rows.flatten().collect()
    };
    let (found, listed) = (pairs(&found), pairs(&listed));
    let new: Vec<_> = found.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(&found).collect();
    assert!(new.is_empty() && gone.is_empty(), "{name}: not listed: {new:?}, but gone: {gone:?}");
}

fn row(module: &str, on: &[&str]) -> (String, BTreeSet<String>) {
    (module.to_owned(), on.iter().map(|on| (*on).to_owned()).collect())
}

/// The edges between the top modules of a crate.
fn edges(folder: &Path) -> Edges {
    let tree = read_tree(folder);
    let files: Vec<(&str, String)> =
        tree.iter().map(|(path, text)| (path, without_comments(text))).collect();
    let root = files.iter().find(|(path, _)| *path == "lib.rs").map(|(_, text)| text.as_str());
    let reexports = reexports(root.expect("there is a root"));
    let mut edges = Edges::new();
    for (path, text) in &files {
        let is_test = path.ends_with("tests.rs") || path.contains("/tests/");
        if is_test || *path == "lib.rs" {
            continue;
        }
        let module = path.split(['/', '.']).next().unwrap_or_default();
        let on = edges.entry(module.to_owned()).or_default();
        for name in names_after("crate::", text) {
            let target = reexports.get(&name).unwrap_or(&name);
            if target != module {
                on.insert(target.clone());
            }
        }
    }
    // Macros of the crate are named like modules; a name is a module if it has a file.
    let modules: BTreeSet<String> = edges.keys().cloned().collect();
    edges.values_mut().for_each(|on| on.retain(|on| modules.contains(on)));
    edges
}

/// The module of each item that the root re-exports.
fn reexports(root: &str) -> BTreeMap<String, String> {
    let mut modules = BTreeMap::new();
    for statement in root.split(';') {
        let Some((_, path)) = statement.rsplit_once("pub use ") else { continue };
        let Some((module, items)) = path.split_once("::") else { continue };
        let items = items.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
        for item in items.filter(|item| !item.is_empty()) {
            modules.insert(item.to_owned(), module.trim().to_owned());
        }
    }
    modules
}

/// The first name of each path after a prefix: of `crate::{a::b, c}`, `a` and `c`.
fn names_after(prefix: &str, text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in text.match_indices(prefix) {
        // `$crate` in a macro is the crate of generated code.
        let (before, rest) = (&text[..at], &text[at + prefix.len()..]);
        if before.ends_with(|letter: char| letter.is_alphanumeric() || "_$".contains(letter)) {
            continue;
        }
        match rest.strip_prefix('{') {
            Some(group) => names.extend(names_of_group(group)),
            None => names.push(name_at(rest)),
        }
    }
    // A macro can leave the path to a variable: `crate::#path`.
    names.retain(|name| !name.is_empty());
    names
}

fn names_of_group(group: &str) -> Vec<String> {
    let (mut depth, mut start, mut names) = (0, 0, Vec::new());
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => {
                names.push(name_at(group[start..at].trim()));
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                names.push(name_at(group[start..at].trim()));
                start = at + 1;
            }
            _ => {}
        }
    }
    names
}

fn name_at(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

/// Removes line comments; links in documentation are not dependencies.
fn without_comments(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn paths_are_found_in_groups_and_behind_reexports() {
    let text = "use crate::{a::{b, c}, d};\nuse crate::Error;\nlet x = crate::e::f();\n$crate::g\nquote!(crate::#path)";
    assert_eq!(names_after("crate::", text), ["a", "d", "Error", "e"]);
    let root = "pub mod rpc;\npub use rpc::{Error, call::Call};\npub use codec::DecodeError;";
    let reexports = reexports(root);
    assert_eq!(reexports["Error"], "rpc");
    assert_eq!(reexports["DecodeError"], "codec");
    assert!(!reexports.contains_key(""));
}
