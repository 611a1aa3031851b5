//! Two fields that continue each other: each property that differs is a change.

use heck::ToLowerCamelCase;

use super::change::{Aspect, Change, Comparison, Kind, Strictness};
use super::deprecation;
use super::fields::Pair;
use super::pairs;
use super::prose;
use super::rule::Rule;
use super::rules;
use super::rust;
use super::wire::Codec;
use crate::ir::{Field, FieldType, Oneof, Presence};
use crate::raw;
use crate::source::Span;

/// Two fields that continue each other, with their names and what is written.
#[derive(Clone, Copy)]
struct Fields<'a> {
    pair: Pair<'a>,
    old: &'a Field,
    new: &'a Field,
    was: Option<&'a raw::Field>,
    is: Option<&'a raw::Field>,
}

pub(super) fn compare(pair: Pair<'_>, old: &Field, new: &Field, found: &mut Comparison) {
    let (was_name, name) = (pair.old_name(&old.name), pair.new_name(&new.name));
    let (was, is) = (pair.context.old.field(&was_name), pair.context.new.field(&name));
    let fields = Fields { pair, old, new, was, is };
    let compared = [
        fields.name(),
        fields.json_name(),
        fields.number(),
        fields.ty(),
        fields.oneof(),
        fields.packed(),
        fields.required(),
        fields.sensitivity(),
        fields.deprecation(),
    ];
    found.changes.extend(compared.into_iter().flatten());
    found.changes.extend(fields.rules());
    prose::compare(pair.context, &was_name, &name, found);
}

impl Fields<'_> {
    /// A change of one property. `place` returns the place of the property as written.
    fn change(
        self,
        rule: Rule,
        message: impl Into<String>,
        place: impl Fn(&raw::Field) -> Option<Span>,
    ) -> Change {
        let name = self.pair.new_name(&self.new.name);
        self.located(Change::new(rule, Kind::Changed, name, message.into()), place)
    }

    /// Adds the uses and the places of a property to a change of the field.
    fn located(self, change: Change, place: impl Fn(&raw::Field) -> Option<Span>) -> Change {
        let at = |field: &raw::Field| place(field).unwrap_or(field.name.span);
        change
            .was(&self.pair.old_name(&self.old.name))
            .used(self.pair.used())
            .at(self.was.map(at), self.is.map(at))
    }

    fn label(self) -> String {
        format!("`{}` of `{}`", self.new.name, self.pair.new.full_name)
    }

    /// Adds breaks where a codec does not work in a direction in which the message is used.
    fn judge(self, codec: Codec, requests: bool, replies: bool, change: &mut Change) {
        let aspect = match codec {
            Codec::Binary => Aspect::Binary,
            Codec::Json => Aspect::Json,
        };
        let directions = self.pair.directions;
        if directions.requests && !requests {
            change.breaks(aspect, "new servers do not read what old clients send");
        }
        if directions.replies && !replies {
            change.breaks(aspect, "old clients do not read what new servers send");
        }
    }

    fn name(self) -> Option<Change> {
        let (old, new) = (self.old, self.new);
        if old.name == new.name {
            return None;
        }
        let message =
            format!("field `{}` of `{}` is now `{}`", old.name, self.pair.new.full_name, new.name);
        let mut change = self.change(Rule::FieldSameName, message, |field| Some(field.name.span));
        change.kind = Kind::Renamed;
        change = change.values(&old.name, &new.name);
        if old.json_name != new.json_name && !self.is_json_written() {
            self.judge_json_name(&mut change);
        }
        if old.rust != new.rust || old.setter != new.setter {
            change.breaks(Aspect::Rust, format!("`{}` is named `{}`", old.rust, new.rust));
        }
        Some(change)
    }

    /// Whether the JSON name does not follow from the name in one of the states.
    fn is_json_written(self) -> bool {
        let follows = |field: &Field| field.name.to_lower_camel_case() == field.json_name;
        !follows(self.old) || !follows(self.new)
    }

    fn json_name(self) -> Option<Change> {
        let (old, new) = (&self.old.json_name, &self.new.json_name);
        if old == new || (self.old.name != self.new.name && !self.is_json_written()) {
            return None;
        }
        let message = format!("{} has the JSON name `{new}` instead of `{old}`", self.label());
        let mut change =
            self.change(Rule::FieldSameJsonName, message, |field| Some(field.json.as_ref()?.span));
        change = change.values(old, new);
        self.judge_json_name(&mut change);
        Some(change)
    }

    /// Judges another JSON name. Readers accept the name in protobuf as well.
    fn judge_json_name(self, change: &mut Change) {
        let accepts = |reader: &Field, writer: &Field| {
            [&reader.json_name, &reader.name].contains(&&writer.json_name)
        };
        let (requests, replies) = (accepts(self.new, self.old), accepts(self.old, self.new));
        self.judge(Codec::Json, requests, replies, change);
    }

    fn number(self) -> Option<Change> {
        let (old, new) = (self.old.number, self.new.number);
        if old == new {
            return None;
        }
        let message = format!("{} has the number {new} instead of {old}", self.label());
        let mut change =
            self.change(Rule::FieldSameNumber, message, |field| Some(field.number.as_ref()?.span));
        change = change.values(old.to_string(), new.to_string());
        self.judge(Codec::Binary, false, false, &mut change);
        Some(change)
    }

    fn ty(self) -> Option<Change> {
        let (old, new) = (self.old, self.new);
        let same_type = self.has_same_inner_type();
        if same_type && cardinality(old) == cardinality(new) {
            return None;
        }
        let rule = if same_type { Rule::FieldSameCardinality } else { Rule::FieldSameType };
        let written = |field: Option<&raw::Field>| {
            field.and_then(|field| field.kind.as_ref()).map_or("", |kind| &kind.value).to_owned()
        };
        let (was, is) = (written(self.was), written(self.is));
        let message = format!("{} has the type `{is}` instead of `{was}`", self.label());
        let mut change = self.change(rule, message, |field| Some(field.kind.as_ref()?.span));
        change = change.values(was, is);
        let context = self.pair.context;
        for codec in [Codec::Binary, Codec::Json] {
            let requests = context.requests().agree_on(codec, old, new);
            let replies = context.replies().agree_on(codec, new, old);
            self.judge(codec, requests, replies, &mut change);
        }
        if !rust::has_same_type(context, old, new) {
            change.breaks(Aspect::Rust, "code that reads or sets it no longer compiles");
        }
        for lost in rust::lost_by_field(context, self.pair.old, self.pair.new, new) {
            change.breaks(Aspect::Rust, lost);
        }
        Some(change)
    }

    /// Whether values, elements, keys and values of maps have the same types.
    fn has_same_inner_type(self) -> bool {
        let keys = |ty: FieldType| match ty {
            FieldType::Map(key, _) => Some(key),
            FieldType::Single(_) | FieldType::Repeated(_) => None,
        };
        let (old, new) = (self.old.ty, self.new.ty);
        keys(old) == keys(new) && self.pair.context.pairs.is_same(old.inner(), new.inner())
    }

    fn oneof(self) -> Option<Change> {
        let (old, new) = (oneof(self.pair.old, self.old), oneof(self.pair.new, self.new));
        let is_same = match (old, new) {
            (None, None) => true,
            (Some(old), Some(new)) => pairs::oneofs(self.pair.old, self.pair.new)
                .pairs
                .iter()
                .any(|(was, is)| was.name == old.name && is.name == new.name),
            _ => false,
        };
        if is_same {
            return None;
        }
        let message = match (old, new) {
            (_, None) => format!("{} is in no oneof", self.label()),
            (_, Some(new)) => format!("{} is in the oneof `{}`", self.label(), new.name),
        };
        let mut change =
            self.change(Rule::FieldSameOneof, message, |field| Some(field.oneof.as_ref()?.span));
        (change.from, change.to) = (old.map(|of| of.name.clone()), new.map(|of| of.name.clone()));
        // Whether a writer without the oneof can set the field together with others in it.
        let requests = !new.is_some_and(|of| self.joins(of, old));
        let replies = !old.is_some_and(|of| self.leaves(of, new));
        for codec in [Codec::Binary, Codec::Json] {
            self.judge(codec, requests, replies, &mut change);
        }
        change.breaks(Aspect::Rust, "in a oneof, a field is a variant of its enum");
        Some(change)
    }

    /// Whether the oneof has another arm that the old state has outside of the oneof of the field.
    fn joins(self, oneof: &Oneof, from: Option<&Oneof>) -> bool {
        let fields = self.pair.fields();
        oneof.arms(self.pair.new).filter(|arm| arm.name != self.new.name).any(|arm| {
            let was = fields.pairs.iter().find(|(_, new)| new.name == arm.name);
            was.is_some_and(|(was, _)| {
                !from.is_some_and(|from| from.arms(self.pair.old).any(|of| of.name == was.name))
            })
        })
    }

    /// Whether the oneof has another arm that the new state has outside of the oneof of the field.
    fn leaves(self, oneof: &Oneof, to: Option<&Oneof>) -> bool {
        let fields = self.pair.fields();
        oneof.arms(self.pair.old).filter(|arm| arm.name != self.old.name).any(|arm| {
            let is = fields.pairs.iter().find(|(old, _)| old.name == arm.name);
            is.is_some_and(|(_, is)| {
                !to.is_some_and(|to| to.arms(self.pair.new).any(|of| of.name == is.name))
            })
        })
    }

    fn packed(self) -> Option<Change> {
        let (old, new) = (self.old.packed, self.new.packed);
        if old == new {
            return None;
        }
        let word = if new { "packed" } else { "not packed" };
        let message = format!("{} is {word} in the binary encoding", self.label());
        let mut change =
            self.change(Rule::FieldSamePacked, message, |field| Some(field.packed.as_ref()?.span));
        change = change.values(old.to_string(), new.to_string());
        change.note(Aspect::RunTime, "new programs write the other form; readers accept both");
        Some(change)
    }

    fn required(self) -> Option<Change> {
        let state = |field: &Field| match (field.documented_required, field.rules.required) {
            (true, true) => "true",
            (true, false) => "docs",
            (false, true) => "rule",
            (false, false) => "false",
        };
        let (old, new) = (state(self.old), state(self.new));
        if old == new {
            return None;
        }
        let message = format!("{} has `required: {new}` instead of `{old}`", self.label());
        let mut change = self.change(Rule::FieldSameRequired, message, |_| None);
        change = change.values(old, new);
        if self.pair.is_checked() && self.old.rules.required != self.new.rules.required {
            if self.new.rules.required {
                change.rules(Strictness::Tighter, "messages without it are invalid");
            } else {
                change.rules(Strictness::Looser, "messages without it are valid");
            }
        }
        if let (Some(accessors), None) =
            (&self.old.required_accessors, &self.new.required_accessors)
        {
            change.breaks(Aspect::Rust, format!("`{}` is gone", accessors.borrow));
        }
        for lost in rust::lost_by_member(self.pair.old, self.pair.new) {
            change.breaks(Aspect::Rust, lost);
        }
        Some(change)
    }

    fn sensitivity(self) -> Option<Change> {
        let (old, new) = (self.old.sensitive, self.new.sensitive);
        if old == new {
            return None;
        }
        let (word, effect) = match new {
            true => ("is", "it is redacted in debug output, errors and logs, and not sent as GET"),
            false => ("is no longer", "it shows up in debug output, errors and logs"),
        };
        let message = format!("{} {word} a secret", self.label());
        let mut change = self.change(Rule::FieldSameSensitivity, message, |field| {
            Some(field.sensitive.as_ref()?.span)
        });
        change = change.values(old.to_string(), new.to_string());
        change.note(Aspect::RunTime, effect);
        Some(change)
    }

    fn deprecation(self) -> Option<Change> {
        let name = self.pair.new_name(&self.new.name);
        let (old, new) = (self.old.deprecated.as_ref(), self.new.deprecated.as_ref());
        let renamed = |name: &str| {
            let fields = self.pair.fields().pairs;
            fields.iter().find(|(old, _)| old.name == name).map(|(_, new)| new.name.clone())
        };
        let change = deprecation::compare(Rule::FieldSameDeprecation, &name, old, new, renamed)?;
        Some(self.located(change, |field| Some(field.deprecated.as_ref()?.span)))
    }

    fn rules(self) -> Vec<Change> {
        let is_map = matches!(self.new.ty, FieldType::Map(..));
        let differences = rules::differences(is_map, &self.old.rules, &self.new.rules);
        let changes = differences.into_iter().map(|difference| {
            let rules::Difference { key, from, to, strictness } = difference;
            let message = match (&from, &to) {
                (None, Some(to)) => format!("{} has the rule `{key}: {to}`", self.label()),
                (Some(from), None) => format!("{} has no rule `{key}: {from}`", self.label()),
                (Some(from), Some(to)) => {
                    format!("{} has the rule `{key}: {to}` instead of `{from}`", self.label())
                }
                (None, None) => format!("{} has another rule `{key}`", self.label()),
            };
            let mut change =
                self.change(Rule::FieldSameRule, message, |field| Some(field.rules.as_ref()?.span));
            let with_key = |value: Option<String>| value.map(|value| format!("{key}: {value}"));
            (change.from, change.to) = (with_key(from), with_key(to));
            if self.pair.is_checked() {
                let text = match strictness {
                    Strictness::Tighter => "values that were valid are invalid",
                    Strictness::Looser | Strictness::Same => "values that were invalid are valid",
                };
                change.rules(strictness, text);
            }
            change
        });
        changes.collect()
    }
}

/// The oneof of a field.
fn oneof<'a>(message: &'a crate::ir::Message, field: &Field) -> Option<&'a Oneof> {
    match field.presence {
        Presence::Oneof(id) => Some(&message[id]),
        Presence::Implicit | Presence::Message | Presence::Optional => None,
    }
}

/// The form of a field: one value, an optional one, a list or a map.
fn cardinality(field: &Field) -> (u8, bool) {
    let form = match field.ty {
        FieldType::Single(_) => 0,
        FieldType::Repeated(_) => 1,
        FieldType::Map(..) => 2,
    };
    (form, field.presence == Presence::Optional)
}
