//! Small schemas for the unit tests of other modules.

use crate::ir::Api;
use crate::source::Sources;

/// `api.yaml` without the package and the files.
const API: &str = "title: Test API
doc: Serves tests.
base_url: https://example.com/api
auth: {scheme: bearer, env: [TOKEN], doc: A token.}
paging:
  request: {field: pagination, token: token, page_size: page_size}
  response: {field: pagination, next_token: next_token}
  query: {token: token, page_size: pageSize}
  doc: Lists come in pages.
";

/// Lowers schema files, given with their stems.
pub(crate) fn api(package: &str, files: &[(&str, &str)]) -> Api {
    let names: Vec<String> = files.iter().map(|(stem, _)| format!("{stem}.yaml")).collect();
    let api = format!("package: {package}\n{API}files: [{}]\n", names.join(", "));
    let texts = names.iter().map(String::as_str).zip(files.iter().map(|(_, text)| *text));
    let sources = Sources::from_texts(texts.chain([("api.yaml", api.as_str())]));
    let api = crate::lower(&crate::parse(&sources));
    api.map_err(|problems| crate::render_text(&problems, &sources, false)).unwrap()
}
