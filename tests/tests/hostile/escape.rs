//! Hostile texts in every text key of the format: either a diagnostic, or generated files with the
//! structure that they have with harmless texts.

use gitpod_codegen::{Sources, Templates, Tree, emit, render};
use toml::de::{DeTable, DeValue};

use crate::{answer_to, in_time};

/// A schema in which every text is in double quotes and on a line of its own.
const API: &str = r#"
package: "shop.v1"
title: "Shop API"
doc: "The API of a small shop."
base_url: "https://shop.example/api"
base_url_env:
- "SHOP_URL"
crate:
  name: "shop-front"
  version: "1.2.0"
  description: "Sells items."
  license: "MIT"
  keywords:
  - "shop"
  categories:
  - "api-bindings"
  documentation: "https://shop.example/docs"
  homepage: "https://shop.example"
  repository: "https://shop.example/git"
  runtime:
    version: "0.1"
    path: "../runtime"
auth:
  scheme: bearer
  env:
  - "SHOP_TOKEN"
  doc: "An access token of the shop."
paging:
  request: {field: pagination, token: token, page_size: page_size}
  response: {field: pagination, next_token: next_token}
  query: {token: token, page_size: pageSize}
  doc: "An empty next token marks the last page."
files: [things.yaml]
"#;

/// The other file of the schema, in the same form.
const THINGS: &str = r#"
service:
  name: "ThingService"
  doc: "Manages items for sale."
  inferred: "Items are never deleted."
resources:
- name: "things"
  doc: "Items for sale."
  inferred: "Each has a price."
  rpcs:
  - name: "GetThing"
    method: "retrieve"
    doc: "Returns an item. It is always there."
    inferred: "Needs no permission."
    note: "The pages disagree."
    deprecated:
      reason: "Nobody needs it."
    request:
      doc: "Selects an item."
      oneofs:
      - name: "choice"
        doc: "One of two."
      fields:
      - name: "thing_id"
        json: "thingId"
        number: 1
        type: "string"
        rules:
          pattern: "^[a-z]*$"
          cel:
          - id: "short"
            message: "must be short"
            expression: "this.size() < 10"
        doc: "Identifies the item."
        inferred: "Assigned by the server."
        note: "As described."
      - name: "kind"
        number: 2
        type: "Kind"
        doc: "Restricts the item."
      - name: "by_name"
        number: 3
        type: "string"
        oneof: "choice"
        doc: "Shelf mark of the item."
        deprecated:
          use: "thing_id"
    response:
      doc: "Has no fields."
    examples:
    - title: "An item"
      request:
        thingId: "abc"
        kind: "KIND_BOOK"
      response: {}
enums:
- name: "Kind"
  doc: "Sorts of items."
  note: "A complete list."
  values:
  - name: "KIND_UNSPECIFIED"
    number: 0
    doc: "Not stated."
  - name: "KIND_BOOK"
    number: 1
    doc: "Has pages."
    inferred: "Paper."
"#;

/// Texts that would end the string, line, comment, cell, code span or fence that they are written in.
const TEXTS: &[&str] = &[
    "The \"Shop\" API",
    "a\"\nbuild = \"evil.rs",
    "a'''\n[dependencies]\nevil = \"1\"",
    "a\"\"\"\n[package]\nbuild = 'evil.rs'",
    "a\\",
    "a\\\"",
    "a\nfn evil() {}",
    "a\r#![feature(evil)]",
    "a\u{2028}fn evil() {}",
    "a */ fn evil() {} /*",
    "a\n*/\nfn evil() {}\n/*",
    "a\n```\nfn evil() {}",
    "```\n#![feature(evil)]",
    "~~~text evil ~~~",
    "> ~~~\nfn evil() {}",
    "- ```\nfn evil() {}",
    "`a|b` | c |\n| d | e |",
    "`",
    "``` a",
    "a `b",
    "<script>evil()</script>",
    "<!-- evil",
    "[evil](https://evil.example)",
    "![evil](https://evil.example)",
    "[evil]: https://evil.example",
    "https://evil.example/`|\"",
    "{{ title }} {% raw %} {#",
    "\u{202e}lave",
    "\u{0}\u{7}\u{1b}[2J",
    "#\n",
    "1. a",
    "=",
    "    indented()",
    "$evil #evil %evil",
];

fn rendered(sources: &Sources) -> Option<Tree> {
    let api = answer_to(sources).ok()?;
    let templates = Templates::embedded().expect("the templates are valid");
    let tree = render(&emit(&api), &templates);
    Some(tree.unwrap_or_else(|bug| panic!("{bug}")))
}

fn schema(api: &str, things: &str) -> Sources {
    Sources::from_texts([("api.yaml", api), ("things.yaml", things)])
}

/// The schema with a text in the place of the one in double quotes in a line.
fn with_text(file: &str, line: usize, text: &str) -> Option<String> {
    let lines = file.lines().enumerate().map(|(at, found)| match found.split_once('"') {
        Some((before, _)) if at == line => format!("{before}{}\n", serde_json::Value::from(text)),
        _ => format!("{found}\n"),
    });
    file.lines().nth(line)?.contains('"').then(|| lines.collect())
}

/// The structure of the generated crate: the keys of the manifest, the outline of the readme, and the
/// items of each Rust file.
#[derive(Debug, PartialEq, Eq)]
struct Structure {
    manifest: Vec<String>,
    readme: Vec<String>,
    files: Vec<usize>,
    root: Vec<String>,
}

impl Structure {
    fn of(tree: &Tree) -> Self {
        let manifest = tree.get("Cargo.toml").expect("there is a manifest");
        let manifest = DeTable::parse(manifest).expect("the manifest is TOML");
        let mut keys = Vec::new();
        collect_keys(manifest.get_ref(), "", &mut keys);
        let readme = outline(tree.get("README.md").expect("there is a readme"));
        let rust = |path: &str, text: &str| {
            syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"))
        };
        let files = tree.iter().filter(|(path, _)| path.ends_with(".rs"));
        let files = files.map(|(path, text)| rust(path, text).items.len()).collect();
        let root = rust("src/lib.rs", tree.get("src/lib.rs").expect("there is a root"));
        let attributes = root.attrs.iter().filter(|found| !found.path().is_ident("doc"));
        let attributes = attributes.map(|found| path_of(found.path()));
        let root = attributes.chain(root.items.iter().map(kind_of)).collect();
        Self { manifest: keys, readme, files, root }
    }
}

fn collect_keys(table: &DeTable<'_>, before: &str, keys: &mut Vec<String>) {
    for (key, value) in table {
        let path = format!("{before}.{}", key.get_ref());
        if let DeValue::Table(inner) = value.get_ref() {
            collect_keys(inner, &path, keys);
        }
        keys.push(path);
    }
}

fn path_of(path: &syn::Path) -> String {
    path.segments.iter().map(|segment| segment.ident.to_string()).collect()
}

fn kind_of(item: &syn::Item) -> String {
    match item {
        syn::Item::Const(item) => format!("const {}", item.ident),
        syn::Item::Mod(item) => format!("mod {}", item.ident),
        syn::Item::Use(_) => "use".to_owned(),
        _ => "another item".to_owned(),
    }
}

/// The headings, fences and rows of tables with their numbers of cells.
fn outline(markdown: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut is_open = false;
    for line in markdown.lines() {
        let is_fence = line.starts_with("```") && !line.trim_start_matches('`').contains('`');
        if is_fence || line.starts_with("~~~") {
            is_open = !is_open;
            out.push("fence".to_owned());
        } else if !is_open && line.starts_with('#') {
            out.push(line.chars().take_while(|letter| *letter == '#').collect());
        } else if !is_open && line.starts_with('|') {
            out.push(format!("{} cells", line.replace("\\|", "").matches('|').count() - 1));
        }
    }
    assert!(!is_open, "{markdown}");
    out
}

/// Descriptions are Markdown, which may have fences of its own: the lines that open or close one.
fn own_fences(text: &str) -> usize {
    let fences = text.lines().filter(|line| line.starts_with("```") || line.starts_with("~~~"));
    2 * fences.count()
}

#[test]
fn no_text_changes_the_structure_of_generated_files() {
    in_time(|| {
        let expected = Structure::of(&rendered(&schema(API, THINGS)).expect("the schema is valid"));
        assert!(expected.manifest.contains(&".package.description".to_owned()));
        let (mut accepted, mut rejected) = (0, 0);
        for text in TEXTS {
            let in_api = (0..API.lines().count())
                .filter_map(|line| Some(schema(&with_text(API, line, text)?, THINGS)));
            let in_things = (0..THINGS.lines().count())
                .filter_map(|line| Some(schema(API, &with_text(THINGS, line, text)?)));
            for sources in in_api.chain(in_things) {
                let Some(tree) = rendered(&sources) else {
                    rejected += 1;
                    continue;
                };
                accepted += 1;
                let mut found = Structure::of(&tree);
                let fences =
                    |lines: &[String]| lines.iter().filter(|line| *line == "fence").count();
                let extra = fences(&found.readme) - fences(&expected.readme);
                assert!(extra <= own_fences(text), "{text:?} in {sources:?}");
                if extra > 0 {
                    found.readme.retain(|line| line != "fence");
                    let mut others = expected.readme.clone();
                    others.retain(|line| line != "fence");
                    assert_eq!(found.readme, others, "{text:?} in {sources:?}");
                    found.readme.clone_from(&expected.readme);
                }
                assert_eq!(found, expected, "{text:?} in {sources:?}");
            }
        }
        assert!(accepted > 200 && rejected > 200, "{accepted} {rejected}");
    });
}

#[test]
fn the_title_is_written_as_it_is() {
    let title = r#"The "Ona" \API\ of 'today' *now* & <here>"#;
    let api = API.replace("  description: \"Sells items.\"\n", "");
    let line = api.lines().position(|line| line.starts_with("title")).expect("there is a title");
    let api = with_text(&api, line, title).expect("the line has a text");
    let tree = in_time(move || rendered(&schema(&api, THINGS))).expect("the schema is valid");
    let manifest = DeTable::parse(tree.get("Cargo.toml").expect("there is a manifest"));
    let manifest = manifest.expect("the manifest is TOML");
    let DeValue::Table(package) = manifest.get_ref()["package"].get_ref() else {
        panic!("a table")
    };
    let description = package["description"].get_ref().as_str().expect("a string");
    let expected =
        format!("Typed bindings for the {title}: models, clients and servers for shop.v1.");
    assert_eq!(description, expected);
    let readme = tree.get("README.md").expect("there is a readme");
    let escaped = r#"The "Ona" \\API\\ of 'today' \*now\* \& \<here\>"#;
    assert!(readme.contains(escaped), "{readme}");
    let root = tree.get("src/lib.rs").expect("there is a root");
    assert!(root.contains(&format!("//! Rust client and server bindings for the {escaped}.\n")));
}
