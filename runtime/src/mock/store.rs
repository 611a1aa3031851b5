//! The state of a mock: the resources that exist, those that were deleted, and what was listed.
//!
//! Used by the handlers through `HandlerInput`. It must not depend on them, on the policy
//! or on the generator.

use std::collections::{BTreeMap, VecDeque};

use super::plan::{Attribute, ByResource, Resource, Resources};
use super::selector::Selector;
use crate::message::Message;
use crate::rpc::MessageType;

/// The resources of all types.
#[derive(Debug)]
pub(super) struct Store {
    pub(super) collections: ByResource<Collection>,
    /// The number of samplers for new values that were made.
    pub(super) samplers: u64,
    /// The number of calls.
    pub(super) calls: u64,
    /// Whether lists that are requested for the first time are populated.
    pub(super) populates: bool,
}

/// The resources of one type. Each part is bounded by the limit: the oldest element makes room.
#[derive(Debug)]
pub(super) struct Collection {
    /// The resources that exist, in order of creation.
    entries: Vec<Entry>,
    deleted: Vec<Entry>,
    /// The lists that were populated or never will be.
    settled: VecDeque<String>,
    last: u64,
    /// The number of entries besides those that exist from the start.
    limit: usize,
}

/// A resource.
#[derive(Debug)]
pub(super) struct Entry {
    /// The position in lists; grows with every new entry.
    pub(super) number: u64,
    pub(super) message: Box<dyn Message>,
    /// The values of external attributes.
    pub(super) external: BTreeMap<&'static str, String>,
    /// Whether a request created it, so that its children are only those that requests create.
    pub(super) created: bool,
    /// Whether it exists from the start. Other resources refer to it, so it is kept.
    pub(super) is_initial: bool,
}

impl Store {
    pub(super) const fn new(collections: ByResource<Collection>) -> Self {
        Self { collections, samplers: 0, calls: 0, populates: true }
    }

    /// A copy for one call, in which new values depend on a seed for the call.
    pub(super) fn copy(&self, resources: &Resources, samplers: u64) -> Self {
        let collections = resources.zip(&self.collections, |resource, from| from.copy(resource));
        Self { collections, samplers, calls: self.calls, populates: self.populates }
    }
}

impl Entry {
    pub(super) fn new(message: Box<dyn Message>) -> Self {
        Self { number: 0, message, external: BTreeMap::new(), created: false, is_initial: false }
    }

    /// The value of an attribute; `None` if it is not set.
    pub(super) fn attribute(&self, attribute: Attribute) -> Option<&str> {
        match attribute {
            Attribute::Field(field) => field.text(&*self.message),
            Attribute::External(name) => self.external.get(name).map(String::as_str),
        }
    }

    pub(super) fn set_attribute(&mut self, attribute: Attribute, value: &str) {
        match attribute {
            Attribute::Field(field) => field.set_text(&mut *self.message, value),
            Attribute::External(name) => {
                self.external.insert(name, value.to_owned());
            }
        }
    }

    /// Sets the attributes of a selector, so that it selects this entry.
    pub(super) fn set_selected(&mut self, selector: &Selector) {
        for (attribute, value) in selector.iter() {
            self.set_attribute(attribute, value);
        }
    }

    pub(super) fn is_selected(&self, selector: &Selector) -> bool {
        selector.iter().all(|(attribute, value)| self.attribute(attribute) == Some(value))
    }

    /// The attributes of which there can be only one resource; `None` if the type has none or some
    /// are not set.
    pub(super) fn natural_key(&self, resource: &Resource) -> Option<Selector> {
        let key = resource
            .natural_key
            .iter()
            .map(|attribute| Some((*attribute, self.attribute(*attribute)?.to_owned())));
        let key: Selector = key.collect::<Option<_>>()?;
        (!key.is_empty()).then_some(key)
    }

    fn copy(&self, resource: &Resource) -> Self {
        let message = self.copy_message(resource.message_type);
        Self { message, external: self.external.clone(), ..*self }
    }

    /// A copy of the message, of which it has the type.
    pub(super) fn copy_message(&self, message_type: MessageType) -> Box<dyn Message> {
        message_type.copy(&*self.message)
    }
}

impl Collection {
    pub(super) const fn new(limit: usize) -> Self {
        Self { entries: Vec::new(), deleted: Vec::new(), settled: VecDeque::new(), last: 0, limit }
    }

    fn copy(&self, resource: &Resource) -> Self {
        let copy = |entries: &[Entry]| entries.iter().map(|entry| entry.copy(resource)).collect();
        Self {
            entries: copy(&self.entries),
            deleted: copy(&self.deleted),
            settled: self.settled.clone(),
            ..*self
        }
    }

    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub(super) fn deleted(&self) -> &[Entry] {
        &self.deleted
    }

    pub(super) fn find(&self, selector: &Selector) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.is_selected(selector))
    }

    pub(super) fn find_mut(&mut self, selector: &Selector) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| entry.is_selected(selector))
    }

    /// The entry with this number, if it still exists.
    pub(super) fn numbered_mut(&mut self, number: u64) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| entry.number == number)
    }

    pub(super) fn was_deleted(&self, selector: &Selector) -> bool {
        self.deleted.iter().any(|entry| entry.is_selected(selector))
    }

    /// Adds an entry after all others.
    pub(super) fn add(&mut self, mut entry: Entry) -> &mut Entry {
        let added = self.entries.iter().filter(|entry| !entry.is_initial).count();
        if added >= self.limit
            && let Some(oldest) = self.entries.iter().position(|entry| !entry.is_initial)
        {
            self.entries.remove(oldest);
        }
        self.last += 1;
        entry.number = self.last;
        self.entries.push(entry);
        let last = self.entries.len() - 1;
        &mut self.entries[last]
    }

    /// The selected entry; if there is none, adds the one that `make` returns.
    pub(super) fn find_or_add<E>(
        &mut self,
        selector: &Selector,
        make: impl FnOnce(&Self) -> Result<Entry, E>,
    ) -> Result<&mut Entry, E> {
        match self.entries.iter().position(|entry| entry.is_selected(selector)) {
            Some(position) => Ok(&mut self.entries[position]),
            None => {
                let entry = make(self)?;
                Ok(self.add(entry))
            }
        }
    }

    /// Adds an entry. It takes the place of the selected one, if there is one.
    pub(super) fn replace(&mut self, selector: &Selector, entry: Entry) {
        self.deleted.retain(|entry| !entry.is_selected(selector));
        match self.find_mut(selector) {
            Some(existing) => *existing = Entry { number: existing.number, ..entry },
            None => {
                self.add(entry);
            }
        }
    }

    /// Records an entry that was never added as deleted.
    pub(super) fn add_deleted(&mut self, entry: Entry) {
        self.deleted.push(entry);
        self.forget_deleted();
    }

    fn forget_deleted(&mut self) {
        let excess = self.deleted.len().saturating_sub(self.limit);
        self.deleted.drain(..excess);
    }

    /// Deletes every selected entry. A selector with only a user deletes the memberships of the
    /// user in all organizations.
    pub(super) fn delete(&mut self, selector: &Selector) {
        self.deleted.extend(self.entries.extract_if(.., |entry| entry.is_selected(selector)));
        self.forget_deleted();
    }

    /// Marks a list as settled; returns whether it was not before.
    pub(super) fn settle(&mut self, list: String) -> bool {
        if self.settled.contains(&list) {
            return false;
        }
        if self.settled.len() >= self.limit {
            self.settled.pop_front();
        }
        self.settled.push_back(list);
        true
    }
}
