//! Edits of fields, apart from their types and rules.

use super::super::document::Op;
use super::super::places::{Message, Place};
use super::super::yaml::Yaml;
use super::{Edits, around, free_number, reserved, short};

/// The types of added fields.
const ADDED: [&str; 7] = [
    "string",
    "optional int32",
    "repeated string",
    "map<string, string>",
    "timestamp",
    "struct",
    "bytes",
];

pub(super) fn find(edits: &mut Edits<'_>) {
    for message in &edits.places.messages {
        additions(edits, message);
        oneofs(edits, message);
        for (at, field) in message.fields.iter().enumerate() {
            removals(edits, message, field);
            names(edits, field);
            numbers(edits, message, field, message.fields.get(at + 1));
            moves(edits, message, field);
            marks(edits, field);
        }
    }
}

fn additions(edits: &mut Edits<'_>, message: &Message) {
    let (a_message, an_enum) = edits.samples();
    let types = ADDED.into_iter().chain(a_message).chain(an_enum);
    let number = free_number(edits.at(&message.place).items("fields"));
    for ty in types {
        let field = field(&number, ty);
        edits
            .add("field added", &message.place, vec![push(message, field)])
            .detail(format!("type {ty}"));
    }
    for oneof in &message.oneofs {
        let mut arm = field(&number, "string");
        if let Yaml::Map(entries) = &mut arm {
            entries.push(("oneof".to_owned(), Yaml::text(short(&oneof.name))));
        }
        edits.add("arm added", oneof, vec![push(message, arm)]);
    }
    let op = Op::Push(message.place.path.clone(), "reserved", reserved(Some("1000-1009"), None));
    edits.add("numbers reserved", &message.place, vec![op]);
    let op = Op::Push(message.place.path.clone(), "reserved", reserved(None, Some("gone")));
    edits.add("name reserved", &message.place, vec![op]);
}

fn field(number: &str, ty: &str) -> Yaml {
    Yaml::map([
        ("name", "another_value"),
        ("number", number),
        ("type", ty),
        ("doc", "Was not there before."),
    ])
}

fn push(message: &Message, field: Yaml) -> Op {
    Op::Push(message.place.path.clone(), "fields", field)
}

fn removals(edits: &mut Edits<'_>, message: &Message, field: &Place) {
    let number = edits.at(field).line("number");
    let name = Some(short(&field.name));
    for (kind, numbers, names) in [
        ("field removed", None, None),
        ("field removed, number reserved", number, None),
        ("field removed, name reserved", None, name),
        ("field removed, both reserved", number, name),
    ] {
        let mut ops = vec![Op::Delete(field.path.clone())];
        if numbers.is_some() || names.is_some() {
            let entry = reserved(numbers, names);
            ops.push(Op::Push(message.place.path.clone(), "reserved", entry));
        }
        edits.add(kind, field, ops);
    }
}

fn names(edits: &mut Edits<'_>, field: &Place) {
    let of = edits.at(field);
    let new = format!("{}_anew", short(&field.name));
    let full = format!("{}{new}", around(&field.name));
    let rename = Op::Set(field.path.clone(), "name", Yaml::text(&new));
    edits.add("field renamed", field, vec![rename.clone()]).renames(&field.name, &full);
    let json = |name: &str| Op::Set(field.path.clone(), "json", Yaml::text(name));
    if of.get("json").is_none() {
        let keep = json(&camel(short(&field.name)));
        edits
            .add("field renamed, JSON name kept", field, vec![rename, keep])
            .renames(&field.name, &full);
    } else {
        let op = Op::Unset(field.path.clone(), "json");
        edits.add("JSON name changed", field, vec![op]).detail("to the default");
    }
    edits.add("JSON name changed", field, vec![json("anotherName")]);
}

/// The default JSON name of a field.
fn camel(name: &str) -> String {
    let mut parts = name.split('_');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let mut characters = part.chars();
        out.extend(characters.next().map(|first| first.to_ascii_uppercase()));
        out.push_str(characters.as_str());
    }
    out
}

fn numbers(edits: &mut Edits<'_>, message: &Message, field: &Place, next: Option<&Place>) {
    let set = |place: &Place, number: &str| {
        Op::Set(place.path.clone(), "number", Yaml::text(number.to_owned()))
    };
    let free = free_number(edits.at(&message.place).items("fields"));
    edits.add("field renumbered", field, vec![set(field, &free)]);
    let Some(next) = next else { return };
    let numbers = [field, next].map(|place| edits.at(place).line("number"));
    if let [Some(own), Some(other)] = numbers {
        edits
            .add("numbers swapped", field, vec![set(field, other), set(next, own)])
            .detail(format!("with {}", short(&next.name)))
            .entries(2);
    }
    edits.add("fields reordered", field, vec![Op::SwapWithNext(field.path.clone())]).entries(0);
}

fn moves(edits: &mut Edits<'_>, message: &Message, field: &Place) {
    let own = edits.at(field).line("oneof");
    if own.is_some() {
        let op = Op::Unset(field.path.clone(), "oneof");
        edits.add("field moved out of its oneof", field, vec![op]);
    }
    for oneof in &message.oneofs {
        let name = short(&oneof.name);
        let kind = match own {
            None => "field moved into a oneof",
            Some(own) if own != name => "field moved to another oneof",
            Some(_) => continue,
        };
        let op = Op::Set(field.path.clone(), "oneof", Yaml::text(name));
        edits.add(kind, field, vec![op]).detail(format!("oneof {name}"));
    }
}

fn marks(edits: &mut Edits<'_>, field: &Place) {
    let of = edits.at(field);
    let path = &field.path;
    let set = |key, value: &str| vec![Op::Set(path.clone(), key, Yaml::text(value))];
    edits.deprecation(["field deprecated", "field no longer deprecated"], field);
    match of.line("sensitive") {
        Some("true") => edits.add("field no longer sensitive", field, set("sensitive", "false")),
        _ => edits.add("field sensitive", field, set("sensitive", "true")),
    };
    let rank = |required: Option<&str>| match required {
        Some("true" | "rule") => 1,
        _ => 0,
    };
    let own = of.line("required");
    for new in [None, Some("true"), Some("docs"), Some("rule")] {
        if own == new {
            continue;
        }
        let ops = match new {
            Some(new) => set("required", new),
            None => vec![Op::Unset(path.clone(), "required")],
        };
        let rules = match rank(new) - rank(own) {
            1 => "tighter",
            -1 => "looser",
            _ => "same",
        };
        edits
            .add("required changed", field, ops)
            .detail(format!("to {}", new.unwrap_or("not required")))
            .rules(rules);
    }
    if of.line("type").is_some_and(|ty| ty.starts_with("repeated ")) {
        let ops = match of.line("packed") {
            Some("false") => vec![Op::Unset(path.clone(), "packed")],
            _ => set("packed", "false"),
        };
        edits.add("packed changed", field, ops);
    }
}

fn oneofs(edits: &mut Edits<'_>, message: &Message) {
    for oneof in &message.oneofs {
        let (of, name) = (edits.at(oneof), short(&oneof.name));
        let new = format!("{name}_anew");
        let mut rename = vec![Op::Set(oneof.path.clone(), "name", Yaml::text(&new))];
        let arms: Vec<&Place> = message
            .fields
            .iter()
            .filter(|field| edits.at(field).line("oneof") == Some(name))
            .collect();
        let mut dissolve = Vec::new();
        for arm in &arms {
            rename.push(Op::Set(arm.path.clone(), "oneof", Yaml::text(&new)));
            dissolve.push(Op::Unset(arm.path.clone(), "oneof"));
        }
        let full = format!("{}{new}", around(&oneof.name));
        edits.add("oneof renamed", oneof, rename).renames(&oneof.name, &full);
        dissolve.push(Op::Delete(oneof.path.clone()));
        edits.add("oneof dissolved", oneof, dissolve).entries(arms.len());
        let (value, rules) = match of.line("required") {
            Some("true") => ("false", "looser"),
            _ => ("true", "tighter"),
        };
        let op = Op::Set(oneof.path.clone(), "required", Yaml::text(value));
        edits.add("required oneof changed", oneof, vec![op]).rules(rules);
    }
}
