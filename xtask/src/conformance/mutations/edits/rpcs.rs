//! Edits of services, resources and RPCs.

use super::super::document::{Op, Path};
use super::super::places::{Place, Rpc};
use super::super::yaml::Yaml;
use super::{Edits, around, short};

const DOC: (&str, &str) = ("doc", "Was not there before.");

pub(super) fn find(edits: &mut Edits<'_>) {
    for service in &edits.places.services {
        let new = format!("{}AnewService", service.name.trim_end_matches("Service"));
        let op = Op::Set(service.path.clone(), "name", Yaml::text(&new));
        edits.add("service renamed", service, vec![op]).renames(&service.name, &new);
    }
    for resource in &edits.places.resources {
        let new = format!("{}_anew", resource.name);
        let op = Op::Set(resource.path.clone(), "name", Yaml::text(&new));
        let methods = edits.at(resource).items("rpcs").len();
        edits.add("resource renamed", resource, vec![op]);
        if methods > 0 {
            let op = Op::Push(resource.path.clone(), "rpcs", rpc("AddSomething", "add_something"));
            edits.add("RPC added", resource, vec![op]);
        }
    }
    for rpc in &edits.places.rpcs {
        names(edits, rpc);
        levels(edits, rpc);
        messages(edits, rpc);
    }
    service(edits);
}

/// An RPC without fields.
fn rpc(name: &str, method: &str) -> Yaml {
    let mut rpc = Yaml::map([("name", name), ("method", method), DOC]);
    let mut example = Yaml::map([("title", "Do it"), ("request", "{}"), ("response", "{}")]);
    if let Yaml::Map(entries) = &mut rpc {
        entries.push(("request".to_owned(), Yaml::map([("doc", "Has no fields.")])));
        entries.push(("response".to_owned(), Yaml::map([("doc", "Has no fields.")])));
        let example = std::mem::replace(&mut example, Yaml::text(""));
        entries.push(("examples".to_owned(), Yaml::List(vec![example])));
    }
    rpc
}

fn names(edits: &mut Edits<'_>, rpc: &Rpc) {
    let place = &rpc.place;
    let of = edits.at(place);
    edits.deprecation(["RPC deprecated", "RPC no longer deprecated"], place);
    edits.add("RPC removed", place, vec![Op::Delete(place.path.clone())]);
    let old = short(&place.name);
    let new = format!("{old}Anew");
    let mut ops = vec![Op::Set(place.path.clone(), "name", Yaml::text(&new))];
    let mut renames = vec![(place.name.clone(), format!("{}{new}", around(&place.name)))];
    for suffix in ["Request", "Response"] {
        let (from, to) = (format!("{old}{suffix}"), format!("{new}{suffix}"));
        ops.push(Op::Rename { from: from.clone(), to: to.clone() });
        renames.push((from, to));
    }
    edits.add("RPC renamed", place, ops).renames = renames;
    let method = format!("{}_anew", of.line("method").unwrap_or_default());
    let op = Op::Set(place.path.clone(), "method", Yaml::text(method));
    edits.add("documented method renamed", place, vec![op]);
}

fn levels(edits: &mut Edits<'_>, rpc: &Rpc) {
    let place = &rpc.place;
    let own = edits.at(place).line("idempotency");
    for new in [None, Some("idempotent"), Some("no_side_effects")] {
        if new == own {
            continue;
        }
        let op = match new {
            None => Op::Unset(place.path.clone(), "idempotency"),
            Some(new) => Op::Set(place.path.clone(), "idempotency", Yaml::text(new)),
        };
        let [from, to] = [own, new].map(|level| level.unwrap_or("unknown"));
        edits.add("idempotency changed", place, vec![op]).detail(format!("{from} to {to}"));
    }
    if let Some(paging) = edits.at(place).get("paging") {
        let op = Op::Unset(place.path.clone(), "paging");
        edits.add("paging removed", place, vec![op]);
        let query = match paging.line("query") {
            Some("false") => "true",
            _ => "false",
        };
        let op = Op::Set(place.path.key("paging"), "query", Yaml::text(query));
        edits.add("paging in the query changed", place, vec![op]);
    } else {
        let response = edits.at(place).get("response");
        let fields = response.map_or(&[][..], |response| response.items("fields"));
        let is_list =
            |field: &&Yaml| field.line("type").is_some_and(|ty| ty.starts_with("repeated "));
        if let Some(name) = fields.iter().find(is_list).and_then(|field| field.line("name")) {
            let op = Op::Set(place.path.clone(), "paging", Yaml::map([("items", name)]));
            edits.add("paging added", place, vec![op]);
        }
    }
}

/// Gives an RPC the request or response of the first one.
fn messages(edits: &mut Edits<'_>, rpc: &Rpc) {
    let (Some(sample), _) = edits.samples() else { return };
    for key in ["request", "response"] {
        let has_type = edits.at(&rpc.place).get(key).is_some_and(|body| body.get("type").is_some());
        if !has_type {
            let op = Op::Set(rpc.place.path.clone(), key, Yaml::map([("type", sample)]));
            edits.add("message of an RPC replaced", &rpc.place, vec![op]).detail(key);
        }
    }
}

/// Adds a service with its file.
fn service(edits: &mut Edits<'_>) {
    let Some(api) = &edits.places.api else { return };
    let resource = Yaml::Map(vec![
        ("name".to_owned(), Yaml::text("freshes")),
        ("doc".to_owned(), Yaml::text("Was not there before.")),
        ("rpcs".to_owned(), Yaml::List(vec![rpc("AddFresh", "add")])),
    ]);
    let root = Yaml::Map(vec![
        ("service".to_owned(), Yaml::map([("name", "FreshService"), DOC])),
        ("resources".to_owned(), Yaml::List(vec![resource])),
    ]);
    let ops = vec![
        Op::AddFile { name: "fresh.yaml", root },
        Op::Push(api.clone(), "files", Yaml::text("fresh.yaml")),
    ];
    let place = Place {
        path: Path { file: api.file, steps: api.steps.clone() },
        name: "api.yaml".to_owned(),
    };
    edits.add("service added", &place, ops);
}
