//! Edits of the types of fields.

use super::super::document::Op;
use super::super::places::Place;
use super::super::yaml::Yaml;
use super::Edits;

/// Types that fields get, besides a message and an enum.
const TYPES: [&str; 21] = [
    "string",
    "bool",
    "bytes",
    "int32",
    "int64",
    "uint32",
    "uint64",
    "sint32",
    "sint64",
    "fixed32",
    "fixed64",
    "sfixed32",
    "sfixed64",
    "float",
    "double",
    "timestamp",
    "duration",
    "string_value",
    "int64_value",
    "struct",
    "any",
];

/// The number of types that a field gets whose message does not have all types.
const FEW: usize = 3;

pub(super) fn find(edits: &mut Edits<'_>) {
    let (a_message, an_enum) = edits.samples();
    let types: Vec<&str> = TYPES.into_iter().chain(a_message).chain(an_enum).collect();
    for message in &edits.places.messages {
        for (at, field) in message.fields.iter().enumerate() {
            let Some(ty) = edits.at(field).line("type") else { continue };
            let shape = Shape::of(ty);
            shapes(edits, field, &shape);
            // The request with a field of every type gets every pair of types.
            let is_whole = !message.is_named
                && message.fields.len() > TYPES.len()
                && message.place.name.ends_with("Request")
                && shape.before.is_empty();
            let few = if is_whole { types.len() } else { FEW };
            let others = types.iter().cycle().skip(at * 7).take(types.len());
            for new in others.filter(|new| **new != shape.inner).take(few) {
                retype(edits, "field retyped", field, &shape, new);
            }
            keys(edits, field, &shape);
        }
    }
}

/// A type, apart from what is around it.
struct Shape<'a> {
    before: &'a str,
    inner: &'a str,
    after: &'a str,
}

impl<'a> Shape<'a> {
    fn of(ty: &'a str) -> Self {
        for before in ["optional ", "repeated "] {
            if let Some(inner) = ty.strip_prefix(before) {
                return Self { before, inner, after: "" };
            }
        }
        match ty.strip_suffix('>').and_then(|map| map.split_once(", ")) {
            Some((before, inner)) => {
                Self { before: ty.get(..before.len() + 2).unwrap_or(before), inner, after: ">" }
            }
            None => Self { before: "", inner: ty, after: "" },
        }
    }
}

fn retype(edits: &mut Edits<'_>, kind: &'static str, field: &Place, old: &Shape<'_>, new: &str) {
    let Shape { before, inner, after } = old;
    let ty = format!("{before}{new}{after}");
    let op = Op::Set(field.path.clone(), "type", Yaml::text(&ty));
    edits.add(kind, field, vec![op]).detail(format!("{before}{inner}{after} to {ty}"));
}

fn keys(edits: &mut Edits<'_>, field: &Place, old: &Shape<'_>) {
    if old.after.is_empty() {
        return;
    }
    for key in ["string", "int32", "int64", "uint32", "bool"] {
        let before = format!("map<{key}, ");
        if before != old.before {
            let ty = format!("{before}{}>", old.inner);
            let op = Op::Set(field.path.clone(), "type", Yaml::text(&ty));
            edits.add("key retyped", field, vec![op]).detail(format!("to {ty}"));
        }
    }
}

/// Changes whether the field is optional, a list or a map.
fn shapes(edits: &mut Edits<'_>, field: &Place, old: &Shape<'_>) {
    let is_arm = edits.at(field).get("oneof").is_some();
    let all = [
        ("field made singular", "", ""),
        ("field made optional", "optional ", ""),
        ("field made repeated", "repeated ", ""),
        ("field made a map", "map<string, ", ">"),
    ];
    for (kind, before, after) in all {
        let is_same = before == old.before || (!after.is_empty() && !old.after.is_empty());
        if is_same || (is_arm && !before.is_empty()) {
            continue;
        }
        let ty = format!("{before}{}{after}", old.inner);
        let op = Op::Set(field.path.clone(), "type", Yaml::text(&ty));
        let from = format!("{}{}{}", old.before, old.inner, old.after);
        edits.add(kind, field, vec![op]).detail(format!("{from} to {ty}"));
    }
}
