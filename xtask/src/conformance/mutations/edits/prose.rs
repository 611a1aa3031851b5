//! Edits of text for people, which a comparison reports apart from changes.

use super::super::document::{Op, Path};
use super::super::places::Place;
use super::super::yaml::Yaml;
use super::Edits;

const DOC: &str = "Says something else than before.";

pub(super) fn find(edits: &mut Edits<'_>) {
    let places = edits.places;
    let mut with_doc: Vec<&Place> = Vec::new();
    with_doc.extend(&places.services);
    with_doc.extend(&places.resources);
    with_doc.extend(places.rpcs.iter().map(|rpc| &rpc.place));
    for message in &places.messages {
        with_doc.push(&message.place);
        with_doc.extend(message.oneofs.iter().chain(&message.fields));
    }
    for found in &places.enums {
        with_doc.push(&found.place);
        with_doc.extend(&found.values);
    }
    for place in with_doc {
        edits
            .add("doc changed", place, vec![Op::Set(place.path.clone(), "doc", Yaml::text(DOC))])
            .entries(0);
    }
    notes(edits);
    for rpc in &places.rpcs {
        let example = rpc.place.path.item("examples", 0);
        let op = Op::Set(example, "title", Yaml::text("Do something"));
        edits.add("example changed", &rpc.place, vec![op]).entries(0);
    }
    let Some(path) = places.api.clone() else { return };
    let place = Place { path, name: "api.yaml".to_owned() };
    for key in ["title", "doc"] {
        let op = Op::Set(place.path.clone(), key, Yaml::text(DOC));
        edits.add("doc changed", &place, vec![op]).detail(key).entries(0);
    }
}

/// Adds a note and an inference to each field.
fn notes(edits: &mut Edits<'_>) {
    for message in &edits.places.messages {
        for field in &message.fields {
            for (kind, key) in [("note changed", "note"), ("inference changed", "inferred")] {
                let Place { path, .. } = field;
                let path: Path = path.clone();
                let op = Op::Set(path, key, Yaml::text(DOC));
                edits.add(kind, field, vec![op]).entries(0);
            }
        }
    }
}
