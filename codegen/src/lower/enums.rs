//! Lowers enums and their values.

use indexmap::IndexMap;

use super::aliases::Aliases;
use super::collect::{self, Collected};
use super::deprecation::Siblings;
use super::naming::{Form, Naming};
use super::scope::{RustScope, Scope};
use super::{deprecation, docs, messages, names, paths, reserved};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, is_similar};
use crate::ir::{Enum, EnumAlias, EnumId, EnumValue, EnumValueId, Table, TypeId};
use crate::raw::{self, Lost};
use crate::source::Spanned;

/// Notes the names that values with a misspelled prefix are meant to have, so that uses of them are not
/// reported again.
pub(super) fn note_meant_names(collected: &mut Collected<'_>) {
    if !collected.naming.is_style() {
        return;
    }
    let meant = collected.enums.iter().flat_map(|found| {
        let prefix = names::value_prefix(&found.raw.name.value);
        found.raw.values.iter().filter_map(move |value| meant_name(&value.name.value, &prefix))
    });
    let meant: Vec<String> = meant.collect();
    collected.symbols.lose(meant);
}

/// Lowers every enum, in the order of the tables.
pub(super) fn lower(
    collected: &Collected<'_>,
    schema: &raw::Schema,
    problems: &mut Diagnostics,
) -> Table<EnumId, Enum> {
    let types = messages::type_siblings(collected);
    let mut scopes = IndexMap::new();
    collected.enums.map(|id, found| Enum {
        id,
        name: found.path.clone(),
        full_name: format!("{}.{}", schema.api.package.value, found.path),
        path: paths::rust_path(collected, TypeId::Enum(id)),
        file: found.file,
        doc: docs::lower(
            found.raw,
            "enum",
            &Spanned { value: found.path.clone(), span: found.raw.name.span },
            problems,
        ),
        values: values(
            found,
            collected.naming,
            // In protobuf, values are in the scope that contains their enum.
            scopes
                .entry(found.parent)
                .or_insert_with(|| Scope::new(Code::DuplicateName, "enum value")),
            collected.symbols.lost(),
            problems,
        ),
        reserved: reserved::of_enum(found.raw, problems),
        deprecated: deprecation::lower(
            found.raw.deprecated.as_ref(),
            &found.path,
            &types,
            problems,
        ),
        reached_by: Vec::new(),
        in_details: Vec::new(),
    })
}

fn values(
    found: &collect::Enum<'_>,
    naming: Naming,
    names: &mut Scope<String>,
    lost: &Lost,
    problems: &mut Diagnostics,
) -> Table<EnumValueId, EnumValue> {
    let raw = found.raw;
    check_zero(found, problems);
    let prefix = names::value_prefix(&raw.name.value);
    let aliases = Aliases::new(raw, problems);
    let siblings = raw.values.iter().map(|value| {
        let target = &aliases.target(value).unwrap_or(value).name.value;
        let rust = names::variant_of_value(target, &prefix);
        (value.name.value.clone(), rust.to_string())
    });
    let siblings = Siblings::new(siblings, lost);
    let mut scopes = Scopes {
        names,
        naming,
        numbers: Scope::new(Code::DuplicateNumber, "enum number"),
        variants: RustScope::default(),
    };
    let mut values: Table<EnumValueId, EnumValue> = Table::default();
    let mut by_number = IndexMap::new();
    for value in &raw.values {
        let is_alias = aliases.target(value).is_some();
        let lowered = lower_value(value, is_alias, &prefix, &siblings, &mut scopes, problems);
        let Some(lowered) = lowered else { continue };
        let number = lowered.number;
        match by_number.get(&number) {
            Some(target) => values[*target].aliases.push(alias(lowered)),
            None if is_alias => {} // of a value that could not be lowered
            None => _ = by_number.insert(number, values.push(lowered)),
        }
    }
    values
}

fn alias(value: EnumValue) -> EnumAlias {
    let EnumValue { name, deprecated, doc, .. } = value;
    EnumAlias { name, deprecated, doc }
}

/// Reports an enum whose first value is not numbered 0.
fn check_zero(found: &collect::Enum<'_>, problems: &mut Diagnostics) {
    let raw = found.raw;
    let (span, label) = match raw.values.first().map(|first| &first.number) {
        _ if raw.broken.has("values") => return,
        None => (raw.name.span, "expected a value with number 0"),
        Some(Some(number)) if number.value != 0 => (number.span, "expected 0"),
        Some(_) => return,
    };
    let message = format!("enum `{}` does not start with a zero value", found.path);
    problems.push(Diagnostic::new(Code::EnumWithoutZero, message).at(span, label));
}

struct Scopes<'a> {
    names: &'a mut Scope<String>,
    naming: Naming,
    numbers: Scope<i64>,
    variants: RustScope,
}

fn lower_value(
    raw: &raw::EnumValue,
    is_alias: bool,
    prefix: &str,
    siblings: &Siblings<'_>,
    scopes: &mut Scopes<'_>,
    problems: &mut Diagnostics,
) -> Option<EnumValue> {
    let name = &raw.name.value;
    let fits = scopes.naming.check("enum value", &raw.name, Form::Shouty, problems);
    if let Some(meant) = meant_name(name, prefix).filter(|_| fits && scopes.naming.is_style()) {
        problems.push(
            Diagnostic::new(
                Code::EnumPrefix,
                format!("enum value `{name}` lacks the prefix of its enum"),
            )
            .at(raw.name.span, format!("expected the prefix `{prefix}`"))
            .help(format!("rename it to `{meant}`")),
        );
    }
    let fresh = scopes.names.claim(&raw.name, problems);
    let number = raw.number.as_ref();
    let numbers = (!is_alias).then_some(&mut scopes.numbers);
    let number = number.and_then(|raw| self::number(raw, numbers, problems));
    let rust = names::variant_of_value(name, prefix);
    // An alias has no variant.
    if fresh && !is_alias {
        scopes.variants.claim(&rust, name, raw.name.span, problems);
    }
    let deprecated = deprecation::lower(raw.deprecated.as_ref(), name, siblings, problems);
    let doc = docs::lower(raw, "enum value", &raw.name, problems);
    let number = number.filter(|_| fresh)?;
    Some(EnumValue { name: name.clone(), number, rust, aliases: Vec::new(), deprecated, doc })
}

/// The name that a value without the prefix of its enum is meant to have. `None` if it has the prefix.
fn meant_name(name: &str, prefix: &str) -> Option<String> {
    let has_prefix = name.strip_prefix(prefix).is_some_and(|rest| !rest.is_empty());
    (!has_prefix).then(|| format!("{prefix}{}", without_prefix(name, prefix)))
}

/// The part of a value's name after what seems to be a misspelled prefix of its enum, or all of it.
fn without_prefix<'a>(name: &'a str, prefix: &str) -> &'a str {
    let prefix = prefix.trim_end_matches('_');
    let last = prefix.rsplit('_').next();
    let ends = name.match_indices('_').map(|(at, _)| name.split_at(at));
    let is_prefix = |head: &str| is_similar(head, prefix) || head.rsplit('_').next() == last;
    let mut heads = ends.filter(|(head, _)| is_prefix(head));
    heads.next_back().map_or(name, |(_, rest)| rest.trim_start_matches('_'))
}

/// Reads a number, and claims it unless it is that of an alias.
fn number(
    raw: &Spanned<i64>,
    numbers: Option<&mut Scope<i64>>,
    problems: &mut Diagnostics,
) -> Option<i32> {
    let Ok(number) = i32::try_from(raw.value) else {
        problems.push(
            Diagnostic::new(Code::BadNumber, format!("invalid enum number `{}`", raw.value))
                .at(raw.span, "expected a 32-bit signed integer"),
        );
        return None;
    };
    numbers.is_none_or(|numbers| numbers.claim(raw, problems)).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelled_prefix_is_replaced() {
        for (name, prefix, rest) in [
            ("PROJ_PHASE_ACTIVE", "PROJECT_PHASE_", "ACTIVE"),
            ("PHASE_ACTIVE", "PROJECT_PHASE_", "ACTIVE"),
            ("PROJECT_PHSE_ACTIVE", "PROJECT_PHASE_", "ACTIVE"),
            ("PROJECTPHASE_ACTIVE", "PROJECT_PHASE_", "ACTIVE"),
            ("COLOR_DARK_RED", "COLOUR_", "DARK_RED"),
            ("DARK_RED", "COLOUR_", "DARK_RED"),
            ("RED", "COLOUR_", "RED"),
            ("COLOUR", "COLOUR_", "COLOUR"),
        ] {
            assert_eq!(without_prefix(name, prefix), rest, "{name}");
        }
    }
}
