//! Lowers the schema as written to the API that the emitters read, and checks every rule of the
//! format.
//!
//! All rules run, so that one run reports every error. Each error is reported once: what cannot be
//! lowered is left out of the tables, and later rules skip references to it. Depends on `raw`, `node`,
//! `ir`, `protobuf`, `re2`, `source` and `diagnostics`, and not on YAML or on Rust syntax.

mod aliases;
mod cel;
mod collect;
mod deprecation;
mod docs;
mod documented;
mod enums;
mod examples;
mod fields;
mod index;
mod messages;
mod names;
mod naming;
mod paging;
mod paths;
mod pattern;
mod reach;
mod rules;
mod scope;
mod secrets;
mod services;
mod time;
mod types;

use crate::diagnostics::Diagnostics;
use crate::ir::{self, PagingConvention, Table};
use crate::raw;

pub(crate) use examples::check as check_example;
pub use pattern::compile_pattern;

/// Checks the whole schema and resolves its names.
///
/// # Errors
///
/// Returns the mistakes that parsing found, and every violation of the format's rules.
pub fn lower(schema: &raw::Schema) -> Result<ir::Api, Diagnostics> {
    let mut problems = schema.problems.clone();
    let mut collected = collect::collect(schema, &mut problems);
    enums::note_meant_names(&mut collected);
    let messages = messages::lower(&collected, schema, &mut problems);
    let enums = enums::lower(&collected, schema, &mut problems);
    let complete = messages.map(|_, lowered| lowered.complete);
    let oneof_spans = messages.map(|_, lowered| lowered.oneof_spans.clone());
    let messages = messages.into_iter().map(|lowered| lowered.message).collect();

    let mut api = header(&schema.api, &mut problems);
    api.messages = messages;
    api.enums = enums;
    services::lower(&mut api, &collected, &complete, &mut problems);
    paths::claim_model_names(&api, &collected, &oneof_spans, &mut problems);
    reach::mark(&mut api, &collected, &mut problems);
    reach::box_recursion(&mut api);
    reach::find_floats(&mut api);
    messages::add_response_accessors(&mut api);
    examples::lower(&mut api, &collected, &complete, &mut problems);
    problems.into_result(api)
}

/// Checks the package name, which becomes folders and prefixes of names.
fn check_package(package: &raw::Text, problems: &mut Diagnostics) {
    if !package.value.split('.').all(names::is_snake) {
        let form = "lower_snake_case words separated by dots, such as `gitpod.v1`";
        problems.push(collect::bad_name("package", package, form));
    }
}

/// Checks the base URL, to which paths of RPCs are appended.
fn check_base_url(url: &raw::Text, problems: &mut Diagnostics) {
    let rest = url.value.strip_prefix("https://").or_else(|| url.value.strip_prefix("http://"));
    let plain = |rest: &str| {
        !rest.is_empty()
            && !rest.ends_with('/')
            && rest.bytes().all(|byte| byte.is_ascii_graphic() && !b"?#<>\"\\^`{|}".contains(&byte))
    };
    if !rest.is_some_and(plain) {
        let form = "an http or https URL without a query or trailing slash";
        problems.push(collect::bad_form("base URL", url, form));
    }
}

/// Checks the title, which is a part of sentences.
fn check_title(title: &raw::Text, problems: &mut Diagnostics) {
    if title.value.trim().is_empty() {
        problems.push(collect::bad_form("title", title, "the name of the API"));
    }
    docs::check_line(title, problems);
}

/// Lowers `api.yaml`.
fn header(raw: &raw::Api, problems: &mut Diagnostics) -> ir::Api {
    check_package(&raw.package, problems);
    check_base_url(&raw.base_url, problems);
    check_title(&raw.title, problems);
    let variables = raw.base_url_env.iter().chain(&raw.auth.env);
    for variable in variables.filter(|variable| !names::is_shouty(&variable.value)) {
        problems.push(collect::bad_name("environment variable", variable, "UPPER_SNAKE_CASE"));
    }
    let doc = docs::api(&raw.doc, &raw.title, problems);
    let paging = &raw.paging;
    ir::Api {
        package: raw.package.value.clone(),
        title: raw.title.value.trim().to_owned(),
        doc,
        base_url: raw.base_url.value.clone(),
        base_url_env: raw.base_url_env.iter().map(|name| name.value.clone()).collect(),
        token_env: raw.auth.env.iter().map(|name| name.value.clone()).collect(),
        auth_doc: docs::prose(&raw.auth.doc.value),
        paging: PagingConvention {
            request_field: paging.request.field.value.clone(),
            token: paging.request.token.value.clone(),
            page_size: paging.request.page_size.value.clone(),
            response_field: paging.response.field.value.clone(),
            next_token: paging.response.next_token.value.clone(),
            query_token: paging.query.token.value.clone(),
            query_page_size: paging.query.page_size.value.clone(),
            doc: docs::prose(&paging.doc.value),
        },
        files: Table::default(),
        services: Table::default(),
        accessors: Table::default(),
        messages: Table::default(),
        enums: Table::default(),
    }
}
