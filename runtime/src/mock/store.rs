//! The state of a mock: the resources that exist, those that were deleted, and what was listed.
//!
//! Used by the handlers through `HandlerInput`. It must not depend on them, on the policy
//! or on the generator.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use super::entries::{Entries, EntryMut};
use super::entry::Entry;
use super::plan::{ByResource, Resource, ResourceId, Resources};
use super::selector::Selector;

/// The limits of a store.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// The number of resources of each type, besides those that exist from the start. Also the
    /// number of deleted resources and of populated lists.
    pub(super) resources: usize,
    /// The size of the resources of all types, in bytes.
    pub(super) bytes: usize,
}

/// The resources of all types. A copy shares them with the original until they change.
#[derive(Debug, Clone)]
pub(super) struct Store {
    collections: ByResource<Arc<Collection>>,
    /// The number of samplers for new values that were made.
    pub(super) samplers: u64,
    /// The number of calls.
    calls: u64,
    /// Whether lists that are requested for the first time are populated.
    pub(super) populates: bool,
    max_bytes: usize,
}

/// The resources of one type. Each part is bounded by the limit: the oldest element makes room.
#[derive(Debug, Clone)]
pub(super) struct Collection {
    /// The resources that exist, in order of creation.
    entries: Entries,
    /// Those that were deleted, in this order.
    deleted: Entries,
    settled: Settled,
    last: u64,
    limit: usize,
}

/// The lists that were populated or never will be, by a digest of what was requested.
#[derive(Debug, Clone, Default)]
struct Settled {
    lists: BTreeSet<u64>,
    order: VecDeque<u64>,
}

impl Store {
    /// A store without resources.
    pub(super) fn new(resources: &Resources, limits: Limits) -> Self {
        let new = |resource: &Resource| Arc::new(Collection::new(resource, limits.resources));
        Self {
            collections: resources.map(new),
            samplers: 0,
            calls: 0,
            populates: true,
            max_bytes: limits.bytes,
        }
    }

    pub(super) fn collection(&self, id: ResourceId) -> &Collection {
        &self.collections[id]
    }

    pub(super) fn collection_mut(&mut self, id: ResourceId) -> &mut Collection {
        Arc::make_mut(&mut self.collections[id])
    }

    /// Counts a call, and returns the number of those before it.
    pub(super) fn next_call(&mut self) -> u64 {
        let before = self.calls;
        self.calls += 1;
        before
    }

    /// The resources of a type, and the counter of samplers.
    pub(super) fn parts_mut(&mut self, id: ResourceId) -> (&mut Collection, &mut u64) {
        (Arc::make_mut(&mut self.collections[id]), &mut self.samplers)
    }

    /// Drops resources until they have the maximum size again: each time the oldest one of the
    /// largest collection, deleted ones first.
    pub(super) fn trim(&mut self) {
        loop {
            let sizes = self.collections.iter().map(|(id, collection)| (collection.bytes(), id));
            let total: usize = sizes.clone().map(|(bytes, _)| bytes).sum();
            if total <= self.max_bytes {
                return;
            }
            let largest = sizes.max_by_key(|(bytes, _)| *bytes).map(|(_, id)| id);
            if !largest.is_some_and(|id| self.collection_mut(id).forget_oldest()) {
                return;
            }
        }
    }
}

impl Collection {
    fn new(resource: &Resource, limit: usize) -> Self {
        Self {
            entries: Entries::new(resource),
            deleted: Entries::new(resource),
            settled: Settled::default(),
            last: 0,
            limit,
        }
    }

    pub(super) const fn entries(&self) -> &Entries {
        &self.entries
    }

    pub(super) const fn deleted(&self) -> &Entries {
        &self.deleted
    }

    pub(super) fn find(&self, selector: &Selector) -> Option<&Entry> {
        self.entries.find(selector).map(|(_, entry)| entry)
    }

    pub(super) fn find_mut(&mut self, selector: &Selector) -> Option<EntryMut<'_>> {
        let (number, _) = self.entries.find(selector)?;
        self.entries.edit(number)
    }

    /// The entry with this number, if it still exists.
    pub(super) fn numbered_mut(&mut self, number: u64) -> Option<EntryMut<'_>> {
        self.entries.edit(number)
    }

    pub(super) fn was_deleted(&self, selector: &Selector) -> bool {
        self.deleted.find(selector).is_some()
    }

    /// Adds an entry after all others.
    pub(super) fn add(&mut self, entry: Entry) {
        let number = self.next_number();
        self.entries.edit_or_insert(number, || entry);
    }

    /// Makes room for another entry and returns its number.
    fn next_number(&mut self) -> u64 {
        while self.entries.added() >= self.limit {
            self.entries.remove_oldest();
        }
        self.last += 1;
        self.last
    }

    /// The selected entry. If there is none, and `check` allows it, adds the one that `make` returns.
    pub(super) fn find_or_add<E>(
        &mut self,
        selector: &Selector,
        check: impl FnOnce(&Self) -> Result<(), E>,
        make: impl FnOnce() -> Entry,
    ) -> Result<EntryMut<'_>, E> {
        let number = match self.entries.find(selector) {
            Some((number, _)) => number,
            None => {
                check(self)?;
                self.next_number()
            }
        };
        Ok(self.entries.edit_or_insert(number, make))
    }

    /// Adds an entry. It takes the place of the selected one, if there is one.
    pub(super) fn replace(&mut self, selector: &Selector, entry: Entry) {
        for number in self.deleted.selected(selector) {
            self.deleted.remove(number);
        }
        match self.entries.find(selector).map(|(number, _)| number) {
            Some(number) => {
                self.entries.remove(number);
                self.entries.edit_or_insert(number, || entry);
            }
            None => self.add(entry),
        }
    }

    /// Records an entry that was never added as deleted.
    pub(super) fn add_deleted(&mut self, entry: Arc<Entry>) {
        self.deleted.push(entry);
        while self.deleted.added() > self.limit && self.deleted.remove_oldest() {}
    }

    /// Deletes every selected entry. A selector with only a user deletes the memberships of the
    /// user in all organizations.
    pub(super) fn delete(&mut self, selector: &Selector) {
        for number in self.entries.selected(selector) {
            if let Some(mut entry) = self.entries.remove(number) {
                if entry.is_initial {
                    Arc::make_mut(&mut entry).is_initial = false;
                }
                self.add_deleted(entry);
            }
        }
    }

    /// Marks a list as settled; returns whether it was not before.
    pub(super) fn settle(&mut self, list: u64) -> bool {
        self.settled.insert(list, self.limit)
    }

    /// The size of the entries that can be forgotten, in bytes.
    fn bytes(&self) -> usize {
        self.entries.bytes() + self.deleted.bytes()
    }

    fn forget_oldest(&mut self) -> bool {
        self.deleted.remove_oldest() || self.entries.remove_oldest()
    }
}

impl Settled {
    fn insert(&mut self, list: u64, limit: usize) -> bool {
        if !self.lists.insert(list) {
            return false;
        }
        self.order.push_back(list);
        if self.order.len() > limit
            && let Some(oldest) = self.order.pop_front()
        {
            self.lists.remove(&oldest);
        }
        true
    }
}
