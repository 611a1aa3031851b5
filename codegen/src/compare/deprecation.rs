//! Changed deprecations.

use super::change::{Aspect, Change, Kind};
use super::rule::Rule;
use crate::ir::Deprecation;

/// Compares the deprecations of two items. `renamed` returns the new name of a sibling in the old state,
/// so that a renamed replacement is no change of its own.
pub(super) fn compare(
    rule: Rule,
    item: &str,
    old: Option<&Deprecation>,
    new: Option<&Deprecation>,
    renamed: impl Fn(&str) -> Option<String>,
) -> Option<Change> {
    let text = |deprecation: &Deprecation| match deprecation {
        Deprecation::Use { name, .. } => format!("use: {name}"),
        Deprecation::Reason(reason) => format!("reason: {reason}"),
    };
    let expected = old.map(|old| match old {
        Deprecation::Use { name, .. } => {
            format!("use: {}", renamed(name).unwrap_or_else(|| name.clone()))
        }
        Deprecation::Reason(_) => text(old),
    });
    if expected == new.map(text) {
        return None;
    }
    let message = match (old, new) {
        (None, _) => format!("`{item}` is deprecated"),
        (_, None) => format!("`{item}` is no longer deprecated"),
        _ => format!("the deprecation of `{item}` has changed"),
    };
    let mut change = Change::new(rule, Kind::Changed, item, message);
    change.from = old.map(text);
    change.to = new.map(text);
    if old.is_none() {
        change.note(Aspect::RunTime, "code that uses it gets a deprecation warning");
    }
    Some(change)
}
