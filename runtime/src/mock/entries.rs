//! Numbered resources of one type, and their index.
//!
//! Used by `store`. It must not depend on the policy, the generator or the handlers.

use std::collections::{BTreeMap, btree_map};
use std::ops::{Bound, Deref, DerefMut};
use std::sync::Arc;

use super::entry::Entry;
use super::index::{Digest, Index};
use super::plan::{Attribute, Resource};
use super::selector::Selector;
use super::size::Size;

/// Resources by their numbers. A copy shares its resources with the original until they change.
#[derive(Debug, Clone)]
pub(super) struct Entries {
    by_number: BTreeMap<u64, Arc<Entry>>,
    index: Index,
    /// Attributes that identify or select resources together, each list indexed as a whole.
    keys: Arc<[Vec<Attribute>]>,
    /// The number of resources that exist from the start.
    initial: usize,
    /// The size of the other resources, in bytes.
    bytes: usize,
}

/// A resource that is being changed. The index is updated when it is dropped.
#[derive(Debug)]
pub(super) struct EntryMut<'a> {
    pub(super) number: u64,
    entry: &'a mut Entry,
    index: &'a mut Index,
    keys: &'a [Vec<Attribute>],
    bytes: &'a mut usize,
}

impl Entries {
    pub(super) fn new(resource: &Resource) -> Self {
        let keys = [&resource.natural_key, &resource.list_scope].into_iter();
        let keys = keys.filter(|key| key.len() > 1).cloned().collect();
        Self { by_number: BTreeMap::new(), index: Index::default(), keys, initial: 0, bytes: 0 }
    }

    /// The number of resources besides those that exist from the start.
    pub(super) fn added(&self) -> usize {
        self.by_number.len() - self.initial
    }

    /// The size of the resources besides those that exist from the start, in bytes.
    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// The resources after the one with this number, in order.
    pub(super) fn after(&self, number: u64) -> impl Iterator<Item = (u64, &Entry)> {
        let range = (Bound::Excluded(number), Bound::Unbounded);
        self.by_number.range(range).map(|(number, entry)| (*number, &**entry))
    }

    /// The first selected resource.
    pub(super) fn find(&self, selector: &Selector) -> Option<(u64, &Entry)> {
        self.with_digests(&self.digests_of(selector)).find(|(_, entry)| entry.is_selected(selector))
    }

    /// The numbers of all selected resources, in order.
    pub(super) fn selected(&self, selector: &Selector) -> Vec<u64> {
        let candidates = self.with_digests(&self.digests_of(selector));
        let selected = candidates.filter(|(_, entry)| entry.is_selected(selector));
        selected.map(|(number, _)| number).collect()
    }

    /// Resources among which are all that have these values, each under the name of an attribute
    /// or of a string field, also of one in a message in the resource.
    pub(super) fn with_values<'a>(
        &'a self,
        values: &[(&str, &str)],
    ) -> impl Iterator<Item = &'a Entry> + use<'a> {
        let digests: Vec<_> = values.iter().map(|value| Digest::of([*value])).collect();
        self.with_digests(&digests).map(|(_, entry)| entry)
    }

    /// Resources with one of the digests: the one that the fewest have. All resources if there is
    /// no digest.
    fn with_digests<'a>(
        &'a self,
        digests: &[Digest],
    ) -> impl Iterator<Item = (u64, &'a Entry)> + use<'a> {
        let rarest = self.index.rarest(digests);
        let some = rarest.into_iter().flat_map(|digest| self.index.numbers(digest));
        let some = some.filter_map(|number| Some((number, &**self.by_number.get(&number)?)));
        let all = rarest.is_none().then(|| self.after(0));
        some.chain(all.into_iter().flatten())
    }

    fn digests_of(&self, selector: &Selector) -> Vec<Digest> {
        let value = |attribute: &Attribute| {
            let mut values = selector.iter();
            let (_, value) = values.find(|(other, _)| other == attribute)?;
            Some((attribute.name(), value))
        };
        let whole = self.keys.iter().filter_map(|key| digest_of_key(key, value));
        let single = selector.iter().map(|(attribute, value)| (attribute.name(), value));
        whole.chain(single.map(|value| Digest::of([value]))).collect()
    }

    /// The resource with this number, which is made and inserted if there is none.
    pub(super) fn edit_or_insert(
        &mut self,
        number: u64,
        make: impl FnOnce() -> Entry,
    ) -> EntryMut<'_> {
        let Self { by_number, index, keys, initial, bytes } = self;
        match by_number.entry(number) {
            btree_map::Entry::Vacant(vacant) => {
                let entry = make();
                *initial += usize::from(entry.is_initial);
                let entry = Arc::make_mut(vacant.insert(Arc::new(entry)));
                EntryMut { number, entry, index, keys, bytes }
            }
            btree_map::Entry::Occupied(occupied) => {
                EntryMut::indexed(number, occupied.into_mut(), index, keys, bytes)
            }
        }
    }

    /// The resource with this number, if it exists.
    pub(super) fn edit(&mut self, number: u64) -> Option<EntryMut<'_>> {
        let Self { by_number, index, keys, bytes, .. } = self;
        let entry = by_number.get_mut(&number)?;
        Some(EntryMut::indexed(number, entry, index, keys, bytes))
    }

    pub(super) fn remove(&mut self, number: u64) -> Option<Arc<Entry>> {
        let entry = self.by_number.remove(&number)?;
        self.index.remove(number, digests(&entry, &self.keys));
        self.initial -= usize::from(entry.is_initial);
        self.bytes -= size(&entry);
        Some(entry)
    }

    /// Inserts a resource after all others.
    pub(super) fn push(&mut self, entry: Arc<Entry>) {
        let number = self.by_number.last_key_value().map_or(1, |(last, _)| last + 1);
        self.index.insert(number, digests(&entry, &self.keys));
        self.initial += usize::from(entry.is_initial);
        self.bytes += size(&entry);
        self.by_number.insert(number, entry);
    }

    /// Removes the oldest resource of those that do not exist from the start.
    pub(super) fn remove_oldest(&mut self) -> bool {
        // Those are in front, so few of them are passed.
        let oldest = self.after(0).find(|(_, entry)| !entry.is_initial).map(|(number, _)| number);
        oldest.is_some_and(|oldest| self.remove(oldest).is_some())
    }
}

impl<'a> EntryMut<'a> {
    /// A resource that is in the index, and leaves it while it is changed.
    fn indexed(
        number: u64,
        entry: &'a mut Arc<Entry>,
        index: &'a mut Index,
        keys: &'a [Vec<Attribute>],
        bytes: &'a mut usize,
    ) -> Self {
        index.remove(number, digests(entry, keys));
        *bytes -= size(entry);
        Self { number, entry: Arc::make_mut(entry), index, keys, bytes }
    }
}

impl Deref for EntryMut<'_> {
    type Target = Entry;

    fn deref(&self) -> &Entry {
        self.entry
    }
}

impl DerefMut for EntryMut<'_> {
    fn deref_mut(&mut self) -> &mut Entry {
        self.entry
    }
}

impl Drop for EntryMut<'_> {
    fn drop(&mut self) {
        self.index.insert(self.number, digests(self.entry, self.keys));
        *self.bytes += size(self.entry);
    }
}

/// The size that counts for the limit: resources that exist from the start are never dropped.
fn size(entry: &Entry) -> usize {
    if entry.is_initial { 0 } else { Size::of(&*entry.message).bytes }
}

/// The digests under which an entry is indexed: of each string, attribute and key.
fn digests(entry: &Entry, keys: &[Vec<Attribute>]) -> Vec<Digest> {
    let mut digests = Vec::new();
    entry.visit_values(|name, value| digests.push(Digest::of([(name, value)])));
    let value = |attribute: &Attribute| Some((attribute.name(), entry.attribute(*attribute)?));
    digests.extend(keys.iter().filter_map(|key| digest_of_key(key, value)));
    digests
}

fn digest_of_key<'a>(
    key: &[Attribute],
    value: impl Fn(&Attribute) -> Option<(&'a str, &'a str)>,
) -> Option<Digest> {
    let values: Option<Vec<_>> = key.iter().map(value).collect();
    values.map(Digest::of)
}

#[cfg(test)]
mod tests;
