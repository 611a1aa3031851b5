//! What a mock remembers of one type of resource.

use std::collections::{BTreeMap, BTreeSet};

use super::catalogue::Place;
use super::overlay::{set_text, text};
use crate::message::Message;

/// What a request says about the resource that it means.
pub(super) type Selector = Vec<(Place, String)>;

/// All resources of one type.
#[derive(Debug, Default)]
pub(super) struct Collection {
    /// Those that are there, in the order in which they came.
    entries: Vec<Entry>,
    /// Those that were there.
    deleted: Vec<Entry>,
    /// Lists that were filled once, or never will be.
    settled: BTreeSet<String>,
    last: u64,
}

/// A resource.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its place in lists; grows with every entry.
    pub(super) number: u64,
    pub(super) message: Box<dyn Message>,
    /// What requests name it by, where the message has no field for it.
    pub(super) beside: BTreeMap<&'static str, String>,
    /// Whether a request created it, so that nothing belongs to it yet.
    pub(super) created: bool,
}

impl Entry {
    pub(super) fn new(message: Box<dyn Message>) -> Self {
        Self { number: 0, message, beside: BTreeMap::new(), created: false }
    }

    /// The value that it has for a key; `None` where it has none.
    pub(super) fn key(&self, place: Place) -> Option<&str> {
        match place {
            Place::Field(index) => text(&*self.message, index),
            Place::Beside(name) => self.beside.get(name).map(String::as_str),
        }
    }

    pub(super) fn set_key(&mut self, place: Place, value: &str) {
        match place {
            Place::Field(index) => set_text(&mut *self.message, index, value),
            Place::Beside(name) => {
                self.beside.insert(name, value.to_owned());
            }
        }
    }

    pub(super) fn select(&mut self, selector: &Selector) {
        for (place, value) in selector {
            self.set_key(*place, value);
        }
    }

    pub(super) fn is_selected(&self, selector: &Selector) -> bool {
        selector.iter().all(|(place, value)| self.key(*place) == Some(value))
    }
}

impl Collection {
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

    /// The entry of a number.
    pub(super) fn numbered(&mut self, number: u64) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| entry.number == number)
    }

    /// Whether what a selector means was there and is no longer.
    pub(super) fn was_deleted(&self, selector: &Selector) -> bool {
        self.deleted.iter().any(|entry| entry.is_selected(selector))
    }

    /// Adds an entry after all others and gives its number.
    pub(super) fn add(&mut self, mut entry: Entry) -> u64 {
        self.last += 1;
        entry.number = self.last;
        self.entries.push(entry);
        self.last
    }

    /// Notes that an entry is no longer there, or that one that nobody asked for yet never was.
    pub(super) fn bury(&mut self, entry: Entry) {
        self.deleted.push(entry);
    }

    /// Removes all that a selector means: a request that names the user alone deletes the user's
    /// memberships everywhere.
    pub(super) fn delete(&mut self, selector: &Selector) {
        self.deleted.extend(self.entries.extract_if(.., |entry| entry.is_selected(selector)));
    }

    /// Says whether a list is asked for the first time.
    pub(super) fn settle(&mut self, list: String) -> bool {
        self.settled.insert(list)
    }
}
