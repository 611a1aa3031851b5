//! The fields of two messages that continue each other: pairs, additions and removals.

use super::change::{Aspect, Change, Comparison, Kind, Strictness, Used};
use super::context::{Context, Directions};
use super::field;
use super::pairs::{self, Members};
use super::reserved;
use super::rule::Rule;
use super::rust;
use crate::ir::{Field, Message, Presence, TypeId};

/// Two messages that continue each other.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) old: &'a Message,
    pub(super) new: &'a Message,
    pub(super) directions: Directions,
}

impl<'a> Pair<'a> {
    pub(super) fn new(context: &'a Context<'a>, old: &'a Message, new: &'a Message) -> Self {
        let directions = context.directions(TypeId::Message(old.id));
        Self { context, old, new, directions }
    }

    /// Where the messages are used.
    pub(super) fn used(self) -> Used {
        self.context.used(TypeId::Message(self.new.id))
    }

    /// The full name of a member in the old state.
    pub(super) fn old_name(self, name: &str) -> String {
        format!("{}.{name}", self.old.full_name)
    }

    /// The full name of a member in the new state.
    pub(super) fn new_name(self, name: &str) -> String {
        format!("{}.{name}", self.new.full_name)
    }

    /// Whether rules of the new message are checked.
    pub(super) fn is_checked(self) -> bool {
        self.new.validated
    }

    /// The fields, paired.
    pub(super) fn fields(self) -> Members<'a, Field> {
        pairs::fields(self.old, self.new)
    }
}

/// Compares fields, apart from those that come or go with their oneof, whose names are in `with_oneofs`.
pub(super) fn compare(pair: Pair<'_>, with_oneofs: &[&str], found: &mut Comparison) {
    let Members { pairs, removed, added } = pair.fields();
    for (old, new) in pairs {
        field::compare(pair, old, new, found);
    }
    let is_alone = |field: &&Field| !with_oneofs.contains(&field.name.as_str());
    found.changes.extend(removed.into_iter().filter(is_alone).map(|field| removal(pair, field)));
    found.changes.extend(added.into_iter().filter(is_alone).map(|field| addition(pair, field)));
}

fn removal(pair: Pair<'_>, field: &Field) -> Change {
    let name = pair.old_name(&field.name);
    let message = format!("field `{}` of `{}` is gone", field.name, pair.new.full_name);
    let mut change = Change::new(Rule::FieldNoDelete, Kind::Removed, name, message)
        .used(pair.context.was_used(TypeId::Message(pair.old.id)));
    change = change.at(pair.context.old.place(&pair.old_name(&field.name)), None);
    change.from = Some(format!("{} = {}", describe(pair, field), field.number));
    judge_removal(pair, &[field], &mut change);
    change
}

/// Judges fields that are gone.
pub(super) fn judge_removal(pair: Pair<'_>, fields: &[&Field], change: &mut Change) {
    if pair.directions.requests {
        change.breaks_wire("new servers ignore or reject what old clients send in it");
    } else if pair.directions.replies {
        let numbers: Vec<i32> =
            fields.iter().filter_map(|field| field.number.try_into().ok()).collect();
        let names = fields.iter().map(|field| field.name.as_str());
        reserved::judge_removal(&pair.new.reserved, &numbers, names, change);
    }
    change.breaks(Aspect::Rust, "code that reads or sets it no longer compiles");
    if fields.iter().any(|field| field.rules.required) && pair.old.validated {
        change.verdict.rules = Strictness::Looser;
    }
}

fn addition(pair: Pair<'_>, field: &Field) -> Change {
    let name = pair.new_name(&field.name);
    let message = format!("field `{}` of `{}` is new", field.name, pair.new.full_name);
    let place = pair.context.new.place(&name);
    let mut change = Change::new(Rule::FieldAdd, Kind::Added, name, message)
        .used(pair.used())
        .at(pair.context.old.place(&pair.old.full_name), place);
    change.to = Some(format!("{} = {}", describe_new(pair, field), field.number));
    judge_addition(pair, field, &mut change);
    change
}

/// Judges a new field.
pub(super) fn judge_addition(pair: Pair<'_>, field: &Field, change: &mut Change) {
    for lost in rust::lost_by_field(pair.context, pair.old, pair.new, field) {
        change.breaks(Aspect::Rust, lost);
    }
    if field.rules.required && pair.is_checked() && !matches!(field.presence, Presence::Oneof(_)) {
        change.rules(Strictness::Tighter, "requests without it are refused");
    }
}

/// The type of a field as written in the old state.
fn describe(pair: Pair<'_>, field: &Field) -> String {
    let written = pair.context.old.field(&pair.old_name(&field.name));
    written.and_then(|field| field.kind.as_ref()).map(|kind| kind.value.clone()).unwrap_or_default()
}

/// The type of a field as written in the new state.
fn describe_new(pair: Pair<'_>, field: &Field) -> String {
    let written = pair.context.new.field(&pair.new_name(&field.name));
    written.and_then(|field| field.kind.as_ref()).map(|kind| kind.value.clone()).unwrap_or_default()
}
