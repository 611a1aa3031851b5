//! Lowers `api.yaml`: the API as a whole, without its services and types.

use super::collect::{bad_form, bad_name};
use super::{auth, docs, manifest, names};
use crate::diagnostics::Diagnostics;
use crate::ir::{self, PagingConvention, PagingQuery, Table};
use crate::raw::{self, Text};

/// Lowers `api.yaml`.
pub(super) fn lower(raw: &raw::Api, problems: &mut Diagnostics) -> ir::Api {
    check_package(&raw.package, problems);
    if let Some(url) = &raw.base_url {
        check_base_url(url, problems);
    }
    check_title(&raw.title, problems);
    let title = raw.title.value.trim();
    ir::Api {
        package: raw.package.value.clone(),
        title: title.to_owned(),
        doc: docs::api(&raw.doc, &raw.title, problems),
        manifest: manifest::lower(raw.package_crate.as_ref(), &raw.package, title, problems),
        base_url: raw.base_url.as_ref().map(|url| url.value.clone()),
        base_url_env: variables(&raw.base_url_env, problems),
        auth: raw.auth.as_ref().and_then(|auth| auth::lower(auth, problems)),
        paging: raw.paging.as_ref().map(paging),
        files: Table::default(),
        services: Table::default(),
        accessors: Table::default(),
        messages: Table::default(),
        enums: Table::default(),
    }
}

/// The names of environment variables.
pub(super) fn variables(names: &[Text], problems: &mut Diagnostics) -> Vec<String> {
    for variable in names.iter().filter(|variable| !names::is_shouty(&variable.value)) {
        problems.push(bad_name("environment variable", variable, "UPPER_SNAKE_CASE"));
    }
    names.iter().map(|name| name.value.clone()).collect()
}

/// Checks the package name, which becomes folders and prefixes of names.
fn check_package(package: &Text, problems: &mut Diagnostics) {
    if !package.value.split('.').all(names::is_snake) {
        let form = "lower_snake_case words separated by dots, such as `shop.v1`";
        problems.push(bad_name("package", package, form));
    }
}

/// Checks the base URL, to which paths of RPCs are appended.
fn check_base_url(url: &Text, problems: &mut Diagnostics) {
    if !is_url(&url.value) || url.value.ends_with('/') || url.value.contains(['?', '#']) {
        let form = "an http or https URL without a query or trailing slash";
        problems.push(bad_form("base URL", url, form));
    }
}

/// Whether a text is an http or https URL, as far as it can break what prints it.
pub(super) fn is_url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"<>\"\\^`{|}".contains(&byte);
    rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(is_plain))
}

/// Checks the title, which is a part of sentences.
fn check_title(title: &Text, problems: &mut Diagnostics) {
    if title.value.trim().is_empty() {
        problems.push(bad_form("title", title, "the name of the API"));
    }
    docs::check_line(title, problems);
}

fn paging(raw: &raw::PagingConvention) -> PagingConvention {
    PagingConvention {
        request_field: raw.request.field.value.clone(),
        token: raw.request.token.value.clone(),
        page_size: raw.request.page_size.value.clone(),
        response_field: raw.response.field.value.clone(),
        next_token: raw.response.next_token.value.clone(),
        query: raw.query.as_ref().map(|query| PagingQuery {
            token: query.token.value.clone(),
            page_size: query.page_size.value.clone(),
        }),
        doc: docs::prose(&raw.doc.value),
    }
}
