//! What pages cover of the schema, and what no page shows.
//!
//! Used by `docs` and `report`.

use std::collections::BTreeSet;

use gitpod_codegen::ir::{Api, MessageId, Type, TypeId};
use serde_json::json;

use super::findings::Findings;
use super::page::{DocRpc, Page};
use crate::audit::facts::{Item, Kind};
use crate::console::Report;

/// The numbers of items of the schema that a page shows.
#[derive(Debug, Default)]
pub(crate) struct PageCoverage {
    path: String,
    title: String,
    rpcs: usize,
    methods: usize,
    /// `None` if the form of the page shows no parameters.
    parameters: Option<usize>,
    fields: usize,
    values: usize,
    differences: usize,
}

impl PageCoverage {
    /// Counts what the page has shown.
    pub(super) fn new(page: &Page, findings: &Findings) -> Self {
        let count = |kind| findings.on_page.iter().filter(|item| item.kind == kind).count();
        let shows_parameters = page.rpcs.iter().any(|rpc| rpc.parameters.is_some());
        let parameters = findings.parameters.iter();
        let parameters = parameters.filter(|item| item.kind == Kind::Field).count();
        Self {
            path: page.path.clone(),
            title: page.title.clone(),
            rpcs: count(Kind::Rpc),
            methods: page.rpcs.iter().filter(|rpc| rpc.signature.is_some()).count(),
            parameters: shows_parameters.then_some(parameters),
            fields: count(Kind::Field),
            values: count(Kind::Value),
            differences: findings.count(page),
        }
    }
}

/// Prints a table of pages.
pub(crate) fn print(pages: &[PageCoverage], report: &Report) {
    if !report.is_json() {
        let head = "rpcs  methods  parameters  fields  values  differences  page";
        report.line(|paint| paint.bold(head), || json!({}));
    }
    for page in pages {
        let PageCoverage { path, title, rpcs, methods, parameters, fields, values, differences } =
            page;
        report.line(
            |_| {
                let parameters = parameters.map_or_else(|| "none".to_owned(), |n| n.to_string());
                format!(
                    "{rpcs:>4}{methods:>9}{parameters:>12}{fields:>8}{values:>8}{differences:>13}  \
                     {title} ({path})"
                )
            },
            || {
                json!({
                    "event": "page",
                    "path": path,
                    "title": title,
                    "rpcs": rpcs,
                    "methods": methods,
                    "parameters": parameters,
                    "fields": fields,
                    "values": values,
                    "differences": differences,
                })
            },
        );
    }
}

/// Reports what no page shows, except for what their forms leave out: requests where no parameters
/// are shown, and what surrounds the items of responses in pages.
pub(super) fn unseen(pages: &[Page], api: &Api, findings: &mut Findings) {
    let mut hidden = BTreeSet::new();
    for (service, rpc) in api.rpcs() {
        let name = format!("{}.{}", service.name, rpc.name);
        if !findings.seen.contains(&Item::new(Kind::Rpc, name.as_str())) {
            findings.lack_everywhere(Item::new(Kind::Rpc, name));
        }
        let docs = pages.iter().flat_map(|page| &page.rpcs).filter(|doc| doc.name == rpc.name);
        let docs: Vec<&DocRpc> = docs.collect();
        if docs.iter().all(|doc| doc.parameters.is_none()) && !docs.is_empty() {
            reach(rpc.request, api, &mut hidden);
        }
        let is_page =
            |doc: &&DocRpc| doc.signature.as_ref().is_some_and(|it| it.page_of().is_some());
        if docs.iter().all(is_page) && !docs.is_empty() {
            reach(rpc.response, api, &mut hidden);
        }
    }
    for (id, message) in api.messages.enumerate() {
        let item = Item::new(Kind::Message, message.name.as_str());
        let is_empty = message.fields.is_empty();
        if !findings.seen.contains(&item) && !hidden.contains(&TypeId::Message(id)) && !is_empty {
            findings.lack_everywhere(item);
        }
    }
    for (id, of) in api.enums.enumerate() {
        let item = Item::new(Kind::Enum, of.name.as_str());
        if !findings.seen.contains(&item) && !hidden.contains(&TypeId::Enum(id)) {
            findings.lack_everywhere(item);
        }
    }
}

/// Adds a message and the types in it.
fn reach(message: MessageId, api: &Api, reached: &mut BTreeSet<TypeId>) {
    let mut pending = vec![message];
    while let Some(next) = pending.pop() {
        if !reached.insert(TypeId::Message(next)) {
            continue;
        }
        for field in &api[next].fields {
            match field.ty.inner() {
                Type::Message(id) => pending.push(id),
                Type::Enum(id) => {
                    reached.insert(TypeId::Enum(id));
                }
                Type::Scalar(_) | Type::WellKnown(_) => {}
            }
        }
    }
}
