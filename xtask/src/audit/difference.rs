//! A difference between the schema and what it is compared with.
//!
//! Used by the comparisons, `ledger` and `report`. Depends on `facts`, for the names of items.

use std::fmt;

use super::facts::Item;

/// The maximum number of types that a line shows.
const SHOWN: usize = 6;

/// A difference of one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Difference {
    /// The item, by its names in the schema.
    pub(crate) item: Item,
    /// The kind of difference.
    pub(crate) what: What,
    /// What the schema says, if that has a value.
    pub(crate) expected: Option<String>,
    /// What the other side says, if that has a value.
    pub(crate) found: Option<String>,
    /// The messages and enums that only this item needs.
    pub(crate) with: Vec<Item>,
    /// Where the difference was found, if the other side has places.
    pub(crate) places: Vec<Place>,
}

impl Difference {
    pub(crate) fn new(item: &Item, what: What) -> Self {
        let (expected, found, with, places) = (None, None, Vec::new(), Vec::new());
        Self { item: item.clone(), what, expected, found, with, places }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { item, what, with, .. } = self;
        let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
        match what {
            What::Missing => write!(f, "{item}: only in the schema")?,
            What::Added => write!(f, "{item}: not in the schema")?,
            What::Changed(name) => {
                let (expected, found) = (value(&self.expected), value(&self.found));
                write!(f, "{item}: {name}: expected {expected}, found {found}")?;
            }
        }
        for (index, item) in with.iter().take(SHOWN).enumerate() {
            write!(f, "{} {item}", if index == 0 { ", with" } else { "," })?;
        }
        match with.len().checked_sub(SHOWN) {
            None | Some(0) => Ok(()),
            Some(more) => write!(f, " and {more} more types"),
        }
    }
}

/// The kind of a difference.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum What {
    /// Only the schema has the item.
    Missing,
    /// Only the other side has the item.
    Added,
    /// Both have the item, with different values of this attribute.
    Changed(String),
}

/// The word of the ledger for an item that only the schema has.
const MISSING: &str = "missing";

/// The word of the ledger for an item that only the other side has.
const ADDED: &str = "added";

impl What {
    /// Reads a kind as the ledger writes it: a word, or the name of an attribute.
    pub(crate) fn parse(text: &str) -> Self {
        match text {
            MISSING => Self::Missing,
            ADDED => Self::Added,
            attribute => Self::Changed(attribute.to_owned()),
        }
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => MISSING,
            Self::Added => ADDED,
            Self::Changed(attribute) => attribute,
        })
    }
}

/// A place in a page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// The title of the page.
    pub(crate) page: String,
    /// The path of the page.
    pub(crate) path: String,
    /// The line, from 1.
    pub(crate) line: usize,
    /// The column in characters, from 1: some pages have one line only.
    pub(crate) column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.path, self.line, self.column)
    }
}
