//! Validation rules as facts: one for each rule, so that a difference names the rule.

use gitpod_codegen::node::{Kind, Node};
use gitpod_codegen::raw::{Ignore, Rules};

use super::Said;

/// Adds the rules of a field, element, key or value.
pub(super) fn add(prefix: &str, rules: &Rules, said: &mut Said) {
    for (name, rule) in [
        ("uuid", &rules.uuid),
        ("uri", &rules.uri),
        ("email", &rules.email),
        ("defined_only", &rules.defined_only),
        ("unique", &rules.unique),
    ] {
        said.mark(&format!("{prefix}.{name}"), rule.as_ref().is_some_and(|rule| rule.value));
    }
    for (name, rule) in [
        ("len", &rules.len),
        ("min_len", &rules.min_len),
        ("max_len", &rules.max_len),
        ("min_items", &rules.min_items),
        ("max_items", &rules.max_items),
        ("min_pairs", &rules.min_pairs),
        ("max_pairs", &rules.max_pairs),
    ] {
        if let Some(rule) = rule {
            said.set(&format!("{prefix}.{name}"), rule.value.to_string());
        }
    }
    said.set_text(&format!("{prefix}.pattern"), rules.pattern.as_ref());
    for (name, bound) in
        [("gt", &rules.gt), ("gte", &rules.gte), ("lt", &rules.lt), ("lte", &rules.lte)]
    {
        if let Some(bound) = bound {
            said.set(&format!("{prefix}.{name}"), spelled(bound));
        }
    }
    for (name, nested) in
        [("items", &rules.items), ("keys", &rules.keys), ("values", &rules.values)]
    {
        if let Some(nested) = nested {
            add(&format!("{prefix}.{name}"), nested, said);
        }
    }
    for rule in &rules.cel {
        let (message, expression) = (&rule.message.value, &rule.expression.value);
        said.set(&format!("{prefix}.cel.{}", rule.id.value), format!("{expression}: {message}"));
    }
    if let Some(ignore) = rules.ignore {
        said.set(
            &format!("{prefix}.ignore"),
            match ignore {
                Ignore::IfZeroValue => "if_zero_value",
                Ignore::Always => "always",
            },
        );
    }
}

/// The value of a bound. Integers and floats of one value are alike.
fn spelled(bound: &Node) -> String {
    match &bound.kind {
        Kind::Integer(value) => value.to_string(),
        Kind::Float(value) => value.to_string(),
        Kind::Text(text) => text.clone(),
        Kind::Bool(_) | Kind::Null | Kind::List(_) | Kind::Mapping(_) | Kind::Broken => {
            "not a bound".to_owned()
        }
    }
}
