//! The ledger: the differences that are intended, each with its reason.
//!
//! Used by `audit`. Depends on the YAML reader of the generator. An entry that explains nothing is an
//! error, so that reasons do not outlive what they explain.

use std::path::Path;

use gitpod_codegen::node::{Kind, Node};
use gitpod_codegen::{Diagnostics, Sources, load_file, read_tree};

use super::difference::{Difference, What};
use super::facts::Item;
use crate::error::Error;

/// The part of the ledger for one comparison.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    pub(crate) reasons: Vec<Reason>,
}

/// An entry: items that differ in the same way for the same reason.
#[derive(Debug)]
pub(crate) struct Reason {
    items: Vec<Listed>,
    what: What,
    /// The value that is found, if the reason holds for this one only.
    found: Option<String>,
    /// The title of the page, if the reason holds there only.
    page: Option<String>,
    pub(crate) text: String,
}

/// An item of an entry.
#[derive(Debug)]
struct Listed {
    item: Item,
    line: usize,
    /// Whether it explained a difference.
    is_used: bool,
}

/// An item of an entry that explains nothing.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Stale {
    pub(crate) line: usize,
    pub(crate) item: Item,
    pub(crate) what: What,
}

impl Ledger {
    /// Reads the entries under a key of a ledger.
    pub(crate) fn read(path: &Path, key: &str) -> Result<Self, Error> {
        let sources = load_file(path);
        let mut problems = Diagnostics::default();
        let root = read_tree(&sources, &mut problems);
        if !problems.is_empty() {
            return Err(Error::Schema { problems, sources });
        }
        let mut reader = Reader { sources: &sources, faults: Vec::new() };
        let ledger = reader.ledger(&root, key);
        match reader.faults.is_empty() {
            true => Ok(ledger),
            false => Err(Error::Argument {
                message: format!("the ledger is not valid\n{}", reader.faults.join("\n")),
                help: "entries under `docs` and `descriptors` are explained in `docs/audit.md`",
            }),
        }
    }

    /// The reason for a difference, whose entry is then in use.
    pub(crate) fn explain(&mut self, difference: &Difference) -> Option<usize> {
        let mut explained = None;
        for (index, reason) in self.reasons.iter_mut().enumerate() {
            let is_there = reason.page.as_ref().is_none_or(|page| {
                difference.places.iter().all(|place| place.page == *page)
                    && !difference.places.is_empty()
            });
            let is_found =
                reason.found.is_none() || reason.found.as_ref() == difference.found.as_ref();
            if reason.what != difference.what || !is_there || !is_found {
                continue;
            }
            for listed in reason.items.iter_mut().filter(|listed| listed.item == difference.item) {
                listed.is_used = true;
                explained.get_or_insert(index);
            }
        }
        explained
    }

    /// The items that explained nothing.
    pub(crate) fn stale(&self) -> Vec<Stale> {
        let unused = self.reasons.iter().flat_map(|reason| {
            let items = reason.items.iter().filter(|listed| !listed.is_used);
            items.map(|listed| Stale {
                line: listed.line,
                item: listed.item.clone(),
                what: reason.what.clone(),
            })
        });
        let mut stale: Vec<Stale> = unused.collect();
        stale.sort_by_key(|stale| stale.line);
        stale
    }
}

/// Reads entries and collects what is wrong with them.
struct Reader<'a> {
    sources: &'a Sources,
    faults: Vec<String>,
}

/// The keys of the file.
const PARTS: [&str; 2] = ["docs", "descriptors"];

impl Reader<'_> {
    fn ledger(&mut self, root: &Node, key: &str) -> Ledger {
        let mut ledger = Ledger::default();
        let Kind::Mapping(entries) = &root.kind else {
            self.fault(root, "expected the keys `docs` and `descriptors`");
            return ledger;
        };
        for (name, node) in entries {
            if !PARTS.contains(&name.text.as_str()) {
                self.fault(node, &format!("unknown key `{}`", name.text));
            } else if let Kind::List(nodes) = &node.kind {
                let reasons = nodes.iter().filter_map(|node| self.reason(node));
                let reasons: Vec<Reason> = reasons.collect();
                // The other part is read, too, so that its mistakes are found.
                if name.text == key {
                    ledger.reasons = reasons;
                }
            } else {
                self.fault(node, "expected a list of entries");
            }
        }
        ledger
    }

    fn reason(&mut self, node: &Node) -> Option<Reason> {
        let Kind::Mapping(entries) = &node.kind else {
            self.fault(node, "expected an entry with `items`, `difference` and `reason`");
            return None;
        };
        let (mut items, mut what, mut found, mut page, mut text) =
            (Vec::new(), None, None, None, None);
        for (key, value) in entries {
            match key.text.as_str() {
                "items" => items = self.items(value),
                "difference" => what = self.text(value).map(|text| What::parse(&text)),
                "found" => found = self.text(value),
                "page" => page = self.text(value),
                "reason" => text = self.text(value),
                unknown => self.fault(value, &format!("unknown key `{unknown}`")),
            }
        }
        if items.is_empty() {
            self.fault(node, "an entry lists `items`");
        }
        let (Some(what), Some(text)) = (what, text) else {
            self.fault(node, "an entry has a `difference` and a `reason`");
            return None;
        };
        Some(Reason { items, what, found, page, text })
    }

    fn items(&mut self, node: &Node) -> Vec<Listed> {
        let Kind::List(nodes) = &node.kind else {
            self.fault(node, "expected a list of items");
            return Vec::new();
        };
        let mut items = Vec::new();
        for node in nodes {
            let Some(text) = self.text(node) else { continue };
            let line = self.sources.line_column(node.span).0;
            match Item::parse(&text) {
                Some(item) => items.push(Listed { item, line, is_used: false }),
                None => {
                    self.fault(node, &format!("`{text}` is no item such as `field Project.id`"))
                }
            }
        }
        items
    }

    fn text(&mut self, node: &Node) -> Option<String> {
        match &node.kind {
            Kind::Text(text) if !text.trim().is_empty() => {
                Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
            }
            Kind::Integer(value) => Some(value.to_string()),
            _ => {
                self.fault(node, "expected a text");
                None
            }
        }
    }

    fn fault(&mut self, node: &Node, what: &str) {
        let path = self.sources.get(node.span.file).map_or("", |file| file.path.as_str());
        let (line, column) = self.sources.line_column(node.span);
        self.faults.push(format!("{path}:{line}:{column}: {what}"));
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::difference::Place;
    use super::super::testing::folder;
    use super::*;

    fn read(text: &str) -> Result<Ledger, String> {
        let folder = folder();
        let path = folder.join("ledger.yaml");
        fs::write(&path, text).unwrap();
        let ledger = Ledger::read(&path, "docs").map_err(|error| match error {
            Error::Argument { message, .. } => {
                message.replace(&path.display().to_string(), "ledger.yaml")
            }
            other => format!("{other:?}"),
        });
        fs::remove_dir_all(folder).unwrap();
        ledger
    }

    const LEDGER: &str = "\
docs:
- items: [field A.b, field A.c]
  difference: number
  found: 7
  page: Items
  reason: Because.
descriptors:
- items: [field A.d]
  difference: added
  reason: Newer.
";

    fn difference(item: &str, found: &str, page: &str) -> Difference {
        let place = Place { page: page.to_owned(), path: "p".to_owned(), line: 1, column: 1 };
        Difference {
            found: Some(found.to_owned()),
            places: vec![place],
            ..Difference::new(&Item::parse(item).unwrap(), What::Changed("number".to_owned()))
        }
    }

    #[test]
    fn entries_explain_what_they_name_and_nothing_else() {
        let mut ledger = read(LEDGER).unwrap();
        assert_eq!(ledger.explain(&difference("field A.b", "8", "Items")), None);
        assert_eq!(ledger.explain(&difference("field A.b", "7", "Others")), None);
        assert_eq!(ledger.explain(&difference("field A.d", "7", "Items")), None);
        assert_eq!(ledger.explain(&difference("enum A.b", "7", "Items")), None);
        let mut added = difference("field A.b", "7", "Items");
        added.what = What::Added;
        assert_eq!(ledger.explain(&added), None);
        let mut nowhere = difference("field A.b", "7", "Items");
        nowhere.places.clear();
        assert_eq!(ledger.explain(&nowhere), None);
        assert_eq!(ledger.stale().len(), 2);
        assert_eq!(ledger.explain(&difference("field A.b", "7", "Items")), Some(0));
        let stale = Stale {
            line: 2,
            item: Item::parse("field A.c").unwrap(),
            what: What::Changed("number".to_owned()),
        };
        assert_eq!(ledger.stale(), [stale]);
    }

    #[test]
    fn mistakes_are_reported_together_with_their_places() {
        let text = "\
docs:
- items: [a b c, field A]
  diference: added
  reason: ''
- nothing
other: []
descriptors: x
";
        let message = read(text).unwrap_err();
        for expected in [
            "ledger.yaml:2:11: `a b c` is no item such as `field Project.id`",
            "ledger.yaml:3:14: unknown key `diference`",
            "ledger.yaml:4:11: expected a text",
            "an entry has a `difference` and a `reason`",
            "ledger.yaml:5:3: expected an entry with",
            "ledger.yaml:6:8: unknown key `other`",
            "ledger.yaml:7:14: expected a list of entries",
        ] {
            assert!(message.contains(expected), "{message}\nlacks {expected}");
        }
        assert!(read("- a").unwrap_err().contains("expected the keys"));
        assert!(read("docs: [").unwrap_err().contains("Diagnostics"));
        assert!(read("docs: []").unwrap().reasons.is_empty());
        let missing = Ledger::read(Path::new("no such file"), "docs");
        assert!(matches!(missing.unwrap_err(), Error::Schema { .. }));
    }
}
