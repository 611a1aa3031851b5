//! A comparison with what has been acknowledged, and what the formats show of it.

use gitpod_codegen::compare::{Change, Comparison, State, Step};
use gitpod_codegen::raw::Acknowledgement;
use gitpod_codegen::{Sources, Span, Spanned};

/// A comparison of two states, to be printed.
pub(super) struct Review<'a> {
    /// The name of the base.
    pub(super) base: &'a str,
    /// The old state.
    pub(super) old: &'a State,
    /// The new state.
    pub(super) new: &'a State,
    /// The changes, each with the acknowledgement of it.
    pub(super) changes: Vec<(&'a Change, Option<&'a Acknowledgement>)>,
    /// The comparison.
    pub(super) comparison: &'a Comparison,
    /// The acknowledgements that match no change.
    pub(super) stale: Vec<&'a Acknowledgement>,
}

/// The place of a change in one of the states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place<'a> {
    /// The path of the file.
    pub(super) path: &'a str,
    /// The line, from 1.
    pub(super) line: usize,
    /// The column in characters, from 1.
    pub(super) column: usize,
    /// The text of the line.
    pub(super) text: &'a str,
    /// The text of the file.
    pub(super) file: &'a str,
}

impl<'a> Review<'a> {
    pub(super) fn new(
        base: &'a str,
        old: &'a State,
        new: &'a State,
        comparison: &'a Comparison,
        acknowledged: &'a [Acknowledgement],
    ) -> Self {
        let with = |change: &'a Change| {
            (change, acknowledged.iter().find(|entry| acknowledges(entry, change)))
        };
        let is_stale = |entry: &&Acknowledgement| {
            !comparison.changes.iter().any(|change| acknowledges(entry, change))
        };
        Self {
            base,
            old,
            new,
            changes: comparison.changes.iter().map(with).collect(),
            comparison,
            stale: acknowledged.iter().filter(is_stale).collect(),
        }
    }

    /// The versions of the crate in both states.
    pub(super) fn versions(&self) -> (&'a str, &'a str) {
        (&self.old.api.manifest.version, &self.new.api.manifest.version)
    }

    /// The step that the changes need, and the one that was taken.
    pub(super) fn steps(&self) -> (Step, Step) {
        let (old, new) = self.versions();
        (self.comparison.required_step(), Step::between(old, new))
    }

    /// The place of a change: in the new state, or in the old one if the item is gone.
    pub(super) fn place(&self, change: &Change) -> Option<Place<'a>> {
        self.new_place(change.new).or_else(|| self.old_place(change.old))
    }

    /// A place in the old state.
    pub(super) fn old_place(&self, span: Option<Span>) -> Option<Place<'a>> {
        place(&self.old.sources, span?)
    }

    /// A place in the new state.
    pub(super) fn new_place(&self, span: Option<Span>) -> Option<Place<'a>> {
        place(&self.new.sources, span?)
    }
}

/// Whether an entry acknowledges a change. Without `from` or `to`, it holds for any value.
fn acknowledges(entry: &Acknowledgement, change: &Change) -> bool {
    let fits = |entry: &Option<Spanned<String>>, change: &Option<String>| {
        entry.as_ref().map(|text| &text.value) == change.as_ref()
    };
    entry.rule.value == change.rule.id()
        && entry.item.value == change.item
        && fits(&entry.from, &change.from)
        && fits(&entry.to, &change.to)
}

fn place(sources: &Sources, span: Span) -> Option<Place<'_>> {
    let file = sources.get(span.file)?;
    let (line, column) = sources.line_column(span);
    let text = file.text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    Some(Place { path: &file.path, line, column, text, file: &file.text })
}

/// The path of a file as in the workspace, without a revision.
pub(super) fn file(path: &str) -> &str {
    path.rfind("schema/").map_or(path, |at| path.get(at..).unwrap_or(path))
}
