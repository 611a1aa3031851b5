//! Small schemas from text.

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
doc: Sells things to people who have none yet.
base_url: https://shop.example/api
auth: {scheme: bearer, env: [SHOP_TOKEN], doc: A token that the shop hands out.}
paging:
  request: {field: pagination, token: token, page_size: page_size}
  response: {field: pagination, next_token: next_token}
  query: {token: token, page_size: pageSize}
  doc: An empty next token marks the last page.
";

/// Sources of schema files, with the minimal `api.yaml` unless there is one.
#[must_use]
pub fn sources(files: &[(&str, &str)]) -> Sources {
    if files.iter().any(|(name, _)| *name == "api.yaml") {
        return Sources::from_texts(files.iter().copied());
    }
    let api = api_yaml(files.iter().map(|(name, _)| *name));
    Sources::from_texts(files.iter().copied().chain([("api.yaml", api.as_str())]))
}

/// Parses and lowers.
///
/// # Errors
///
/// The diagnostics that `cargo xtask gen` would print.
pub fn check(sources: &Sources) -> Result<ir::Api, Diagnostics> {
    gitpod_codegen::lower(&gitpod_codegen::parse(sources)?)
}

/// Parses and lowers a single file `things.yaml` under the minimal `api.yaml`.
///
/// # Errors
///
/// The diagnostics of the file.
pub fn lower(things: &str) -> Result<ir::Api, Diagnostics> {
    check(&sources(&[("things.yaml", things)]))
}

/// A valid file with one RPC whose request has these fields, one `- …` entry on each line, and with
/// these messages.
#[must_use]
pub fn file_with_fields(fields: &str, messages: &str) -> String {
    let fields = indented(fields, 6);
    format!(
        "service: {{name: ThingService, doc: Everything about what is sold.}}
resources:
- name: things
  doc: What is sold.
  rpcs:
  - name: GetThing
    method: retrieve
    doc: Fetches one of them.
    request:
      doc: Says which one.
      fields:
{fields}    response: {{doc: Carries nothing yet.}}
    examples:
    - {{title: Nothing asked and nothing got, request: {{}}, response: {{}}}}
messages:
{messages}"
    )
}

fn indented(lines: &str, by: usize) -> String {
    lines.lines().map(|line| format!("{:by$}{line}\n", "")).collect()
}
