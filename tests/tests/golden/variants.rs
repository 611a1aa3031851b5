//! Crates of APIs that differ in what `api.yaml` says: what an API does not have is not generated.

use std::collections::BTreeSet;

use gitpod_codegen::Tree;
use gitpod_tests::{api_from, crate_of, sources};

/// An API without anything that is optional.
const BARE: &str = "package: bare_shop.v1
title: Bare API
doc: The API of a shop without doors.
files: [books.yaml]
";

/// An API with a token in a header of its own, and pages without a query string.
const KEYED: &str = "package: keyed
title: Keyed API
doc: The API of a shop with a key.
base_url: https://keyed.example
crate:
  name: keyed_shop
  version: 2.1.0-rc.1
  description: Books for those who have a key.
  license: Apache-2.0
  keywords: [books]
  categories: [api-bindings]
  documentation: https://keyed.example/docs
  homepage: https://keyed.example
  repository: https://keyed.example/git
auth: {scheme: header, header: X-Shop-Key, env: [KEYED_TOKEN]}
paging:
  request: {field: page, token: after, page_size: size}
  response: {field: next, next_token: after}
  doc: The last page leads to no other.
files: [books.yaml]
";

const BOOKS: &str = "service: {name: BookService, doc: Manages the books of a shop.}
resources:
- name: books
  doc: What the shop sells.
  rpcs:
  - name: GetBook
    method: retrieve
    idempotency: no_side_effects
    doc: Returns one of the books.
    request:
      doc: Selects what is returned.
      fields:
      - {name: id, number: 1, type: string, doc: ISBN without hyphens.}
    response:
      doc: What was selected.
      fields:
      - {name: book, number: 1, type: Book, doc: Absent if the shop has none.}
    examples:
    - {title: A novel, request: {id: '9780141439587'}, response: {book: {title: Emma}}}
PAGED  messages:
  - name: Book
    doc: Something to read.
    fields:
    - {name: title, number: 1, type: string, doc: As printed on its cover.}
    - {name: printed_at, number: 2, type: timestamp, doc: When it left the press.}
";

const LIST: &str = "  - name: ListBooks
    method: list
    idempotency: no_side_effects
    paging: {items: books}
    doc: Returns all that the shop sells.
    request:
      doc: Selects where to go on.
      fields:
      - {name: page, number: 1, type: Page, doc: Where to go on.}
    response:
      doc: Some of what the shop sells.
      fields:
      - {name: books, number: 1, type: repeated Book, doc: At most as many as asked for.}
      - {name: next, number: 2, type: Page, doc: Leads to the rest.}
    examples:
    - {title: All, request: {}, response: {books: [{title: Emma}]}}
";

const PAGE: &str = "  - name: Page
    doc: A position among what the shop sells.
    fields:
    - {name: after, number: 1, type: string, doc: Opaque position.}
    - {name: size, number: 2, type: int32, doc: At most this many at once.}
";

fn package(api: &str, books: &str) -> Tree {
    crate_of(&api_from(&sources(&[("api.yaml", api), ("books.yaml", books)])))
}

/// The crate without anything that is optional.
pub(crate) fn bare() -> Tree {
    package(BARE, &BOOKS.replace("PAGED", ""))
}

/// The crate with a token in a header of its own.
pub(crate) fn keyed() -> Tree {
    package(KEYED, &(BOOKS.replace("PAGED", LIST) + PAGE))
}

/// The words of a crate, in lower case.
fn words(tree: &Tree) -> BTreeSet<String> {
    let is_inner = |letter: char| letter.is_alphanumeric();
    let words = tree.iter().flat_map(|(_, text)| text.split(move |letter| !is_inner(letter)));
    words.map(str::to_lowercase).collect()
}

#[test]
fn what_an_api_does_not_have_is_not_generated() {
    let (bare, keyed) = (words(&bare()), words(&keyed()));
    for word in ["token", "authorization", "authentication", "pages", "paging"] {
        assert!(!bare.contains(word), "the bare crate has `{word}`");
    }
    for word in ["bearer", "authorization"] {
        assert!(!keyed.contains(word), "the keyed crate has `{word}`");
    }
    assert!(!bare.contains("ona") && !keyed.contains("ona"));
    assert!(self::bare().iter().all(|(_, text)| !text.contains("well_known")));
}

#[test]
fn only_the_runtime_is_named_after_another_api() {
    for (path, text) in bare().iter().chain(keyed().iter()) {
        let rest = text.replace("gitpod-runtime", "").replace("gitpod_runtime", "");
        assert!(!rest.to_lowercase().contains("gitpod"), "{path}");
    }
}

#[test]
fn the_manifest_says_what_the_api_says() {
    let tree = keyed();
    let manifest = tree.get("Cargo.toml").expect("there is a manifest");
    for line in [
        "name = \"keyed_shop\"",
        "version = \"2.1.0-rc.1\"",
        "description = \"Books for those who have a key.\"",
        "license = \"Apache-2.0\"",
        "keywords = [\"books\"]",
        "documentation = \"https://keyed.example/docs\"",
    ] {
        assert!(manifest.lines().any(|other| other == line), "no line `{line}` in\n{manifest}");
    }
    let tree = bare();
    let manifest = tree.get("Cargo.toml").expect("there is a manifest");
    assert!(manifest.contains("name = \"bare-shop-v1\"\n") && !manifest.contains("license"));
    let readme = tree.get("README.md").expect("there is a readme");
    assert!(readme.contains("bare-shop-v1 = { version = \"0.1\"") && !readme.contains("License"));
}
