//! Changed reservations, and what reservations mean for removals.

use super::change::{Aspect, Change, Comparison, Kind, Used};
use super::rule::Rule;
use crate::ir::{NumberRange, Reserved};
use crate::source::Span;

/// Judges a removal that is harmless in responses as long as nothing else takes numbers and names.
pub(super) fn judge_removal<'a>(
    reserved: &Reserved,
    numbers: &[i32],
    names: impl Iterator<Item = &'a str>,
    change: &mut Change,
) {
    for number in numbers.iter().filter(|number| !reserved.contains_number(**number)) {
        let text = format!("the number {number} is not reserved, so another item can get it");
        change.breaks(Aspect::Binary, text);
    }
    for name in names.filter(|name| !reserved.contains_name(name)) {
        let text = format!("the name `{name}` is not reserved, so another item can get it");
        change.breaks(Aspect::Json, text);
    }
}

/// The numbers and names of items that are gone or changed, whose reservation is a part of that change.
#[derive(Debug, Default)]
pub(super) struct Freed<'a> {
    pub(super) numbers: Vec<i32>,
    pub(super) names: Vec<&'a str>,
}

/// A type with reservations.
pub(super) struct Owner<'a> {
    pub(super) full_name: &'a str,
    pub(super) used: Used,
    pub(super) places: (Option<Span>, Option<Span>),
}

/// Compares the reservations of two types.
pub(super) fn compare(
    owner: &Owner<'_>,
    old: &Reserved,
    new: &Reserved,
    freed: &Freed<'_>,
    found: &mut Comparison,
) {
    if let Some(gone) = difference(old, new, &Freed::default()) {
        let message = format!("`{}` no longer reserves {}", owner.full_name, gone.text());
        let mut change = owner.change(Rule::ReservedNoDelete, Kind::Removed, message);
        if !gone.numbers.is_empty() {
            change.breaks(Aspect::Binary, "an item with the number is misread by older programs");
        }
        if !gone.names.is_empty() {
            change.breaks(Aspect::Json, "an item with the name is misread by older programs");
        }
        change.from = Some(gone.text());
        found.changes.push(change);
    }
    if let Some(added) = difference(new, old, freed) {
        let message = format!("`{}` reserves {}", owner.full_name, added.text());
        let mut change = owner.change(Rule::ReservedAdd, Kind::Added, message);
        change.to = Some(added.text());
        found.changes.push(change);
    }
}

impl Owner<'_> {
    fn change(&self, rule: Rule, kind: Kind, message: String) -> Change {
        Change::new(rule, kind, self.full_name, message)
            .used(self.used.clone())
            .at(self.places.0, self.places.1)
    }
}

/// Numbers and names.
struct Reservations<'a> {
    numbers: Vec<NumberRange>,
    names: Vec<&'a str>,
}

impl Reservations<'_> {
    fn text(&self) -> String {
        let ranges = self.numbers.iter().map(|range| match range {
            NumberRange { first, last } if first == last => first.to_string(),
            NumberRange { first, last } => format!("{first}-{last}"),
        });
        let names = self.names.iter().map(|name| format!("`{name}`"));
        ranges.chain(names).collect::<Vec<_>>().join(", ")
    }
}

/// What one type reserves and another does not, apart from what has become free.
fn difference<'a>(
    of: &'a Reserved,
    without: &Reserved,
    freed: &Freed<'_>,
) -> Option<Reservations<'a>> {
    let single = |number: &i32| NumberRange { first: *number, last: *number };
    let mut taken: Vec<NumberRange> = without.numbers.clone();
    taken.extend(freed.numbers.iter().map(single));
    taken.sort_unstable();
    let numbers: Vec<_> = of.numbers.iter().flat_map(|range| subtract(*range, &taken)).collect();
    let names = of.entries.iter().flat_map(|entry| &entry.names).map(String::as_str);
    let names: Vec<&str> =
        names.filter(|name| !without.contains_name(name) && !freed.names.contains(name)).collect();
    (!numbers.is_empty() || !names.is_empty()).then_some(Reservations { numbers, names })
}

/// A range without others, which are sorted.
fn subtract(range: NumberRange, others: &[NumberRange]) -> Vec<NumberRange> {
    let mut rest = Vec::new();
    let mut next = Some(range.first);
    for other in others {
        let Some(first) = next else { break };
        if other.last < first || other.first > range.last {
            continue;
        }
        if other.first > first {
            rest.push(NumberRange { first, last: other.first - 1 });
        }
        next = other.last.checked_add(1).filter(|next| *next <= range.last);
    }
    rest.extend(next.map(|first| NumberRange { first, last: range.last }));
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(first: i32, last: i32) -> NumberRange {
        NumberRange { first, last }
    }

    #[test]
    fn ranges_are_subtracted() {
        let whole = range(1, i32::MAX);
        assert_eq!(subtract(whole, &[]), [whole]);
        assert_eq!(subtract(whole, &[whole]), []);
        let parts = [range(1, 1), range(5, 9), range(8, 10)];
        assert_eq!(subtract(range(1, 12), &parts), [range(2, 4), range(11, 12)]);
        assert_eq!(subtract(range(6, 7), &parts), []);
        assert_eq!(subtract(range(3, 4), &parts), [range(3, 4)]);
    }
}
