//! A documentation page as its form states it, before anything is compared.
//!
//! Built by `markdown` and `rendered`, read by `walk`. Depends on `shape` only. Nesting is not
//! known: neither form keeps the indentation of its lists, so items follow each other as in the page.

use super::shape::Shape;
use crate::audit::difference::Place;

/// A page.
#[derive(Debug, Clone, Default)]
pub(super) struct Page {
    /// The path as it is printed.
    pub(super) path: String,
    /// The first heading.
    pub(super) title: String,
    pub(super) text: String,
    pub(super) rpcs: Vec<DocRpc>,
    pub(super) models: Vec<Model>,
    /// What is in no known form, by its offset.
    pub(super) faults: Vec<(usize, String)>,
}

impl Page {
    /// The place of an offset in the text.
    pub(super) fn place(&self, at: usize) -> Place {
        let before = self.text.get(..at).unwrap_or(&self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or(before).chars().count() + 1;
        Place { page: self.title.clone(), path: self.path.clone(), line, column }
    }
}

/// An RPC of a page.
#[derive(Debug, Clone, Default)]
pub(super) struct DocRpc {
    pub(super) name: String,
    pub(super) at: usize,
    /// The documented method and its return type, if the page has them.
    pub(super) signature: Option<Signature>,
    /// The path of the HTTP request.
    pub(super) route: Option<String>,
    /// The parameters; `None` if the form of the page does not show them.
    pub(super) parameters: Option<Vec<Entry>>,
    /// The fields of the response; `None` if the form shows them as models.
    pub(super) returns: Option<Vec<Entry>>,
}

/// A documented method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Signature {
    /// The full name, such as `organizations.invites.create`.
    pub(super) method: String,
    /// The type as it is written.
    pub(super) returns: String,
}

impl Signature {
    /// Reads `name(Params**kwargs) -> Type`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (call, returns) = text.split_once(" -> ")?;
        let (method, arguments) = call.split_once('(')?;
        let is_path = method.contains('.')
            && method
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "._".contains(c));
        let is_type = !returns.is_empty() && !returns.contains(' ');
        (is_path && arguments.ends_with(')') && is_type)
            .then(|| Self { method: method.to_owned(), returns: returns.to_owned() })
    }

    /// The type of the items, if a page of them is returned.
    pub(super) fn page_of(&self) -> Option<&str> {
        let (name, items) = self.returns.strip_suffix(']')?.split_once('[')?;
        (name.starts_with("Sync") && name.ends_with("Page")).then_some(items)
    }
}

/// A message or enum that is shown by itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Model {
    /// The name, if there is one.
    pub(super) name: Option<String>,
    pub(super) at: usize,
    pub(super) entries: Vec<Entry>,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    pub(super) at: usize,
    pub(super) kind: EntryKind,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum EntryKind {
    Field(DocField),
    /// The values of the enum before it.
    Values(Vec<(usize, String)>),
}

/// A field or parameter.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct DocField {
    pub(super) name: String,
    pub(super) shape: Shape,
    /// Whether it is documented as always present.
    pub(super) required: bool,
    /// Whether it is marked as deprecated; `None` if the form has no mark.
    pub(super) deprecated: Option<bool>,
    /// The format and limits, such as `format` and `uuid`; `None` if the form has none.
    pub(super) limits: Option<Vec<(String, String)>>,
}

/// Adds a value to the values before it, or starts a list of values.
pub(super) fn push_value(entries: &mut Vec<Entry>, at: usize, value: String) {
    if let Some(Entry { kind: EntryKind::Values(values), .. }) = entries.last_mut() {
        values.push((at, value));
    } else {
        entries.push(Entry { at, kind: EntryKind::Values(vec![(at, value)]) });
    }
}
