//! Reads documentation pages and compares them with the schema.
//!
//! | module | holds |
//! | --- | --- |
//! | `page` | a page as its form states it |
//! | `markdown`, `rendered` | the two forms of pages |
//! | `shape` | types as pages write them |
//! | `names` | the types behind the names of models |
//! | `walk` | compares lists with messages |
//! | `check` | compares a field |
//! | `findings` | the differences, and what pages show |
//! | `coverage` | what pages cover, and what no page shows |
//!
//! Used by `audit`. Depends on `difference` and `facts`.

mod check;
mod coverage;
mod findings;
mod markdown;
mod names;
mod page;
mod rendered;
mod shape;
#[cfg(test)]
mod tests;
mod walk;

use std::fs;
use std::path::Path;

use gitpod_codegen::ir::{Api, Rpc, Service, Type};
use gitpod_codegen::{MAX_FILE_SIZE, read_regular};

use super::difference::{Difference, What};
use super::facts::Kind;
use crate::error::Error;
use findings::Findings;
use names::Known;
use page::{DocRpc, EntryKind, Model, Page};

pub(super) use coverage::{PageCoverage, print as print_coverage};

/// The extension of pages.
const EXTENSION: &str = "txt";

/// The maximum number of places in no known form that are printed.
const SHOWN: usize = 20;

/// Compares the pages in a folder with the schema. Returns what they cover and the differences.
pub(super) fn compare(
    folder: &Path,
    api: &Api,
) -> Result<(Vec<PageCoverage>, Vec<Difference>), Error> {
    Ok(audit(&pages(folder)?, api))
}

fn audit(pages: &[Page], api: &Api) -> (Vec<PageCoverage>, Vec<Difference>) {
    let mut findings = Findings::default();
    let mut covered = Vec::new();
    for page in pages {
        findings.on_page.clear();
        findings.parameters.clear();
        of_page(page, api, &mut findings);
        covered.push(PageCoverage::new(page, &findings));
    }
    coverage::unseen(pages, api, &mut findings);
    (covered, findings.into_differences())
}

/// Reads the pages of a folder, by name.
fn pages(folder: &Path) -> Result<Vec<Page>, Error> {
    let entries = fs::read_dir(folder).map_err(Error::disk("read", folder))?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(Error::disk("read", folder))?.path();
        if path.extension().is_some_and(|extension| extension == EXTENSION) {
            paths.push(path);
        }
    }
    paths.sort();
    let mut pages = Vec::new();
    let mut faults = Vec::new();
    for path in paths {
        let bytes = read_regular(&path, MAX_FILE_SIZE).map_err(|unread| Error::Argument {
            message: format!("cannot read `{}`: {unread}", path.display()),
            help: "pages are regular files in UTF-8",
        })?;
        let page = read(&path.display().to_string(), &String::from_utf8_lossy(&bytes));
        faults.extend(page.faults.iter().map(|(at, what)| format!("{}: {what}", page.place(*at))));
        pages.push(page);
    }
    let message = match faults.len().checked_sub(SHOWN) {
        _ if pages.is_empty() => format!("`{}` has no pages", folder.display()),
        _ if faults.is_empty() => return Ok(pages),
        None | Some(0) => format!("pages are in no known form\n{}", faults.join("\n")),
        Some(more) => {
            faults.truncate(SHOWN);
            format!("pages are in no known form\n{}\nand {more} more", faults.join("\n"))
        }
    };
    Err(Error::Argument { message, help: "`docs/audit.md` describes the forms of pages" })
}

fn read(path: &str, text: &str) -> Page {
    let text = text.replace('\r', "");
    let mut page = match markdown::is_markdown(&text) {
        true => markdown::read(path.to_owned(), text),
        false => rendered::read(path.to_owned(), text),
    };
    if page.rpcs.is_empty() && page.models.is_empty() {
        page.faults.push((0, "no RPC and no model, in neither of the known forms".to_owned()));
    }
    for rpc in page.rpcs.iter().filter(|rpc| rpc.route.is_none()) {
        page.faults.push((rpc.at, format!("the RPC `{}` has no path", rpc.name)));
    }
    page
}

fn of_page(page: &Page, api: &Api, findings: &mut Findings) {
    for doc in &page.rpcs {
        let route = doc.route.as_deref().unwrap_or_default();
        let known = api.rpcs().find(|(_, rpc)| rpc.path.strip_prefix('/') == Some(route));
        match known {
            Some((service, rpc)) => of_rpc(doc, service, rpc, (page, api), findings),
            None => {
                let name = route.rsplit_once('.').map_or(route, |(_, name)| name);
                let name = name.replace('/', ".");
                findings.lack(What::Added, Kind::Rpc, &name, page, doc.at);
            }
        }
    }
    for model in &page.models {
        of_model(model, page, api, findings);
    }
}

fn of_rpc(
    doc: &DocRpc,
    service: &Service,
    rpc: &Rpc,
    (page, api): (&Page, &Api),
    findings: &mut Findings,
) {
    let name = format!("{}.{}", service.name, rpc.name);
    findings.see(Kind::Rpc, name.as_str());
    let mut differ = |attribute: &str, expected: &str, found: &str| {
        if expected != found {
            let mismatch = (attribute.to_owned(), expected.to_owned(), found.to_owned());
            findings.differ(Kind::Rpc, &name, mismatch, page, doc.at);
        }
    };
    differ("name", &rpc.name, &doc.name);
    let response = &api[rpc.response];
    let mut returned = response;
    if let Some(signature) = &doc.signature {
        differ("method", &rpc.documented.name, &signature.method);
        let is_empty = |empty: bool| if empty { "empty" } else { "fields" };
        let is_object = signature.returns == "object";
        differ("response", is_empty(response.fields.is_empty()), is_empty(is_object));
        // A page of items is shown as one of its items.
        let items = signature.page_of();
        let expected = rpc.paging.as_ref().map(|paging| response[paging.items].ty.inner());
        let found = items.and_then(|items| names::model(items, page, api));
        let name = |found: Option<Known>| match found {
            Some(Known::Message(message)) => message.name.clone(),
            Some(Known::Enum(of)) => of.name.clone(),
            None => "no pages".to_owned(),
        };
        let expected = match expected {
            Some(Type::Message(id)) => Some(Known::Message(&api[id])),
            Some(Type::Enum(id)) => Some(Known::Enum(&api[id])),
            Some(Type::Scalar(_) | Type::WellKnown(_)) | None => None,
        };
        differ("paging", &name(expected), &name(found));
        if let Some(Known::Message(item)) = found {
            returned = item;
        }
    }
    if let Some(entries) = &doc.parameters {
        let query = api.paging.as_ref().and_then(|paging| paging.query.as_ref());
        let query = query.filter(|_| rpc.paging.as_ref().is_some_and(|paging| paging.query));
        let in_query = query.map(|query| [query.token.as_str(), query.page_size.as_str()]);
        // Pages for Python have the names in lower case.
        let [token, size] = in_query.unwrap_or_default();
        let snake = snake(size);
        let extra = [token, size, snake.as_str()];
        let before: Vec<_> = findings.on_page.iter().cloned().collect();
        walk::message(&api[rpc.request], entries, &extra, doc.at, (page, api), findings);
        let new = findings.on_page.iter().filter(|item| !before.contains(item)).cloned();
        let new: Vec<_> = new.collect();
        findings.parameters.extend(new);
    }
    if let Some(entries) = &doc.returns {
        walk::message(returned, entries, &[], doc.at, (page, api), findings);
    }
}

/// `pageSize` becomes `page_size`.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

fn of_model(model: &Model, page: &Page, api: &Api, findings: &mut Findings) {
    let first = model.entries.first().map(|entry| &entry.kind);
    let known = match (&model.name, first) {
        (Some(name), _) => names::model(name, page, api),
        (None, Some(EntryKind::Values(values))) => {
            let has = |name: &str| values.iter().any(|(_, value)| value == name);
            let of = api.enums.iter().find(|of| of.values.iter().any(|value| has(&value.name)));
            of.map(Known::Enum)
        }
        (None, _) => None,
    };
    match (known, first) {
        (Some(Known::Message(message)), _) => {
            walk::message(message, &model.entries, &[], model.at, (page, api), findings);
        }
        (Some(Known::Enum(of)), Some(EntryKind::Values(values))) => {
            walk::values(of, values, page, findings);
        }
        (Some(Known::Enum(of)), _) => walk::values(of, &[], page, findings),
        (None, _) => {
            let name = model.name.as_deref().unwrap_or("unnamed");
            findings.lack(What::Added, Kind::Message, name, page, model.at);
        }
    }
}
