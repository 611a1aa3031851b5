//! Lists and maps: the number of entries and their values.

use std::collections::BTreeSet;

use super::Style;
use super::enumeration;
use super::hints::Hints;
use super::propose::{ValueSpec, ZeroPolicy};
use super::scalar::{Scalar, is_scalar};
use super::walk::{Constraints, Walk};
use crate::enumeration::Enumeration;
use crate::message::rules::{Ignore, Kind, Rule, Rules};
use crate::message::{Budget, List, Map, MapEntry, MapSlot, OverBudget, Slot, Value};
use crate::validate;

/// The maximum number of entries. A rule that requires more is not satisfied.
const MAX_ENTRIES: u64 = 1000;
/// The number of duplicates after which entries need not look realistic.
const REALISTIC_COLLISIONS: usize = 20;
/// The number of duplicates after which a collection stays smaller than intended.
const MAX_COLLISIONS: usize = 5000;

/// The rules for the entries of a list or map.
#[derive(Default)]
struct Inner {
    keys: Option<&'static Rules>,
    /// The rules for elements or map values.
    items: Option<&'static Rules>,
    unique: bool,
}

impl Inner {
    fn of(rules: Option<&'static Rules>) -> Self {
        let checked =
            |rules: &'static Rules| Some(rules).filter(|rules| rules.ignored() != Ignore::Always);
        let mut inner = Self::default();
        for rule in rules.map_or(&[][..], Rules::rules) {
            match rule {
                Rule::Keys(keys) => inner.keys = checked(keys),
                Rule::Items(items) | Rule::Values(items) => inner.items = checked(items),
                Rule::Unique => inner.unique = true,
                _ => {}
            }
        }
        inner
    }
}

impl Walk<'_> {
    /// Fills a list. Returns `false` if no valid contents were found.
    pub(super) fn list(&mut self, list: &mut dyn List, constraints: Constraints) -> bool {
        let holds = |count: usize| fits(constraints.rules, Value::List(&ListOfLen(count)));
        let Some(count) = self.count(constraints, holds) else { return false };
        let inner = Inner::of(constraints.rules);
        let item =
            Constraints { rules: inner.items, zero: self.zero_policy_of_entries(), ..constraints };
        if let Some(kind) = constraints.rules.map(Rules::kind).filter(|kind| is_scalar(*kind)) {
            let elements = self.scalars(kind, item, count, inner.unique);
            if !holds(elements.len()) {
                return false;
            }
            elements.into_iter().for_each(|element| element.store(list.push()));
            return true;
        }
        let Some(first) = (count > 0).then(|| list.push()) else { return true };
        match first {
            Slot::Enum(value) if inner.unique => {
                let numbers = self.distinct_numbers(value, item, count);
                for number in numbers.iter().skip(1) {
                    if let Slot::Enum(value) = list.push() {
                        value.set_number(*number);
                    }
                }
                holds(list.len())
            }
            first => {
                let filled = self.fill_slot(first, item);
                (1..count).fold(filled, |filled, _| self.fill_slot(list.push(), item) && filled)
            }
        }
    }

    /// Distinct numbers of an enum. Sets `first` to the first one.
    fn distinct_numbers(
        &mut self,
        first: &mut dyn Enumeration,
        item: Constraints,
        count: usize,
    ) -> Vec<i32> {
        let mut numbers = enumeration::numbers(first, item.rules);
        let start = self.rng.index(numbers.len());
        numbers.rotate_left(start);
        if self.style == Style::Filled {
            // Zero last, so that it is only used if there are too few others.
            numbers.sort_by_key(|number| *number == 0);
        }
        numbers.truncate(count);
        first.set_number(numbers.first().copied().unwrap_or_default());
        numbers
    }

    /// Up to `count` elements for a list.
    fn scalars(
        &mut self,
        kind: Kind,
        item: Constraints,
        count: usize,
        unique: bool,
    ) -> Vec<Scalar> {
        let spec = ValueSpec::new(kind, item.rules, item.name);
        let mut elements = ScalarList(Vec::new());
        let mut collisions = 0;
        while elements.0.len() < count && collisions < MAX_COLLISIONS {
            let Some(element) = self.entry(&spec, collisions) else { break };
            elements.0.push(element);
            if unique && !validate::is_unique(&elements) {
                elements.0.pop();
                collisions += 1;
            }
        }
        elements.0
    }

    /// Fills a map. Returns `false` if no valid contents were found.
    pub(super) fn map(&mut self, map: &mut dyn Map, constraints: Constraints) -> bool {
        let key_type = map.key_type();
        let holds =
            |count: usize| fits(constraints.rules, Value::Map(&MapOfLen { count, key_type }));
        let Some(count) = self.count(constraints, holds) else { return false };
        let inner = Inner::of(constraints.rules);
        let keys = self.keys(Kind::of_key(key_type), constraints.name, inner.keys, count);
        let item =
            Constraints { rules: inner.items, zero: self.zero_policy_of_entries(), ..constraints };
        let kind = inner.items.map(Rules::kind).filter(|kind| is_scalar(*kind));
        let spec = kind.map(|kind| ValueSpec::new(kind, item.rules, item.name));
        // Values with rules are generated before their keys are inserted.
        let find = |walk: &mut Self| match &spec {
            Some(spec) => spec.generate(walk.rng, walk.style, item.zero).map(Some),
            None => Some(None),
        };
        let entries: Option<Vec<_>> =
            keys.into_iter().map(|key| Some((key, find(self)?))).collect();
        let Some(entries) = entries.filter(|entries| holds(entries.len())) else { return false };
        let mut filled = true;
        for (key, value) in entries {
            filled &= match (map.insert(&key), value) {
                (MapSlot::Vacant(slot), Some(value)) => {
                    value.store(slot);
                    true
                }
                (MapSlot::Vacant(slot), None) => self.fill_slot(slot, item),
                (MapSlot::Occupied | MapSlot::BadKey(_), _) => false,
            };
        }
        filled
    }

    /// Up to `count` keys for a map.
    fn keys(
        &mut self,
        kind: Kind,
        name: &'static str,
        rules: Option<&'static Rules>,
        count: usize,
    ) -> BTreeSet<String> {
        let spec = ValueSpec::new(kind, rules, name);
        let mut keys = BTreeSet::new();
        let mut collisions = 0;
        while keys.len() < count && collisions < MAX_COLLISIONS {
            let key = self.entry(&spec, collisions);
            let Some(key) = key.and_then(Scalar::key) else { break };
            collisions += usize::from(!keys.insert(key));
        }
        keys
    }

    /// A number of entries that the rules of the collection accept; a small one if possible.
    fn count(&mut self, constraints: Constraints, holds: impl Fn(usize) -> bool) -> Option<usize> {
        let mut counts: Vec<u64> = match self.style {
            _ if self.minimal => vec![1],
            Style::Filled => vec![2, 3, 1],
            Style::Arbitrary if self.rng.once_in(16) => vec![20],
            Style::Arbitrary => (0..4).map(|_| self.rng.below(4)).collect(),
        };
        for rule in constraints.rules.map_or(&[][..], Rules::rules) {
            match rule {
                Rule::MinItems(count)
                | Rule::MinPairs(count)
                | Rule::MaxItems(count)
                | Rule::MaxPairs(count) => counts.push(*count),
                _ => {}
            }
        }
        let mentioned = Hints::of(constraints.rules).numbers;
        for number in mentioned.into_iter().filter_map(|number| u64::try_from(number).ok()) {
            counts.extend([number, number.saturating_add(1), number.saturating_sub(1)]);
        }
        counts.extend([1, 2, 0]);
        counts.retain(|count| {
            *count <= MAX_ENTRIES && (*count > 0 || constraints.zero != ZeroPolicy::Deny)
        });
        let counts = counts.into_iter().filter_map(|count| usize::try_from(count).ok());
        counts.into_iter().find(|count| holds(*count))
    }

    const fn zero_policy_of_entries(&self) -> ZeroPolicy {
        match self.style {
            Style::Filled => ZeroPolicy::Avoid,
            Style::Arbitrary => ZeroPolicy::Allow,
        }
    }

    /// An element or key: a realistic one until those are used up.
    fn entry(&mut self, spec: &ValueSpec, collisions: usize) -> Option<Scalar> {
        if collisions < REALISTIC_COLLISIONS {
            return spec.generate(self.rng, self.style, self.zero_policy_of_entries());
        }
        spec.generate_any(self.rng)
    }
}

fn fits(rules: Option<&'static Rules>, value: Value<'_>) -> bool {
    rules.is_none_or(|rules| validate::holds(rules, value))
}

/// A list with a length but no elements, for the rules of the list itself.
#[derive(Debug)]
struct ListOfLen(usize);

impl List for ListOfLen {
    fn len(&self) -> usize {
        self.0
    }

    fn get(&self, _: usize) -> Value<'_> {
        Value::Absent
    }

    fn push_within(&mut self, _: &mut Budget) -> Result<Slot<'_>, OverBudget> {
        Ok(Slot::None)
    }

    fn reserve_within(&mut self, _: usize, _: &mut Budget) -> Result<(), OverBudget> {
        Ok(())
    }

    fn clear(&mut self) {
        self.0 = 0;
    }
}

/// A list of values that are not in a message yet, to check uniqueness.
#[derive(Debug)]
struct ScalarList(Vec<Scalar>);

impl List for ScalarList {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn get(&self, index: usize) -> Value<'_> {
        self.0.get(index).map_or(Value::Absent, Scalar::value)
    }

    fn push_within(&mut self, _: &mut Budget) -> Result<Slot<'_>, OverBudget> {
        Ok(Slot::None)
    }

    fn reserve_within(&mut self, _: usize, _: &mut Budget) -> Result<(), OverBudget> {
        Ok(())
    }

    fn clear(&mut self) {
        self.0.clear();
    }
}

/// A map with a length but no entries, for the rules of the map itself.
#[derive(Debug)]
struct MapOfLen {
    count: usize,
    key_type: &'static str,
}

impl Map for MapOfLen {
    fn len(&self) -> usize {
        self.count
    }

    fn key_type(&self) -> &'static str {
        self.key_type
    }

    fn visit(&self, _: &mut dyn FnMut(&str, Value<'_>)) {}

    fn insert_within(&mut self, _: &str, _: &mut Budget) -> Result<MapSlot<'_>, OverBudget> {
        Ok(MapSlot::BadKey(self.key_type))
    }

    fn visit_backward(&self, _: &mut dyn FnMut(Value<'_>, Value<'_>)) {}

    fn charge_entry(&self, _: &mut Budget) -> Result<(), OverBudget> {
        Ok(())
    }

    fn insert_filled(&mut self, _: &mut dyn FnMut(&mut dyn MapEntry) -> bool) {}

    fn clear(&mut self) {
        self.count = 0;
    }
}
