//! Edits of validation rules.
//!
//! The verdict follows from the edit: a greater maximum is looser, a removed rule is, too.

use super::super::document::{Op, Path};
use super::super::places::Place;
use super::super::yaml::Yaml;
use super::Edits;

pub(super) fn find(edits: &mut Edits<'_>) {
    for message in &edits.places.messages {
        for field in &message.fields {
            let of = edits.at(field);
            let ty = of.line("type").unwrap_or_default();
            additions(edits, field, ty);
            let Some(rules @ Yaml::Map(entries)) = of.get("rules") else { continue };
            let path = field.path.key("rules");
            each(edits, field, rules, &path, "");
            for (name, inner) in entries {
                let key = match name.as_str() {
                    "items" => "items",
                    "keys" => "keys",
                    "values" => "values",
                    _ => continue,
                };
                each(edits, field, inner, &path.key(key), &format!("{key}."));
            }
        }
        let validation = edits.at(&message.place).get("validation");
        let path = message.place.path.clone();
        if validation.is_some() {
            edits
                .add("validation enabled", &message.place, vec![Op::Unset(path, "validation")])
                .rules("tighter");
        } else {
            let op = Op::Set(path, "validation", Yaml::text("disabled"));
            edits.add("validation disabled", &message.place, vec![op]).rules("looser");
        }
    }
}

/// Rules that a type may have.
fn candidates(ty: &str) -> &'static [(&'static str, &'static str)] {
    match ty {
        "string" | "optional string" => {
            &[("min_len", "1"), ("max_len", "5000"), ("uuid", "true"), ("pattern", "^a*$")]
        }
        "bytes" => &[("max_len", "5000"), ("min_len", "1")],
        "int32" | "int64" | "optional int32" => &[("gte", "0"), ("lte", "1000")],
        "uint32" | "uint64" | "optional uint32" => &[("gt", "0"), ("lt", "1000")],
        "double" | "float" => &[("gte", "0"), ("lte", "1000")],
        "duration" => &[("gte", "0s"), ("lt", "3600s")],
        _ if ty.starts_with("repeated ") => &[("min_items", "1"), ("max_items", "100")],
        _ if ty.starts_with("map<") => &[("min_pairs", "1"), ("max_pairs", "100")],
        _ => &[],
    }
}

fn additions(edits: &mut Edits<'_>, field: &Place, ty: &str) {
    let rules = edits.at(field).get("rules");
    for (key, value) in candidates(ty) {
        let op = match rules {
            None => Op::Set(field.path.clone(), "rules", Yaml::map([(*key, *value)])),
            Some(rules) if rules.get(key).is_none() => {
                Op::Set(field.path.key("rules"), key, Yaml::text(*value))
            }
            Some(_) => continue,
        };
        edits.add("rule added", field, vec![op]).detail(format!("{key}: {value}")).rules("tighter");
    }
    // A rule on every value of an enum.
    if rules.is_none() && edits.places.enums.iter().any(|found| found.place.name == ty) {
        let rules = Yaml::map([("defined_only", "true")]);
        let op = Op::Set(field.path.clone(), "rules", rules);
        edits.add("rule added", field, vec![op]).detail("defined_only").rules("tighter");
    }
}

/// Edits each rule of a mapping.
fn each(edits: &mut Edits<'_>, field: &Place, rules: &Yaml, path: &Path, prefix: &str) {
    let Yaml::Map(entries) = rules else { return };
    for (name, value) in entries {
        let Some(key) = KEYS.iter().find(|key| **key == name) else { continue };
        let is_only = entries.len() == 1 && prefix.is_empty();
        let removal = match is_only {
            true => Op::Unset(field.path.clone(), "rules"),
            false => Op::Unset(path.clone(), key),
        };
        let removed = if *key == "ignore" { "tighter" } else { "looser" };
        // Rules that are never checked have no effect.
        let rules = if rules.line("ignore") == Some("always") { "same" } else { removed };
        edits
            .add("rule removed", field, vec![removal])
            .detail(format!("{prefix}{key}"))
            .rules(rules);
        let Some((number, unit)) = value.as_line().and_then(quantity) else { continue };
        let is_minimum = matches!(*key, "min_len" | "min_items" | "min_pairs" | "gt" | "gte");
        for by in [-1, 1] {
            let is_tighter = (by == 1) == is_minimum;
            let (kind, rules) = match (*key, is_tighter) {
                ("len", _) => ("rule changed", "tighter"),
                (_, true) => ("rule tightened", "tighter"),
                (_, false) => ("rule loosened", "looser"),
            };
            let value = format!("{}{unit}", number + by);
            let op = Op::Set(path.clone(), key, Yaml::text(&value));
            edits.add(kind, field, vec![op]).detail(format!("{prefix}{key}: {value}")).rules(rules);
        }
    }
    if rules.get("pattern").is_some() {
        let op = Op::Set(path.clone(), "pattern", Yaml::text("'^[a-z]+$'"));
        edits
            .add("rule changed", field, vec![op])
            .detail(format!("{prefix}pattern"))
            .rules("tighter");
    }
}

/// The rules that edits remove, and change if they are quantities.
const KEYS: [&str; 21] = [
    "uuid",
    "uri",
    "email",
    "len",
    "min_len",
    "max_len",
    "pattern",
    "gt",
    "gte",
    "lt",
    "lte",
    "defined_only",
    "min_items",
    "max_items",
    "unique",
    "items",
    "min_pairs",
    "max_pairs",
    "keys",
    "values",
    "ignore",
];

/// A number with the unit after it.
fn quantity(text: &str) -> Option<(i64, &str)> {
    let end = text.trim_end_matches(|c: char| !c.is_ascii_digit()).len();
    let (number, unit) = text.split_at_checked(end)?;
    Some((number.parse().ok()?, unit))
}
