//! Enums and their values: pairs, additions and removals.

use super::change::{Aspect, Change, Comparison, Kind};
use super::context::{Context, Directions};
use super::pairs::{self, Members};
use super::reserved::{self, Freed, Owner};
use super::rule::Rule;
use super::{deprecation, prose};
use crate::ir::{Enum, EnumValue, TypeId};

/// Two enums that continue each other.
#[derive(Clone, Copy)]
struct Pair<'a> {
    context: &'a Context<'a>,
    old: &'a Enum,
    new: &'a Enum,
    directions: Directions,
}

pub(super) fn compare(context: &Context<'_>, found: &mut Comparison) {
    for (old, new) in context.pairs.enums.iter() {
        let directions = context.directions(TypeId::Enum(old));
        let (old, new) = (&context.old.api[old], &context.new.api[new]);
        Pair { context, old, new, directions }.compare(found);
    }
    let gone = context.old.api.enums.iter().filter(|of| {
        context.pairs.enums.new_of(of.id).is_none()
            && !context.goes_with_others(TypeId::Enum(of.id))
    });
    found.changes.extend(gone.map(|of| removal(context, of)));
    let new = context.new.api.enums.iter().filter(|of| {
        context.pairs.enums.old_of(of.id).is_none()
            && !context.comes_with_others(TypeId::Enum(of.id))
    });
    found.changes.extend(new.map(|of| addition(context, of)));
}

fn removal(context: &Context<'_>, of: &Enum) -> Change {
    let message = format!("enum `{}` is gone", of.name);
    let mut change = Change::new(Rule::EnumNoDelete, Kind::Removed, &of.full_name, message)
        .used(context.was_used(TypeId::Enum(of.id)))
        .at(context.old.place(&of.full_name), None);
    change.from = Some(values_of(of));
    change.breaks(Aspect::Rust, format!("`{}` is gone", of.path));
    change
}

fn addition(context: &Context<'_>, of: &Enum) -> Change {
    let message = format!("enum `{}` is new", of.name);
    let mut change = Change::new(Rule::EnumAdd, Kind::Added, &of.full_name, message)
        .used(context.used(TypeId::Enum(of.id)))
        .at(None, context.new.place(&of.full_name));
    change.to = Some(values_of(of));
    change
}

/// The names and numbers of the values of an enum.
fn values_of(of: &Enum) -> String {
    let values = of.values.iter().map(|value| format!("{} = {}", value.name, value.number));
    values.collect::<Vec<_>>().join(", ")
}

impl<'a> Pair<'a> {
    fn compare(self, found: &mut Comparison) {
        let Self { context, old, new, .. } = self;
        let values = pairs::values(old, new);
        let renamed = self.name(&values);
        let is_prefixed = renamed.is_some();
        found.changes.extend(renamed);
        let replacement = |name: &str| {
            let id = context.old.api.enums.find(|of| of.name == name)?;
            context.pairs.enums.new_of(id).map(|id| context.new.api[id].name.clone())
        };
        let (was, is) = (old.deprecated.as_ref(), new.deprecated.as_ref());
        let rule = Rule::EnumSameDeprecation;
        let changed = deprecation::compare(rule, &new.full_name, was, is, replacement);
        found.changes.extend(changed.map(|change| self.located(change)));
        self.reservations(&values, found);
        for (old, new) in &values.pairs {
            let pair = ValuePair { of: self, old, new, siblings: &values };
            pair.compare(is_prefixed, found);
        }
        found.changes.extend(values.removed.iter().map(|value| self.value_removal(value)));
        found.changes.extend(values.added.iter().map(|value| self.value_addition(value)));
        prose::compare(context, &old.full_name, &new.full_name, found);
    }

    /// Adds the uses and the places of the pair to a change of it.
    fn located(self, change: Change) -> Change {
        self.located_at(change, &self.old.full_name, &self.new.full_name)
    }

    /// Adds the uses of the pair and the places of two names to a change.
    fn located_at(self, change: Change, old: &str, new: &str) -> Change {
        self.context.located(change, old, new, self.context.used(TypeId::Enum(self.new.id)))
    }

    fn name(self, values: &Members<'_, EnumValue>) -> Option<Change> {
        let Self { context, old, new, .. } = self;
        let follows = context.follows_rename(TypeId::Enum(old.id));
        let prefixed: Vec<&EnumValue> = values
            .pairs
            .iter()
            .filter(|(old, new)| is_prefixed(old, new))
            .map(|(_, new)| *new)
            .collect();
        if old.name == new.name || (follows && prefixed.is_empty()) {
            return None;
        }
        let message = format!("enum `{}` is now `{}`", old.name, new.name);
        let change = Change::new(Rule::EnumSameName, Kind::Renamed, &new.full_name, message);
        let mut change = self.located(change).values(&old.name, &new.name);
        change.inside =
            prefixed.iter().map(|value| format!("{}.{}", new.full_name, value.name)).collect();
        if !prefixed.is_empty() && self.directions.any() {
            change.breaks(Aspect::Json, "its values have other names");
        }
        if old.path.to_string() != new.path.to_string() {
            change.breaks(Aspect::Rust, format!("`{}` is named `{}`", old.path, new.path));
        }
        Some(change)
    }

    fn reservations(self, values: &Members<'_, EnumValue>, found: &mut Comparison) {
        let Self { context, old, new, .. } = self;
        let renamed = values.pairs.iter().filter(|(old, new)| old.name != new.name);
        let renumbered = values.pairs.iter().filter(|(old, new)| old.number != new.number);
        let removed = || values.removed.iter().copied();
        let names = removed().chain(renamed.map(|(old, _)| *old)).map(|value| &value.name);
        let aliases = old.values.iter().flat_map(|value| &value.aliases).map(|alias| &alias.name);
        let is_used = |name: &str| {
            let mut values = new.values.iter();
            values.any(|value| value.name == name || has_alias(value, name))
        };
        let numbers = removed().chain(renumbered.map(|(old, _)| *old));
        let freed = Freed {
            names: names.chain(aliases).map(String::as_str).filter(|name| !is_used(name)).collect(),
            numbers: numbers.map(|value| value.number).collect(),
        };
        let owner = Owner {
            full_name: &new.full_name,
            used: context.used(TypeId::Enum(new.id)),
            places: (context.old.place(&old.full_name), context.new.place(&new.full_name)),
        };
        reserved::compare(&owner, &old.reserved, &new.reserved, &freed, found);
    }

    fn old_name(self, value: &EnumValue) -> String {
        format!("{}.{}", self.old.full_name, value.name)
    }

    fn new_name(self, value: &EnumValue) -> String {
        format!("{}.{}", self.new.full_name, value.name)
    }

    fn value_removal(self, value: &EnumValue) -> Change {
        let name = self.old_name(value);
        let message = format!("value `{}` of `{}` is gone", value.name, self.new.full_name);
        let place = self.context.old.place(&name);
        let mut change = Change::new(Rule::EnumValueNoDelete, Kind::Removed, name, message)
            .used(self.context.was_used(TypeId::Enum(self.old.id)))
            .at(place, None);
        change.from = Some(format!("{} = {}", value.name, value.number));
        if self.directions.requests {
            change.breaks_wire("new servers do not know the value when old clients send it");
        } else if self.directions.replies {
            let names = [value.name.as_str()].into_iter();
            reserved::judge_removal(&self.new.reserved, &[value.number], names, &mut change);
        }
        change.breaks(Aspect::Rust, format!("`{}::{}` is gone", self.old.path, value.rust));
        change
    }

    fn value_addition(self, value: &EnumValue) -> Change {
        let name = self.new_name(value);
        let message = format!("value `{}` of `{}` is new", value.name, self.new.full_name);
        let place = self.context.new.place(&name);
        let mut change = Change::new(Rule::EnumValueAdd, Kind::Added, name, message)
            .used(self.context.used(TypeId::Enum(self.new.id)))
            .at(self.context.old.place(&self.old.full_name), place);
        change.to = Some(format!("{} = {}", value.name, value.number));
        change
    }
}

/// Whether a value has an alias with a name.
fn has_alias(value: &EnumValue, name: &str) -> bool {
    value.aliases.iter().any(|alias| alias.name == name)
}

/// Whether two values differ in the prefix of their names only.
fn is_prefixed(old: &EnumValue, new: &EnumValue) -> bool {
    old.name != new.name && old.rust == new.rust && old.number == new.number
}

/// Two values that continue each other.
#[derive(Clone, Copy)]
struct ValuePair<'a> {
    of: Pair<'a>,
    old: &'a EnumValue,
    new: &'a EnumValue,
    siblings: &'a Members<'a, EnumValue>,
}

impl ValuePair<'_> {
    fn compare(self, is_enum_renamed: bool, found: &mut Comparison) {
        if !(is_enum_renamed && is_prefixed(self.old, self.new)) {
            found.changes.extend(self.name());
        }
        found.changes.extend(self.number());
        found.changes.extend(self.aliases());
        self.kept_aliases(found);
        let (was, is) = (self.old.deprecated.as_ref(), self.new.deprecated.as_ref());
        let name = self.of.new_name(self.new);
        let renamed = |name: &str| {
            // The old name of a value may be an alias now, which still replaces others.
            if self.of.new.values.iter().any(|value| has_alias(value, name)) {
                return Some(name.to_owned());
            }
            let found = self.siblings.pairs.iter().find(|(old, _)| old.name == name);
            found.map(|(_, new)| new.name.clone())
        };
        let rule = Rule::EnumValueSameDeprecation;
        let changed = deprecation::compare(rule, &name, was, is, renamed);
        found.changes.extend(changed.map(|change| self.located(change)));
        prose::compare(self.of.context, &self.of.old_name(self.old), &name, found);
    }

    fn located(self, change: Change) -> Change {
        self.of.located_at(change, &self.of.old_name(self.old), &self.of.new_name(self.new))
    }

    fn change(self, rule: Rule, kind: Kind, message: String) -> Change {
        self.located(Change::new(rule, kind, self.of.new_name(self.new), message))
    }

    fn name(self) -> Option<Change> {
        let (old, new) = (self.old, self.new);
        if old.name == new.name {
            return None;
        }
        let message =
            format!("value `{}` of `{}` is now `{}`", old.name, self.of.new.full_name, new.name);
        let mut change = self
            .change(Rule::EnumValueSameName, Kind::Renamed, message)
            .values(&old.name, &new.name);
        if self.of.directions.requests && !has_alias(new, &old.name) {
            change.breaks(Aspect::Json, "new servers do not know the name that old clients send");
        }
        if self.of.directions.replies && !has_alias(old, &new.name) {
            change.breaks(Aspect::Json, "old clients do not know the name that new servers send");
        }
        if old.rust != new.rust {
            change.breaks(Aspect::Rust, format!("`{}` is named `{}`", old.rust, new.rust));
        }
        Some(change)
    }

    fn number(self) -> Option<Change> {
        let (old, new) = (self.old.number, self.new.number);
        if old == new {
            return None;
        }
        let name = &self.new.name;
        let message = format!(
            "value `{name}` of `{}` has the number {new} instead of {old}",
            self.of.new.full_name
        );
        let mut change = self
            .change(Rule::EnumValueSameNumber, Kind::Changed, message)
            .values(old.to_string(), new.to_string());
        if self.of.directions.any() {
            change.breaks(Aspect::Binary, "the number means another value to the other side");
        }
        if old == 0 || new == 0 {
            change.breaks(Aspect::Rust, "another value is the default");
        }
        Some(change)
    }

    /// Compares the aliases that both values have.
    fn kept_aliases(self, found: &mut Comparison) {
        let Pair { context, old, new, .. } = self.of;
        for is in &self.new.aliases {
            let Some(was) = self.old.aliases.iter().find(|was| was.name == is.name) else {
                continue;
            };
            let [was_name, name] = [old, new].map(|of| format!("{}.{}", of.full_name, is.name));
            let (from, to) = (was.deprecated.as_ref(), is.deprecated.as_ref());
            let rule = Rule::EnumValueSameDeprecation;
            let renamed = |name: &str| Some(name.to_owned());
            let changed = deprecation::compare(rule, &name, from, to, renamed);
            found
                .changes
                .extend(changed.map(|change| self.of.located_at(change, &was_name, &name)));
            prose::compare(context, &was_name, &name, found);
        }
    }

    fn aliases(self) -> Option<Change> {
        let names = |value: &EnumValue, other: &EnumValue| -> Vec<String> {
            let names = value.aliases.iter().map(|alias| alias.name.clone());
            // The alias that keeps a name is a part of the rename.
            names.filter(|name| *name != other.name).collect()
        };
        let (old, new) = (names(self.old, self.new), names(self.new, self.old));
        if old == new {
            return None;
        }
        let name = &self.new.name;
        let message = format!("value `{name}` of `{}` has other aliases", self.of.new.full_name);
        let mut change = self
            .change(Rule::EnumValueSameAliases, Kind::Changed, message)
            .values(old.join(", "), new.join(", "));
        let gone: Vec<&String> = old.iter().filter(|name| !new.contains(name)).collect();
        if let (Some(gone), true) = (gone.first(), self.of.directions.requests) {
            change.breaks(Aspect::Json, format!("new servers do not know the name `{gone}`"));
        }
        Some(change)
    }
}
