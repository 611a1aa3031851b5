//! A line of a file: its indentation, its dash and its key.

use std::ops::Range;

use crate::diagnostics::is_invisible;
use crate::source::{SourceId, Span};

/// A line without its line break, and its offset.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) start: usize,
    pub(super) text: &'a str,
}

/// The key of an entry.
pub(super) struct Entry {
    /// The column of the key.
    pub(super) column: usize,
    /// The column after the colon.
    pub(super) value: usize,
}

impl Line<'_> {
    /// The span of a range of columns.
    pub(super) fn span(&self, file: SourceId, range: Range<usize>) -> Span {
        let offset = |column: usize| u32::try_from(self.start + column).unwrap_or(u32::MAX);
        Span { file, start: offset(range.start), end: offset(range.end.max(range.start)) }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The number of spaces at its start.
    pub(super) fn spaces(&self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }

    /// The number of spaces and tabs at its start.
    pub(super) fn indentation(&self) -> usize {
        self.text.len() - self.text.trim_start_matches([' ', '\t']).len()
    }

    pub(super) fn starts_with_bracket(&self) -> bool {
        self.text.trim_start().starts_with(['[', '{', ']', '}'])
    }

    pub(super) fn is_item(&self) -> bool {
        let text = self.text.trim_start();
        text == "-" || text.starts_with("- ")
    }

    /// The key at the start of the line, or after dashes.
    pub(super) fn entry(&self) -> Option<Entry> {
        let text =
            self.text.trim_start_matches(|letter| "-\t ".contains(letter) || is_invisible(letter));
        let column = self.text.len() - text.len();
        let key = text.find(|letter: char| !letter.is_alphanumeric() && letter != '_')?;
        let is_key = key > 0 && text.get(key..).is_some_and(|rest| rest.starts_with(':'));
        is_key.then_some(Entry { column, value: column + key + 1 })
    }
}
