//! Pairs of ids, one of each state.

use std::collections::BTreeMap;

/// Pairs of ids. No id has two partners.
#[derive(Debug)]
pub(crate) struct Pairing<I> {
    new_by_old: BTreeMap<I, I>,
    old_by_new: BTreeMap<I, I>,
}

impl<I> Default for Pairing<I> {
    fn default() -> Self {
        Self { new_by_old: BTreeMap::new(), old_by_new: BTreeMap::new() }
    }
}

impl<I: Copy + Ord> Pairing<I> {
    pub(crate) fn insert(&mut self, old: I, new: I) {
        self.new_by_old.insert(old, new);
        self.old_by_new.insert(new, old);
    }

    /// Adds a pair, unless one of the two has a partner. Returns whether it was added.
    pub(crate) fn insert_if_free(&mut self, old: I, new: I) -> bool {
        let is_free = self.new_of(old).is_none() && self.old_of(new).is_none();
        if is_free {
            self.insert(old, new);
        }
        is_free
    }

    /// The id in the new state.
    pub(crate) fn new_of(&self, old: I) -> Option<I> {
        self.new_by_old.get(&old).copied()
    }

    /// The id in the old state.
    pub(crate) fn old_of(&self, new: I) -> Option<I> {
        self.old_by_new.get(&new).copied()
    }

    /// The pairs in the order of the new state.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (I, I)> {
        self.old_by_new.iter().map(|(new, old)| (*old, *new))
    }
}

impl<I: Copy + Ord> FromIterator<(I, I)> for Pairing<I> {
    fn from_iter<T: IntoIterator<Item = (I, I)>>(pairs: T) -> Self {
        let mut pairing = Self::default();
        for (old, new) in pairs {
            pairing.insert(old, new);
        }
        pairing
    }
}
