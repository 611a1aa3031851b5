//! The oneofs of two messages that continue each other.

use super::change::{Aspect, Change, Comparison, Kind, Strictness};
use super::fields::{Pair, judge_addition, judge_removal};
use super::pairs::{self, Members};
use super::prose;
use super::rule::Rule;
use super::rust;
use crate::ir::{Field, Oneof, TypeId};

/// Compares oneofs. Returns the names of the fields that come or go with their oneof.
pub(super) fn compare<'a>(pair: Pair<'a>, found: &mut Comparison) -> Vec<&'a str> {
    let Members { pairs: continued, removed, added } = pairs::oneofs(pair.old, pair.new);
    for (old, new) in continued {
        found.changes.extend(name(pair, old, new));
        found.changes.extend(required(pair, old, new));
        let (was, is) = (pair.old_name(&old.name), pair.new_name(&new.name));
        prose::compare(pair.context, &was, &is, found);
    }
    let fields = pair.fields();
    let mut names = Vec::new();
    // If a field of the oneof stays, its change says what happens to the oneof.
    for oneof in removed {
        let arms: Vec<&Field> = oneof.arms(pair.old).collect();
        if arms.iter().all(|arm| fields.removed.iter().any(|field| field.name == arm.name)) {
            names.extend(arms.iter().map(|arm| arm.name.as_str()));
            found.changes.push(removal(pair, oneof, &arms));
        }
    }
    for oneof in added {
        let arms: Vec<&Field> = oneof.arms(pair.new).collect();
        if arms.iter().all(|arm| fields.added.iter().any(|field| field.name == arm.name)) {
            names.extend(arms.iter().map(|arm| arm.name.as_str()));
            found.changes.push(addition(pair, oneof, &arms));
        }
    }
    names
}

fn change(pair: Pair<'_>, rule: Rule, old: &Oneof, new: &Oneof, message: String) -> Change {
    let (was, is) = (pair.old_name(&old.name), pair.new_name(&new.name));
    let change = Change::new(rule, Kind::Changed, &is, message);
    pair.context.located(change, &was, &is, pair.used())
}

fn name(pair: Pair<'_>, old: &Oneof, new: &Oneof) -> Option<Change> {
    if old.name == new.name {
        return None;
    }
    let message = format!("oneof `{}` of `{}` is now `{}`", old.name, pair.new.full_name, new.name);
    let mut change = change(pair, Rule::OneofSameName, old, new, message);
    change.kind = Kind::Renamed;
    change = change.values(&old.name, &new.name);
    if old.rust != new.rust {
        change.breaks(Aspect::Rust, format!("`{}` is named `{}`", old.rust, new.rust));
    }
    Some(change)
}

fn required(pair: Pair<'_>, old: &Oneof, new: &Oneof) -> Option<Change> {
    if old.required == new.required {
        return None;
    }
    let word = if new.required { "required" } else { "no longer required" };
    let message = format!("oneof `{}` of `{}` is {word}", new.name, pair.new.full_name);
    let mut change = change(pair, Rule::OneofSameRequired, old, new, message);
    change = change.values(old.required.to_string(), new.required.to_string());
    if pair.is_checked() {
        match new.required {
            true => {
                change.rules(Strictness::Tighter, "messages with none of its fields are invalid")
            }
            false => change.rules(Strictness::Looser, "messages with none of its fields are valid"),
        }
    }
    Some(change)
}

fn removal(pair: Pair<'_>, oneof: &Oneof, arms: &[&Field]) -> Change {
    let name = pair.old_name(&oneof.name);
    let message = format!("oneof `{}` of `{}` is gone", oneof.name, pair.new.full_name);
    let place = pair.context.old.place(&name);
    let mut change = Change::new(Rule::OneofNoDelete, Kind::Removed, name, message)
        .used(pair.context.was_used(TypeId::Message(pair.old.id)))
        .at(place, None);
    change.from = Some(list(arms));
    change.inside = arms.iter().map(|arm| pair.old_name(&arm.name)).collect();
    judge_removal(pair, arms, &mut change);
    change
}

fn addition(pair: Pair<'_>, oneof: &Oneof, arms: &[&Field]) -> Change {
    let name = pair.new_name(&oneof.name);
    let message = format!("oneof `{}` of `{}` is new", oneof.name, pair.new.full_name);
    let place = pair.context.new.place(&name);
    let mut change =
        Change::new(Rule::OneofAdd, Kind::Added, name, message).used(pair.used()).at(None, place);
    change.to = Some(list(arms));
    change.inside = arms.iter().map(|arm| pair.new_name(&arm.name)).collect();
    for arm in arms {
        judge_addition(pair, arm, &mut change);
    }
    if arms.is_empty() {
        for lost in rust::lost_by_member(pair.old, pair.new) {
            change.breaks(Aspect::Rust, lost);
        }
    }
    if oneof.required && pair.is_checked() {
        change.rules(Strictness::Tighter, "requests with none of its fields are refused");
    }
    change
}

/// The names and numbers of fields.
fn list(arms: &[&Field]) -> String {
    let arms: Vec<_> = arms.iter().map(|arm| format!("{} = {}", arm.name, arm.number)).collect();
    arms.join(", ")
}
