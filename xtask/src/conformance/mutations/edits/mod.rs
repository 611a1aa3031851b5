//! Every edit of a schema: each kind at each place that it applies to.
//!
//! Used by `mutants`. Depends on `document`, `places` and `yaml`.

mod enums;
mod fields;
mod messages;
mod prose;
mod rpcs;
mod rules;
mod settings;
mod types;

use std::collections::BTreeSet;

use super::document::{Document, Op, Path};
use super::places::{Place, Places};
use super::yaml::Yaml;

/// An edit.
#[derive(Debug, Clone)]
pub(super) struct Edit {
    /// The kind, such as `field renamed`.
    pub(super) kind: &'static str,
    /// The name of the item within the package.
    pub(super) item: String,
    /// What distinguishes the edit from others of its kind at its place.
    pub(super) detail: String,
    /// The place.
    pub(super) path: Path,
    /// The steps.
    pub(super) ops: Vec<Op>,
    /// The number of entries that a comparison has for the edit.
    pub(super) entries: usize,
    /// The old and the new name of items that are the same under another name.
    pub(super) renames: Vec<(String, String)>,
    /// The verdict on the rules that follows from the kind of edit.
    pub(super) rules: &'static str,
}

/// The document and the edits that were found in it.
#[derive(Debug)]
struct Edits<'a> {
    document: &'a Document,
    places: &'a Places,
    list: Vec<Edit>,
}

/// Finds all edits of a document.
pub(super) fn all(document: &Document) -> Vec<Edit> {
    let places = Places::of(document);
    let mut edits = Edits { document, places: &places, list: Vec::new() };
    fields::find(&mut edits);
    types::find(&mut edits);
    rules::find(&mut edits);
    enums::find(&mut edits);
    messages::find(&mut edits);
    rpcs::find(&mut edits);
    settings::find(&mut edits);
    prose::find(&mut edits);
    edits.list
}

impl<'a> Edits<'a> {
    /// Adds an edit with one entry and without an effect on rules.
    #[expect(clippy::indexing_slicing, reason = "the element was just pushed")]
    fn add(&mut self, kind: &'static str, at: &Place, ops: Vec<Op>) -> &mut Edit {
        self.list.push(Edit {
            kind,
            item: at.name.clone(),
            detail: String::new(),
            path: at.path.clone(),
            ops,
            entries: 1,
            renames: Vec::new(),
            rules: "same",
        });
        let last = self.list.len() - 1;
        &mut self.list[last]
    }

    /// The value at a place.
    fn at(&self, place: &Place) -> &'a Yaml {
        const NOTHING: &Yaml = &Yaml::Text(Vec::new());
        self.document.get(&place.path).unwrap_or(NOTHING)
    }

    /// Adds or removes the deprecation of an item.
    fn deprecation(&mut self, kinds: [&'static str; 2], place: &Place) {
        let [deprecated, restored] = kinds;
        if self.at(place).get("deprecated").is_some() {
            self.add(restored, place, vec![Op::Unset(place.path.clone(), "deprecated")]);
        } else {
            let reason = Yaml::map([("reason", "No longer used.")]);
            let op = Op::Set(place.path.clone(), "deprecated", reason);
            self.add(deprecated, place, vec![op]);
        }
    }

    /// The first top-level message that any message may contain, and the first such enum.
    fn samples(&self) -> (Option<&'a str>, Option<&'a str>) {
        let is_plain = |message: &&super::places::Message| {
            let body = self.at(&message.place);
            let is_special = ["error_detail", "standalone", "deprecated"];
            message.is_named
                && !message.place.name.contains('.')
                && is_special.iter().all(|key| body.get(key).is_none())
        };
        let mut plain = self.places.messages.iter().filter(is_plain);
        // The first messages are often those of pages.
        let message = plain.find(|message| !message.place.name.contains("Pag"));
        let found = self.places.enums.iter().find(|found| !found.place.name.contains('.'));
        (
            message.map(|message| message.place.name.as_str()),
            found.map(|found| found.place.name.as_str()),
        )
    }
}

impl Edit {
    /// Whether it changes text for people only.
    pub(super) fn is_prose(&self) -> bool {
        self.entries == 0 && self.kind.ends_with(" changed")
    }

    fn detail(&mut self, detail: impl Into<String>) -> &mut Self {
        self.detail = detail.into();
        self
    }

    fn entries(&mut self, entries: usize) -> &mut Self {
        self.entries = entries;
        self
    }

    fn rules(&mut self, rules: &'static str) -> &mut Self {
        self.rules = rules;
        self
    }

    fn renames(&mut self, from: &str, to: &str) -> &mut Self {
        self.renames.push((from.to_owned(), to.to_owned()));
        self
    }
}

/// The integer under a key.
fn number(of: &Yaml, key: &str) -> Option<i64> {
    of.line(key)?.parse().ok()
}

/// A number that no element of a list has.
fn free_number(items: &[Yaml]) -> String {
    let numbers: BTreeSet<i64> = items.iter().filter_map(|item| number(item, "number")).collect();
    (numbers.last().copied().unwrap_or(0) + 1).to_string()
}

/// The name without those of the items around it.
fn short(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(_, last)| last)
}

/// The names of the items around an item, with a dot at the end.
fn around(name: &str) -> &str {
    name.strip_suffix(short(name)).unwrap_or_default()
}

/// The first elements of `reserved`, with a number, a name or both.
fn reserved(numbers: Option<&str>, names: Option<&str>) -> Yaml {
    let entries = [("numbers", numbers), ("names", names)];
    let entries = entries.into_iter().filter_map(|(key, value)| Some((key, value?)));
    Yaml::Map(
        entries.map(|(key, value)| (key.to_owned(), Yaml::text(format!("[{value}]")))).collect(),
    )
}
