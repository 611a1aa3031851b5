//! Pairs fields, oneofs and enum values of two types.

use crate::ir::{Enum, EnumValue, Field, Message, Oneof};

/// The members of two types that continue each other, and the rest.
#[derive(Debug)]
pub(crate) struct Members<'a, T> {
    /// The pairs in the order of the new state.
    pub(crate) pairs: Vec<(&'a T, &'a T)>,
    /// Those that only the old state has.
    pub(crate) removed: Vec<&'a T>,
    /// Those that only the new state has.
    pub(crate) added: Vec<&'a T>,
}

/// Whether a member continues another.
type Same<'a, T> = &'a dyn Fn(&T, &T) -> bool;

impl<'a, T> Members<'a, T> {
    /// Pairs members by each key in turn.
    fn new(old: Vec<&'a T>, new: Vec<&'a T>, keys: &[Same<'_, T>]) -> Self {
        let mut removed = old;
        let mut partners: Vec<(&'a T, Option<&'a T>)> =
            new.into_iter().map(|new| (new, None)).collect();
        for same in keys {
            for (new, partner) in partners.iter_mut().filter(|(_, partner)| partner.is_none()) {
                let found = removed.iter().position(|old| same(old, new));
                *partner = found.map(|at| removed.remove(at));
            }
        }
        let pairs = partners.iter().filter_map(|(new, old)| Some(((*old)?, *new))).collect();
        let added = partners.iter().filter(|(_, old)| old.is_none()).map(|(new, _)| *new).collect();
        Self { pairs, removed, added }
    }
}

/// Pairs the fields of two messages by name, then by number.
pub(crate) fn fields<'a>(old: &'a Message, new: &'a Message) -> Members<'a, Field> {
    let (old, new) = (old.fields.iter().collect(), new.fields.iter().collect());
    Members::new(old, new, &[&|a, b| a.name == b.name, &|a, b| a.number == b.number])
}

/// Pairs the oneofs of two messages by name, then by an arm with the same name or number.
pub(crate) fn oneofs<'a>(old: &'a Message, new: &'a Message) -> Members<'a, Oneof> {
    let share = |a: &Oneof, b: &Oneof| {
        let same = |old: &Field| b.arms(new).any(|new| new.number == old.number);
        a.arms(old).any(same)
    };
    Members::new(
        old.oneofs.iter().collect(),
        new.oneofs.iter().collect(),
        &[&|a, b| a.name == b.name, &share],
    )
}

/// Pairs the values of two enums by name, then by variant if the prefix of the enum has changed, then
/// by number.
pub(crate) fn values<'a>(old: &'a Enum, new: &'a Enum) -> Members<'a, EnumValue> {
    Members::new(
        old.values.iter().collect(),
        new.values.iter().collect(),
        &[&|a, b| a.name == b.name, &|a, b| a.number == b.number && a.rust == b.rust, &|a, b| {
            a.number == b.number
        }],
    )
}
