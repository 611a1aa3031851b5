//! Lowers reserved numbers and names, and reports the fields and values that use them.
//!
//! Used by [`super::messages`] and [`super::enums`].

use std::ops::RangeInclusive;

use indexmap::IndexMap;

use super::collect::bad_name;
use super::fields;
use super::names;
use super::scope::Scope;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{NumberRange, Reservation, Reserved};
use crate::protobuf::{self, ENUM_NUMBERS, FIELD_NUMBERS, INTERNAL_FIELD_NUMBERS};
use crate::raw::{self, Text};
use crate::source::{Span, Spanned};

/// Lowers what a message reserves, and checks its fields.
pub(super) fn of_message(body: &raw::MessageBody, problems: &mut Diagnostics) -> Reserved {
    let (reserved, mut places) = lower(&body.reserved, Member::Field, problems);
    places.reserve_json_names(&body.reserved);
    for field in &body.fields {
        places.check_number(field.number.as_ref(), problems);
        if places.check_name(&field.name, problems) {
            places.check_json_name(field, problems);
        }
    }
    reserved
}

/// Lowers what an enum reserves, and checks its values.
pub(super) fn of_enum(raw: &raw::Enum, problems: &mut Diagnostics) -> Reserved {
    let (reserved, places) = lower(&raw.reserved, Member::Value, problems);
    for value in &raw.values {
        places.check_number(value.number.as_ref(), problems);
        places.check_name(&value.name, problems);
    }
    reserved
}

fn lower<'a>(
    raw: &'a [raw::Reserved],
    member: Member,
    problems: &mut Diagnostics,
) -> (Reserved, Places<'a>) {
    let mut numbers = Vec::new();
    let mut taken = Scope::new(Code::ReservedTwice, "reserved name");
    let mut names = IndexMap::new();
    let mut entries = Vec::new();
    for entry in raw {
        check_entry(entry, problems);
        let ranges = entry.numbers.iter();
        let ranges = ranges.filter_map(|raw| Some((member.range(raw, problems)?, raw.span)));
        let start = numbers.len();
        numbers.extend(ranges);
        for name in &entry.names {
            if !names::is_identifier(&name.value) {
                let form = "letters, digits and underscores, not starting with a digit";
                problems.push(bad_name("reserved", name, form));
            }
            if taken.claim(name, problems) {
                names.insert(name.value.clone(), name);
            }
        }
        entries.push(Reservation {
            numbers: numbers.iter().skip(start).map(|(range, _)| *range).collect(),
            names: entry.names.iter().map(|name| name.value.clone()).collect(),
            reason: entry.reason.as_ref().map(|reason| reason.value.clone()),
        });
    }
    let numbers = without_overlaps(numbers, problems);
    (Reserved::new(entries), Places { member, numbers, names })
}

/// Reports an entry that reserves nothing, and a blank reason.
fn check_entry(entry: &raw::Reserved, problems: &mut Diagnostics) {
    if entry.numbers.is_empty() && entry.names.is_empty() && entry.broken.is_empty() {
        problems.push(
            Diagnostic::new(Code::ReservedEntry, "entry of `reserved` without numbers and names")
                .at(entry.span, "expected `numbers` or `names`"),
        );
    }
    if let Some(reason) = entry.reason.as_ref().filter(|reason| reason.value.trim().is_empty()) {
        problems.push(
            Diagnostic::new(Code::ReservedEntry, "blank reason")
                .at(reason.span, "expected why the numbers and names are reserved")
                .help("remove the key if the reason is not known"),
        );
    }
}

/// Sorts ranges. Reports those that overlap, and keeps the part that does not.
fn without_overlaps(
    mut ranges: Vec<(NumberRange, Span)>,
    problems: &mut Diagnostics,
) -> Vec<(NumberRange, Span)> {
    ranges.sort_unstable();
    let mut kept: Vec<(NumberRange, Span)> = Vec::new();
    for (range, span) in ranges {
        let Some((before, other)) = kept.last().filter(|(before, _)| range.first <= before.last)
        else {
            kept.push((range, span));
            continue;
        };
        let shared = NumberRange { last: range.last.min(before.last), ..range };
        problems.push(
            Diagnostic::new(Code::ReservedTwice, format!("{} reserved twice", subject(shared)))
                .at(span.max(*other), "reserved again here")
                .at(span.min(*other), "first reserved here"),
        );
        if range.last > before.last {
            let rest = NumberRange { first: before.last.saturating_add(1), ..range };
            kept.push((rest, span));
        }
    }
    kept
}

/// A range as the subject of a sentence.
fn subject(range: NumberRange) -> String {
    let NumberRange { first, last } = range;
    match first == last {
        true => format!("number `{first}` is"),
        false => format!("numbers `{first}-{last}` are"),
    }
}

/// A member of a message or of an enum.
#[derive(Debug, Clone, Copy)]
enum Member {
    Field,
    Value,
}

impl Member {
    const fn what(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::Value => "enum value",
        }
    }

    const fn numbers(self) -> RangeInclusive<i64> {
        match self {
            Self::Field => FIELD_NUMBERS,
            Self::Value => ENUM_NUMBERS,
        }
    }

    /// Whether a member can have a number.
    fn can_have(self, number: i64) -> bool {
        let is_internal = matches!(self, Self::Field) && INTERNAL_FIELD_NUMBERS.contains(&number);
        self.numbers().contains(&number) && !is_internal
    }

    /// Checks a range.
    fn range(self, raw: &raw::NumberRange, problems: &mut Diagnostics) -> Option<NumberRange> {
        let raw::NumberRange { first, last, span } = *raw;
        let last = last.unwrap_or(*self.numbers().end());
        let wrong = [first, last].into_iter().find(|number| !self.can_have(*number));
        if let Some(number) = wrong {
            let expected = match self {
                Self::Field => "expected 1 to 536870911, except 19000 to 19999",
                Self::Value => "expected 32-bit signed integers",
            };
            problems.push(
                Diagnostic::new(Code::BadNumber, format!("invalid reserved number `{number}`"))
                    .at(span, expected),
            );
            return None;
        }
        if last < first {
            problems.push(
                Diagnostic::new(Code::ReservedEntry, format!("inverted range `{first}-{last}`"))
                    .at(span, "the first number is larger than the last one")
                    .help(format!("write `{last}-{first}`")),
            );
            return None;
        }
        Some(NumberRange { first: i32::try_from(first).ok()?, last: i32::try_from(last).ok()? })
    }
}

/// The places of reserved numbers and names.
struct Places<'a> {
    member: Member,
    /// In ascending order, without overlaps.
    numbers: Vec<(NumberRange, Span)>,
    /// The reserved names, each with the name that reserves it.
    names: IndexMap<String, &'a Text>,
}

impl<'a> Places<'a> {
    /// Reserves the JSON names of former fields, because decoders would take their values for those of
    /// another field.
    fn reserve_json_names(&mut self, entries: &'a [raw::Reserved]) {
        for name in entries.iter().flat_map(|entry| &entry.names) {
            self.names.entry(protobuf::json_name(&name.value)).or_insert(name);
        }
    }

    fn check_number(&self, number: Option<&Spanned<i64>>, problems: &mut Diagnostics) {
        let Some(number) = number else { return };
        let after =
            self.numbers.partition_point(|(range, _)| i64::from(range.first) <= number.value);
        let range = after.checked_sub(1).and_then(|before| self.numbers.get(before));
        let Some((_, place)) = range.filter(|(range, _)| number.value <= range.last.into()) else {
            return;
        };
        let message = format!("{} number `{}` is reserved", self.member.what(), number.value);
        problems.push(
            Diagnostic::new(Code::ReservedUsed, message)
                .at(number.span, "used here")
                .at(*place, "reserved here")
                .help("choose another number"),
        );
    }

    /// Checks the name of a member. Returns `false` and reports a diagnostic if it is reserved.
    fn check_name(&self, name: &Text, problems: &mut Diagnostics) -> bool {
        let Some(place) = self.names.get(&name.value) else { return true };
        let message = format!("{} name `{}` is reserved", self.member.what(), name.value);
        problems.push(
            Diagnostic::new(Code::ReservedUsed, message)
                .at(name.span, "used here")
                .at(place.span, reserved_by(place, &name.value))
                .help("choose another name"),
        );
        false
    }

    fn check_json_name(&self, field: &raw::Field, problems: &mut Diagnostics) {
        let json = fields::json_name(field);
        let Some(place) = self.names.get(&json) else { return };
        let span = field.json.as_ref().map_or(field.name.span, |json| json.span);
        let message = format!("the JSON name `{json}` of field `{}` is reserved", field.name.value);
        problems.push(
            Diagnostic::new(Code::ReservedUsed, message)
                .at(span, "used here")
                .at(place.span, reserved_by(place, &json))
                .help("choose another name"),
        );
    }
}

/// How a place reserves a name.
fn reserved_by(place: &Text, name: &str) -> String {
    match place.value == name {
        true => "reserved here".to_owned(),
        false => format!("`{}` reserves its JSON name, too", place.value),
    }
}
