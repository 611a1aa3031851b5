//! What an audit of pages has found so far: the items that they show, and the differences.
//!
//! Used by `walk` and `coverage`. Differences that repeat on a page are one with several places.

use std::collections::{BTreeMap, BTreeSet};

use super::check::Mismatch;
use super::page::Page;
use crate::audit::difference::{Difference, Place, What};
use crate::audit::facts::{Item, Kind};

/// The findings of all pages.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// The items of the schema that some page shows.
    pub(super) seen: BTreeSet<Item>,
    /// Those that the current page shows.
    pub(super) on_page: BTreeSet<Item>,
    /// The parameters among them.
    pub(super) parameters: BTreeSet<Item>,
    differences: BTreeMap<Key, BTreeSet<Place>>,
}

/// What makes a difference: the page, the item, the kind, what is expected and what is found.
type Key = (String, Item, What, Option<String>, Option<String>);

impl Findings {
    /// Notes that a page shows an item.
    pub(super) fn see(&mut self, kind: Kind, name: impl Into<String>) {
        let item = Item::new(kind, name);
        self.seen.insert(item.clone());
        self.on_page.insert(item);
    }

    /// Notes an item that only one side has.
    pub(super) fn lack(&mut self, what: What, kind: Kind, name: &str, page: &Page, at: usize) {
        self.add(Item::new(kind, name), what, None, None, page, at);
    }

    /// Notes a different attribute.
    pub(super) fn differ(
        &mut self,
        kind: Kind,
        name: &str,
        (attribute, expected, found): Mismatch,
        page: &Page,
        at: usize,
    ) {
        let what = What::Changed(attribute);
        self.add(Item::new(kind, name), what, Some(expected), Some(found), page, at);
    }

    /// Notes an item that no page shows.
    pub(super) fn lack_everywhere(&mut self, item: Item) {
        self.differences.insert((String::new(), item, What::Missing, None, None), BTreeSet::new());
    }

    fn add(
        &mut self,
        item: Item,
        what: What,
        expected: Option<String>,
        found: Option<String>,
        page: &Page,
        at: usize,
    ) {
        let key = (page.path.clone(), item, what, expected, found);
        self.differences.entry(key).or_default().insert(page.place(at));
    }

    /// The number of differences of a page.
    pub(super) fn count(&self, page: &Page) -> usize {
        self.differences.keys().filter(|(path, ..)| *path == page.path).count()
    }

    /// The differences by page and item.
    pub(super) fn into_differences(self) -> Vec<Difference> {
        let differences = self.differences.into_iter();
        differences
            .map(|((_, item, what, expected, found), places)| Difference {
                expected,
                found,
                places: places.into_iter().collect(),
                ..Difference::new(&item, what)
            })
            .collect()
    }
}
