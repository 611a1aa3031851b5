//! Small schemas from text.

use gitpod_codegen::raw::ACKNOWLEDGED_FILE;
use gitpod_codegen::{Diagnostics, Sources, ir};

/// A minimal valid `api.yaml` that lists `files`.
#[must_use]
pub fn api_yaml<'a>(files: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = API.to_owned();
    let mut any = false;
    for file in files {
        if !std::mem::replace(&mut any, true) {
            text.push_str("files:\n");
        }
        text.push_str("- ");
        text.push_str(file);
        text.push('\n');
    }
    text
}

const API: &str = "\
package: shop.v1
title: Shop API
doc: The API of a small shop.
base_url: https://shop.example/api
auth: {scheme: bearer, env: [SHOP_TOKEN], doc: An access token of the shop.}
paging:
  request: {field: pagination, token: token, page_size: page_size}
  response: {field: pagination, next_token: next_token}
  query: {token: token, page_size: pageSize}
  doc: An empty next token marks the last page.
";

/// The sources of a schema. The minimal `api.yaml` is added if it is missing.
#[must_use]
pub fn sources(files: &[(&str, &str)]) -> Sources {
    if files.iter().any(|(name, _)| *name == "api.yaml") {
        return Sources::from_texts(files.iter().copied());
    }
    let names = files.iter().map(|(name, _)| *name).filter(|name| *name != ACKNOWLEDGED_FILE);
    let api = api_yaml(names);
    Sources::from_texts(files.iter().copied().chain([("api.yaml", api.as_str())]))
}

/// Parses and lowers.
///
/// # Errors
///
/// Returns the diagnostics that `cargo xtask gen` would print.
pub fn check(sources: &Sources) -> Result<ir::Api, Diagnostics> {
    gitpod_codegen::lower(&gitpod_codegen::parse(sources))
}

/// Parses and lowers a single file `things.yaml` under the minimal `api.yaml`.
///
/// # Errors
///
/// Returns the diagnostics of the file.
pub fn lower(things: &str) -> Result<ir::Api, Diagnostics> {
    check(&sources(&[("things.yaml", things)]))
}

/// A valid file with these messages, and with one RPC whose request has these fields. Each field is a
/// `- …` entry on its own line.
#[must_use]
pub fn file_with_fields(fields: &str, messages: &str) -> String {
    let fields = indented(fields, 6);
    format!(
        "service: {{name: ThingService, doc: Manages items for sale.}}
resources:
- name: things
  doc: Items for sale.
  rpcs:
  - name: GetThing
    method: retrieve
    doc: Returns an item.
    request:
      doc: Selects an item.
      fields:
{fields}    response: {{doc: Has no fields.}}
    examples:
    - {{title: Empty messages, request: {{}}, response: {{}}}}
messages:
{messages}"
    )
}

fn indented(lines: &str, by: usize) -> String {
    lines.lines().map(|line| format!("{:by$}{line}\n", "")).collect()
}
