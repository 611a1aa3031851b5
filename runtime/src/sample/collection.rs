//! Lists and maps: how many entries, and which.

use std::collections::BTreeSet;

use super::Style;
use super::enumeration;
use super::hints::Hints;
use super::propose::{Wish, Zero};
use super::scalar::{Scalar, is_scalar};
use super::walk::{Target, Walk};
use crate::enumeration::Enumeration;
use crate::message::rules::{Ignore, Kind, Rule, Rules};
use crate::message::{List, Map, MapSlot, Slot, Value};
use crate::validate;

/// How many entries a list or map gets at most; a rule that wants more is not satisfied.
const MOST: u64 = 1000;
/// How many entries that look real may turn out to be there already.
const TRIES: usize = 20;
/// How many entries of any kind may.
const MISSES: usize = 5000;

/// The rules inside those of a list or map.
#[derive(Default)]
struct Inner {
    keys: Option<&'static Rules>,
    /// Rules of elements or values.
    items: Option<&'static Rules>,
    unique: bool,
}

impl Inner {
    fn of(rules: Option<&'static Rules>) -> Self {
        let looked_at =
            |rules: &'static Rules| Some(rules).filter(|rules| rules.ignored() != Ignore::Always);
        let mut inner = Self::default();
        for rule in rules.map_or(&[][..], Rules::rules) {
            match rule {
                Rule::Keys(keys) => inner.keys = looked_at(keys),
                Rule::Items(items) | Rule::Values(items) => inner.items = looked_at(items),
                Rule::Unique => inner.unique = true,
                _ => {}
            }
        }
        inner
    }
}

impl Walk<'_> {
    /// Fills a list; false when nothing was found that would be valid.
    pub(super) fn list(&mut self, list: &mut dyn List, target: Target) -> bool {
        let holds = |count: usize| fits(target.rules, Value::List(&Shape(count)));
        let Some(count) = self.count(target, holds) else { return false };
        let inner = Inner::of(target.rules);
        let item = Target { rules: inner.items, zero: self.zero_of_entries(), ..target };
        if let Some(kind) = target.rules.map(Rules::kind).filter(|kind| is_scalar(*kind)) {
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
                let numbers = self.different_numbers(value, item, count);
                for number in numbers.iter().skip(1) {
                    if let Slot::Enum(value) = list.push() {
                        value.set_number(*number);
                    }
                }
                holds(list.len())
            }
            first => {
                let placed = self.place(first, item);
                (1..count).fold(placed, |placed, _| self.place(list.push(), item) && placed)
            }
        }
    }

    /// Numbers of an enum for a list of different ones; the first is put into its place.
    fn different_numbers(
        &mut self,
        first: &mut dyn Enumeration,
        item: Target,
        count: usize,
    ) -> Vec<i32> {
        let mut numbers = enumeration::numbers(first, item.rules);
        let start = self.rng.index(numbers.len());
        numbers.rotate_left(start);
        if self.style == Style::Filled {
            // Zero only where there are not enough others.
            numbers.sort_by_key(|number| *number == 0);
        }
        numbers.truncate(count);
        first.set_number(numbers.first().copied().unwrap_or_default());
        numbers
    }

    /// Elements for a list, as many as there are.
    fn scalars(&mut self, kind: Kind, item: Target, count: usize, unique: bool) -> Vec<Scalar> {
        let wish = Wish::new(kind, item.rules, item.name);
        let mut elements = Elements(Vec::new());
        let mut misses = 0;
        while elements.0.len() < count && misses < MISSES {
            let Some(element) = self.entry(&wish, misses) else { break };
            elements.0.push(element);
            if unique && !validate::is_unique(&elements) {
                elements.0.pop();
                misses += 1;
            }
        }
        elements.0
    }

    /// Fills a map; false when nothing was found that would be valid.
    pub(super) fn map(&mut self, map: &mut dyn Map, target: Target) -> bool {
        let key_type = map.key_type();
        let holds = |count: usize| fits(target.rules, Value::Map(&Entries { count, key_type }));
        let Some(count) = self.count(target, holds) else { return false };
        let inner = Inner::of(target.rules);
        let keys = self.keys(Kind::of_key(key_type), target.name, inner.keys, count);
        let item = Target { rules: inner.items, zero: self.zero_of_entries(), ..target };
        let kind = inner.items.map(Rules::kind).filter(|kind| is_scalar(*kind));
        let wish = kind.map(|kind| Wish::new(kind, item.rules, item.name));
        // A value that has rules is found before its key is in the map.
        let find = |walk: &mut Self| match &wish {
            Some(wish) => wish.find(walk.rng, walk.style, item.zero).map(Some),
            None => Some(None),
        };
        let entries: Option<Vec<_>> =
            keys.into_iter().map(|key| Some((key, find(self)?))).collect();
        let Some(entries) = entries.filter(|entries| holds(entries.len())) else { return false };
        let mut placed = true;
        for (key, value) in entries {
            placed &= match (map.insert(&key), value) {
                (MapSlot::Vacant(slot), Some(value)) => {
                    value.store(slot);
                    true
                }
                (MapSlot::Vacant(slot), None) => self.place(slot, item),
                (MapSlot::Occupied | MapSlot::BadKey(_), _) => false,
            };
        }
        placed
    }

    /// Keys for a map, as many as there are.
    fn keys(
        &mut self,
        kind: Kind,
        name: &'static str,
        rules: Option<&'static Rules>,
        count: usize,
    ) -> BTreeSet<String> {
        let wish = Wish::new(kind, rules, name);
        let mut keys = BTreeSet::new();
        let mut misses = 0;
        while keys.len() < count && misses < MISSES {
            let key = self.entry(&wish, misses);
            let Some(key) = key.and_then(Scalar::key) else { break };
            misses += usize::from(!keys.insert(key));
        }
        keys
    }

    /// How many entries: a few, if the rules of the whole accept it.
    fn count(&mut self, target: Target, holds: impl Fn(usize) -> bool) -> Option<usize> {
        let mut counts: Vec<u64> = match self.style {
            _ if self.bare => vec![1],
            Style::Filled => vec![2, 3, 1],
            Style::Arbitrary if self.rng.once_in(16) => vec![20],
            Style::Arbitrary => (0..4).map(|_| self.rng.below(4)).collect(),
        };
        for rule in target.rules.map_or(&[][..], Rules::rules) {
            match rule {
                Rule::MinItems(count)
                | Rule::MinPairs(count)
                | Rule::MaxItems(count)
                | Rule::MaxPairs(count) => counts.push(*count),
                _ => {}
            }
        }
        let mentioned = Hints::of(target.rules).numbers;
        for number in mentioned.into_iter().filter_map(|number| u64::try_from(number).ok()) {
            counts.extend([number, number.saturating_add(1), number.saturating_sub(1)]);
        }
        counts.extend([1, 2, 0]);
        counts.retain(|count| *count <= MOST && (*count > 0 || target.zero != Zero::Refused));
        let counts = counts.into_iter().filter_map(|count| usize::try_from(count).ok());
        counts.into_iter().find(|count| holds(*count))
    }

    const fn zero_of_entries(&self) -> Zero {
        match self.style {
            Style::Filled => Zero::Avoided,
            Style::Arbitrary => Zero::Allowed,
        }
    }

    /// An element or key. Once those that look real are there already, others must do.
    fn entry(&mut self, wish: &Wish, misses: usize) -> Option<Scalar> {
        if misses < TRIES {
            return wish.find(self.rng, self.style, self.zero_of_entries());
        }
        wish.find_another(self.rng)
    }
}

fn fits(rules: Option<&'static Rules>, value: Value<'_>) -> bool {
    rules.is_none_or(|rules| validate::holds(rules, value))
}

/// A list of which only the length is known.
#[derive(Debug)]
struct Shape(usize);

impl List for Shape {
    fn len(&self) -> usize {
        self.0
    }

    fn get(&self, _: usize) -> Value<'_> {
        Value::Absent
    }

    fn push(&mut self) -> Slot<'_> {
        Slot::None
    }

    fn clear(&mut self) {
        self.0 = 0;
    }
}

/// A list of values that are not in a message yet.
#[derive(Debug)]
struct Elements(Vec<Scalar>);

impl List for Elements {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn get(&self, index: usize) -> Value<'_> {
        self.0.get(index).map_or(Value::Absent, Scalar::value)
    }

    fn push(&mut self) -> Slot<'_> {
        Slot::None
    }

    fn clear(&mut self) {
        self.0.clear();
    }
}

/// A map of which only the number of entries is known.
#[derive(Debug)]
struct Entries {
    count: usize,
    key_type: &'static str,
}

impl Map for Entries {
    fn len(&self) -> usize {
        self.count
    }

    fn key_type(&self) -> &'static str {
        self.key_type
    }

    fn visit(&self, _: &mut dyn FnMut(&str, Value<'_>)) {}

    fn insert(&mut self, _: &str) -> MapSlot<'_> {
        MapSlot::BadKey(self.key_type)
    }

    fn clear(&mut self) {
        self.count = 0;
    }
}
