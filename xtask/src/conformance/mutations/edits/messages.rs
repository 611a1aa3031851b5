//! Edits of whole messages.

use super::super::document::{Op, Path};
use super::super::places::{Message, Place};
use super::super::yaml::Yaml;
use super::{Edits, around, short};

pub(super) fn find(edits: &mut Edits<'_>) {
    for message in &edits.places.messages {
        let Message { place, is_named, .. } = message;
        // Those of an RPC are renamed with it.
        if *is_named {
            edits.deprecation(["message deprecated", "message no longer deprecated"], place);
            named(edits, place);
        }
        nested(edits, place);
    }
    for (file, found) in edits.document.files.iter().enumerate() {
        if found.name != "api.yaml" {
            let place = Place { path: Path { file, steps: Vec::new() }, name: found.name.clone() };
            additions(edits, &place);
        }
    }
}

fn named(edits: &mut Edits<'_>, place: &Place) {
    let of = edits.at(place);
    let new = format!("{}Anew", short(&place.name));
    let full = format!("{}{new}", around(&place.name));
    let ops = vec![
        Op::Set(place.path.clone(), "name", Yaml::text(&new)),
        Op::Rename { from: place.name.clone(), to: full.clone() },
    ];
    edits.add("message renamed", place, ops).renames(&place.name, &full);
    if of.get("standalone").is_some() {
        edits.add("message removed", place, vec![Op::Delete(place.path.clone())]);
    }
    let mut toggle = |kinds: [&'static str; 2], key, entries| {
        let [on, off] = kinds;
        let edit = match of.get(key) {
            Some(_) => edits.add(off, place, vec![Op::Unset(place.path.clone(), key)]),
            None => {
                let op = Op::Set(place.path.clone(), key, Yaml::text("true"));
                edits.add(on, place, vec![op])
            }
        };
        edit.entries(entries);
    };
    toggle(["made an error detail", "no longer an error detail"], "error_detail", 1);
    // The mark only allows a message that no RPC uses; the crate stays the same.
    toggle(["made standalone", "no longer standalone"], "standalone", 0);
}

const DOC: (&str, &str) = ("doc", "Was not there before.");

fn field(name: &str, number: &str, ty: &str) -> Yaml {
    Yaml::map([("name", name), ("number", number), ("type", ty), DOC])
}

fn enumeration(name: &str) -> Yaml {
    let zero = format!("{}_UNSPECIFIED", name.to_ascii_uppercase());
    let value = Yaml::map([("name", &*zero), ("number", "0"), DOC]);
    let mut declared = Yaml::map([("name", name), DOC]);
    if let Yaml::Map(entries) = &mut declared {
        entries.push(("values".to_owned(), Yaml::List(vec![value])));
    }
    declared
}

/// Adds types inside a message, with a field that uses them.
fn nested(edits: &mut Edits<'_>, place: &Place) {
    let number = super::free_number(edits.at(place).items("fields"));
    let use_it = |ty: &str| {
        let ty = format!("{}.{ty}", place.name);
        Op::Push(place.path.clone(), "fields", field("another_value", &number, &ty))
    };
    let declare = Op::Push(place.path.clone(), "enums", enumeration("Fresh"));
    edits.add("enum added with its field", place, vec![declare, use_it("Fresh")]).entries(2);
    let mut message = Yaml::map([("name", "Fresh"), DOC]);
    if let Yaml::Map(entries) = &mut message {
        entries.push(("fields".to_owned(), Yaml::List(vec![field("id", "1", "string")])));
    }
    let declare = Op::Push(place.path.clone(), "messages", message);
    edits.add("message added with its field", place, vec![declare, use_it("Fresh")]).entries(2);
    let oneof = Op::Push(place.path.clone(), "oneofs", Yaml::map([("name", "fresh"), DOC]));
    let mut arm = field("another_value", &number, "string");
    if let Yaml::Map(entries) = &mut arm {
        entries.push(("oneof".to_owned(), Yaml::text("fresh")));
    }
    let arm = Op::Push(place.path.clone(), "fields", arm);
    edits.add("oneof added with its arm", place, vec![oneof, arm]);
}

fn additions(edits: &mut Edits<'_>, place: &Place) {
    let mut message = Yaml::map([("name", "Fresh"), ("standalone", "true"), DOC]);
    if let Yaml::Map(entries) = &mut message {
        entries.push(("fields".to_owned(), Yaml::List(vec![field("id", "1", "string")])));
    }
    let op = Op::Push(place.path.clone(), "messages", message.clone());
    edits.add("message added", place, vec![op]);
    if let Yaml::Map(entries) = &mut message {
        entries.retain(|(key, _)| key != "standalone");
        entries.push(("error_detail".to_owned(), Yaml::text("true")));
    }
    let op = Op::Push(place.path.clone(), "messages", message);
    edits.add("error detail added", place, vec![op]);
}
