//! Messages: pairs, additions and removals.

use super::change::{Aspect, Change, Comparison, Kind, Strictness};
use super::context::Context;
use super::fields::{self, Pair};
use super::reserved::{self, Freed, Owner};
use super::rule::Rule;
use super::{deprecation, oneofs, prose};
use crate::ir::{Message, MessageId, TypeId};

pub(super) fn compare(context: &Context<'_>, found: &mut Comparison) {
    for (old, new) in context.pairs.messages.iter() {
        pair(Pair::new(context, &context.old.api[old], &context.new.api[new]), found);
    }
    let gone = context.old.api.messages.iter().filter(|message| {
        context.pairs.messages.new_of(message.id).is_none()
            && !context.goes_with_others(TypeId::Message(message.id))
    });
    found.changes.extend(gone.map(|message| removal(context, message)));
    let new = context.new.api.messages.iter().filter(|message| {
        context.pairs.messages.old_of(message.id).is_none()
            && !context.comes_with_others(TypeId::Message(message.id))
    });
    found.changes.extend(new.map(|message| addition(context, message)));
}

fn pair(pair: Pair<'_>, found: &mut Comparison) {
    let Pair { context, old, new, .. } = pair;
    found.changes.extend(name(pair));
    found.changes.extend(validation(pair));
    found.changes.extend(error_detail(pair));
    let renamed = |name: &str| {
        let id = context.old.api.messages.find(|message| message.name == name)?;
        context.pairs.messages.new_of(id).map(|id| context.new.api[id].name.clone())
    };
    let (was, is) = (old.deprecated.as_ref(), new.deprecated.as_ref());
    let rule = Rule::MessageSameDeprecation;
    let changed = deprecation::compare(rule, &new.full_name, was, is, renamed);
    found.changes.extend(changed.map(|change| located(pair, change)));
    let with_oneofs = oneofs::compare(pair, found);
    fields::compare(pair, &with_oneofs, found);
    reservations(pair, found);
    prose::compare(context, &old.full_name, &new.full_name, found);
}

/// Adds the uses and the places of a pair to a change of it.
fn located(pair: Pair<'_>, change: Change) -> Change {
    pair.context.located(change, &pair.old.full_name, &pair.new.full_name, pair.used())
}

fn name(pair: Pair<'_>) -> Option<Change> {
    let Pair { context, old, new, .. } = pair;
    if old.name == new.name || context.follows_rename(TypeId::Message(old.id)) {
        return None;
    }
    let message = format!("message `{}` is now `{}`", old.name, new.name);
    let change = Change::new(Rule::MessageSameName, Kind::Renamed, &new.full_name, message);
    let mut change = located(pair, change).values(&old.name, &new.name);
    change.inside = context.new.nested(TypeId::Message(new.id));
    if old.error_detail {
        change.breaks_wire("clients find error details by the name of their message");
    }
    if old.path.to_string() != new.path.to_string() {
        change.breaks(Aspect::Rust, format!("`{}` is named `{}`", old.path, new.path));
    }
    Some(change)
}

fn validation(pair: Pair<'_>) -> Option<Change> {
    let (old, new) = (pair.old.validated, pair.new.validated);
    if old == new {
        return None;
    }
    let (word, strictness, effect) = match new {
        true => ("are", Strictness::Tighter, "messages that were valid are invalid"),
        false => ("are no longer", Strictness::Looser, "messages that were invalid are valid"),
    };
    let name = &pair.new.full_name;
    let message = format!("the rules of `{name}` {word} checked");
    let change = Change::new(Rule::MessageSameValidation, Kind::Changed, name, message);
    let text = |validated: bool| if validated { "enabled" } else { "disabled" };
    let mut change = located(pair, change).values(text(old), text(new));
    change.rules(strictness, effect);
    Some(change)
}

fn error_detail(pair: Pair<'_>) -> Option<Change> {
    let (old, new) = (pair.old.error_detail, pair.new.error_detail);
    if old == new {
        return None;
    }
    let word = if new { "is" } else { "is no longer" };
    let name = &pair.new.full_name;
    let message = format!("`{name}` {word} an error detail");
    let change = Change::new(Rule::MessageSameErrorDetail, Kind::Changed, name, message);
    let mut change = located(pair, change).values(old.to_string(), new.to_string());
    if old {
        change.note(Aspect::RunTime, "code that looks for it in errors finds none");
    }
    Some(change)
}

fn reservations(pair: Pair<'_>, found: &mut Comparison) {
    let Pair { context, old, new, .. } = pair;
    let mut freed = Freed::default();
    let fields = pair.fields();
    let renamed = fields.pairs.iter().filter(|(old, new)| old.name != new.name);
    let renumbered = fields.pairs.iter().filter(|(old, new)| old.number != new.number);
    let removed = || fields.removed.iter().copied();
    freed.names =
        removed().chain(renamed.map(|(old, _)| *old)).map(|of| of.name.as_str()).collect();
    let numbers = removed().chain(renumbered.map(|(old, _)| *old)).map(|of| of.number);
    freed.numbers = numbers.filter_map(|number| number.try_into().ok()).collect();
    let places = (context.old.place(&old.full_name), context.new.place(&new.full_name));
    let owner = Owner { full_name: &new.full_name, used: pair.used(), places };
    reserved::compare(&owner, &old.reserved, &new.reserved, &freed, found);
}

fn removal(context: &Context<'_>, of: &Message) -> Change {
    let id = TypeId::Message(of.id);
    let message = format!("message `{}` is gone", of.name);
    let mut change = Change::new(Rule::MessageNoDelete, Kind::Removed, &of.full_name, message)
        .used(context.was_used(id))
        .at(context.old.place(&of.full_name), None);
    change.from = Some(fields_of(of));
    change.inside = context.old.nested(id);
    change.breaks(Aspect::Rust, format!("`{}` is gone", of.path));
    change
}

fn addition(context: &Context<'_>, of: &Message) -> Change {
    let id = TypeId::Message(of.id);
    let message = format!("message `{}` is new", of.name);
    let mut change = Change::new(Rule::MessageAdd, Kind::Added, &of.full_name, message)
        .used(context.used(id))
        .at(None, context.new.place(&of.full_name));
    change.to = Some(fields_of(of));
    change.inside = context.new.nested(id);
    change
}

/// The names and numbers of the fields of a message.
fn fields_of(message: &Message) -> String {
    let fields = message.fields.iter().map(|field| format!("{} = {}", field.name, field.number));
    fields.collect::<Vec<_>>().join(", ")
}

impl Context<'_> {
    /// Whether a type has another name only because its outer message or its RPC has.
    pub(super) fn follows_rename(&self, old: TypeId) -> bool {
        let Some(new) = self.pairs.new_type(old) else { return false };
        let inline = |old: MessageId, new: MessageId| {
            let was = self.old.inline_of(old);
            was.is_some_and(|was| {
                self.pairs.rpcs.new_of(was).is_some_and(|is| self.new.inline_of(new) == Some(is))
            })
        };
        if let (TypeId::Message(old), TypeId::Message(new)) = (old, new)
            && inline(old, new)
        {
            return true;
        }
        let outer = (self.old.outer(old), self.new.outer(new));
        let (Some(was), Some(is)) = outer else { return false };
        self.pairs.messages.new_of(was) == Some(is)
            && self.old.api.short_name(old) == self.new.api.short_name(new)
    }
}
