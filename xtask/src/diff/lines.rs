//! The lines of the schema that the formats for people show.
//!
//! Used by `text`, `markdown` and `html`. Depends on `review` and `words`.

use gitpod_codegen::compare::{Change, Kind};

use super::Review;
use super::review::Place;
use super::words::visible;

/// What is shown of the schema for a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lines {
    /// The place in the old state. `None` for an addition.
    pub(super) old: Option<Line>,
    /// The place in the new state. `None` for a removal.
    pub(super) new: Option<Line>,
}

/// A line of the schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// The path of the file.
    pub(super) path: String,
    /// The number of the line, from 1.
    pub(super) number: usize,
    /// The column in characters, from 1.
    pub(super) column: usize,
    /// The text without the line break. Control characters are replaced.
    pub(super) text: String,
    /// The lines before it.
    pub(super) before: Vec<String>,
    /// The lines behind it.
    pub(super) after: Vec<String>,
}

/// The number of lines that are kept around a line.
const AROUND: usize = 2;

impl Line {
    fn new(place: Place<'_>) -> Self {
        let Place { path, line, column, text, file } = place;
        let text = visible(text.trim_end());
        let lines = |skipped, count| {
            let lines = file.lines().skip(skipped).take(count);
            lines.map(|line| visible(line.trim_end())).collect()
        };
        let earlier = line.saturating_sub(1);
        let before = lines(earlier.saturating_sub(AROUND), AROUND.min(earlier));
        Self {
            path: path.to_owned(),
            number: line,
            column,
            text,
            before,
            after: lines(line, AROUND),
        }
    }

    /// `schema/book.yaml:12:5`.
    pub(super) fn position(&self) -> String {
        format!("{}:{}:{}", self.path, self.number, self.column)
    }
}

impl Lines {
    pub(super) fn of(review: &Review<'_>, change: &Change) -> Self {
        let old = change.old.filter(|_| change.kind != Kind::Added);
        Self {
            old: review.old_place(old).map(Line::new),
            new: review.new_place(change.new).map(Line::new),
        }
    }

    /// The line in the new state, or in the old one if the item is gone.
    pub(super) fn main(&self) -> Option<&Line> {
        self.new.as_ref().or(self.old.as_ref())
    }

    /// Whether the lines do not show what has changed, because both have the same text.
    pub(super) fn are_equal(&self) -> bool {
        matches!((&self.old, &self.new), (Some(old), Some(new)) if old.text.trim() == new.text.trim())
    }
}
