//! An index of numbered entries by digests of their values.
//!
//! Used by `entries`. It must not depend on any other module of the mock.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// A digest of named values. Other values may have the same digest, so what the index finds has to
/// be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Digest(u64);

impl Digest {
    /// The digest of names and values, in this order.
    pub(super) fn of<'a>(values: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut hasher = DefaultHasher::new();
        values.into_iter().for_each(|value| value.hash(&mut hasher));
        Self(hasher.finish())
    }
}

/// The numbers of entries by the digests of their values.
#[derive(Debug, Clone, Default)]
pub(super) struct Index(BTreeSet<(Digest, u64)>);

impl Index {
    pub(super) fn insert(&mut self, number: u64, digests: impl IntoIterator<Item = Digest>) {
        self.0.extend(digests.into_iter().map(|digest| (digest, number)));
    }

    pub(super) fn remove(&mut self, number: u64, digests: impl IntoIterator<Item = Digest>) {
        for digest in digests {
            self.0.remove(&(digest, number));
        }
    }

    /// The entries with a digest, in order of their numbers.
    pub(super) fn numbers(&self, digest: Digest) -> impl Iterator<Item = u64> {
        self.0.range((digest, 0)..=(digest, u64::MAX)).map(|(_, number)| *number)
    }

    /// The digest that the fewest entries have; `None` if there are no digests. Takes time in
    /// proportion to the number of these entries.
    pub(super) fn rarest(&self, digests: &[Digest]) -> Option<Digest> {
        let mut walks: Vec<_> =
            digests.iter().map(|digest| (*digest, self.numbers(*digest))).collect();
        if walks.is_empty() {
            return None;
        }
        loop {
            for (digest, walk) in &mut walks {
                if walk.next().is_none() {
                    return Some(*digest);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rarest_digest_is_the_one_of_the_fewest_entries() {
        let [common, rare, none] = ["common", "rare", "none"].map(|name| Digest::of([(name, "")]));
        let mut index = Index::default();
        for number in 1..=100 {
            index.insert(number, [common]);
        }
        index.insert(70, [rare]);
        index.insert(7, [rare]);
        assert_eq!(index.numbers(rare).collect::<Vec<_>>(), [7, 70]);
        assert_eq!(index.rarest(&[common, rare]), Some(rare));
        assert_eq!(index.rarest(&[common, rare, none]), Some(none));
        assert_eq!(index.rarest(&[]), None);
        index.remove(7, [common, rare]);
        assert_eq!(index.numbers(rare).collect::<Vec<_>>(), [70]);
        assert_eq!(index.numbers(common).count(), 99);
    }

    #[test]
    fn digests_depend_on_names_and_values_and_on_where_they_end() {
        let digests = [
            Digest::of([("a", "b")]),
            Digest::of([("b", "a")]),
            Digest::of([("ab", "")]),
            Digest::of([("a", "b"), ("", "")]),
        ];
        let distinct: BTreeSet<_> = digests.into_iter().collect();
        assert_eq!(distinct.len(), digests.len());
    }
}
