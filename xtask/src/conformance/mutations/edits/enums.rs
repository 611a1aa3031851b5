//! Edits of enums and their values.

use super::super::document::Op;
use super::super::places::{Enum, Place};
use super::super::yaml::Yaml;
use super::{Edits, around, free_number, number, reserved, short};

pub(super) fn find(edits: &mut Edits<'_>) {
    for found in &edits.places.enums {
        whole(edits, found);
        for (at, value) in found.values.iter().enumerate() {
            each(edits, found, value);
            if at > 0 {
                numbered(edits, found, value, found.values.get(at + 1));
            }
        }
    }
}

fn whole(edits: &mut Edits<'_>, found: &Enum) {
    let Enum { place, values } = found;
    edits.deprecation(["enum deprecated", "enum no longer deprecated"], place);
    let new = format!("{}Anew", short(&place.name));
    let full = format!("{}{new}", around(&place.name));
    let mut ops = vec![
        Op::Set(place.path.clone(), "name", Yaml::text(&new)),
        Op::Rename { from: place.name.clone(), to: full.clone() },
    ];
    let prefix = prefix(short(&place.name));
    let mut renames = vec![(place.name.clone(), full.clone())];
    for value in values {
        let Some(rest) = short(&value.name).strip_prefix(&prefix) else { continue };
        let name = format!("{prefix}ANEW_{rest}");
        ops.push(Op::Set(value.path.clone(), "name", Yaml::text(&name)));
        renames.push((format!("{full}.{}", short(&value.name)), format!("{full}.{name}")));
    }
    edits.add("enum renamed with its values", place, ops).renames = renames;
    let free = free_number(edits.at(place).items("values"));
    let name = format!("{prefix}ANEW");
    let value = Yaml::map([("name", &*name), ("number", &*free), ("doc", "Was not there before.")]);
    edits.add("value added", place, vec![Op::Push(place.path.clone(), "values", value)]);
    if let Some(last) = values.last() {
        let number = edits.at(last).line("number").unwrap_or_default();
        let alias =
            Yaml::map([("name", &*name), ("number", number), ("doc", "Was not there before.")]);
        let ops = vec![
            Op::Set(place.path.clone(), "allow_alias", Yaml::text("true")),
            Op::Push(place.path.clone(), "values", alias),
        ];
        edits.add("alias added", place, ops);
    }
    let op = Op::Push(place.path.clone(), "reserved", reserved(Some("1000-1009"), None));
    edits.add("numbers reserved", place, vec![op]);
    let gone = format!("{prefix}GONE");
    let op = Op::Push(place.path.clone(), "reserved", reserved(None, Some(&gone)));
    edits.add("name reserved", place, vec![op]);
}

/// The prefix of the values of an enum, such as `SORT_ORDER_`.
fn prefix(name: &str) -> String {
    let mut out = String::new();
    let mut before = 'A';
    for c in name.chars() {
        if c.is_ascii_uppercase() && before.is_ascii_lowercase() {
            out.push('_');
        }
        out.push(c.to_ascii_uppercase());
        before = c;
    }
    out.push('_');
    out
}

fn each(edits: &mut Edits<'_>, found: &Enum, value: &Place) {
    edits.deprecation(["value deprecated", "value no longer deprecated"], value);
    let new = format!("{}_ANEW", short(&value.name));
    let full = format!("{}{new}", around(&value.name));
    let rename = Op::Set(value.path.clone(), "name", Yaml::text(&new));
    let kind = if is_alias(edits, found, value) { "alias renamed" } else { "value renamed" };
    edits.add(kind, value, vec![rename.clone()]).renames(&value.name, &full);
    if kind == "value renamed" {
        let own = edits.at(value).line("number").unwrap_or_default();
        let old = Yaml::map([
            ("name", short(&value.name)),
            ("number", own),
            ("doc", "The name that the value had before."),
        ]);
        let ops = vec![
            rename,
            Op::Set(found.place.path.clone(), "allow_alias", Yaml::text("true")),
            Op::Push(found.place.path.clone(), "values", old),
        ];
        edits.add("value renamed, old name an alias", value, ops).renames(&value.name, &full);
    }
}

/// Whether another value has the number of a value.
fn has_alias(edits: &Edits<'_>, found: &Enum, value: &Place) -> bool {
    let own = number(edits.at(value), "number");
    found.values.iter().filter(|other| number(edits.at(other), "number") == own).count() > 1
}

/// Whether an earlier value has the number of a value.
fn is_alias(edits: &Edits<'_>, found: &Enum, value: &Place) -> bool {
    let own = number(edits.at(value), "number");
    let first = found.values.iter().find(|other| number(edits.at(other), "number") == own);
    first.is_some_and(|first| first.path != value.path)
}

fn numbered(edits: &mut Edits<'_>, found: &Enum, value: &Place, next: Option<&Place>) {
    let of = edits.at(value);
    let number = of.line("number");
    let name = Some(short(&value.name));
    let is_alias = is_alias(edits, found, value);
    let kinds = match is_alias {
        true => ["alias removed"; 4],
        false => [
            "value removed",
            "value removed, number reserved",
            "value removed, name reserved",
            "value removed, both reserved",
        ],
    };
    let reservations = [(None, None), (number, None), (None, name), (number, name)];
    for (kind, (numbers, names)) in kinds.into_iter().zip(reservations) {
        // The number of an alias is still used.
        if is_alias && numbers.is_some() {
            continue;
        }
        let mut ops = vec![Op::Delete(value.path.clone())];
        if is_alias {
            ops.push(Op::Unset(found.place.path.clone(), "allow_alias"));
        }
        if numbers.is_some() || names.is_some() {
            let entry = reserved(numbers, names);
            ops.push(Op::Push(found.place.path.clone(), "reserved", entry));
        }
        edits.add(kind, value, ops);
    }
    if is_alias {
        return;
    }
    let set = |place: &Place, number: &str| {
        Op::Set(place.path.clone(), "number", Yaml::text(number.to_owned()))
    };
    let free = free_number(edits.at(&found.place).items("values"));
    edits.add("value renumbered", value, vec![set(value, &free)]);
    let Some(next) = next else { return };
    // An alias belongs to the number of its value, so it would move with it.
    if [value, next].iter().any(|value| has_alias(edits, found, value)) {
        return;
    }
    if let (Some(own), Some(other)) = (number, edits.at(next).line("number")) {
        edits
            .add("value numbers swapped", value, vec![set(value, other), set(next, own)])
            .entries(2);
    }
    edits.add("values reordered", value, vec![Op::SwapWithNext(value.path.clone())]).entries(0);
}
