//! Unified diffs, cut to a readable length.

use std::time::Duration;

use gitpod_codegen::Change;
use similar::TextDiff;

/// The maximum number of lines for an updated file.
const CHANGED_LINES: usize = 60;

/// The maximum number of lines for a missing or orphan file.
const WHOLE_LINES: usize = 10;

/// The time limit of the search for a minimal diff.
const TIME_LIMIT: Duration = Duration::from_millis(500);

/// A unified diff.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Diff {
    /// The first lines.
    pub(super) lines: Vec<String>,
    /// The number of lines cut off.
    pub(super) hidden: usize,
}

impl Diff {
    /// The diff from the file on disk to the generated file.
    pub(super) fn new(change: &Change) -> Self {
        match change {
            Change::Create { new, .. } => Self::between("", new, WHOLE_LINES),
            Change::Delete { old, .. } => Self::between(old, "", WHOLE_LINES),
            Change::Update { old, new, .. } if old.replace("\r\n", "\n") == *new => Self {
                lines: vec!["only line endings differ: CRLF on disk, LF as generated".to_owned()],
                hidden: 0,
            },
            Change::Update { old, new, .. } => Self::between(old, new, CHANGED_LINES),
        }
    }

    fn between(old: &str, new: &str, limit: usize) -> Self {
        let diff = TextDiff::configure().timeout(TIME_LIMIT).diff_lines(old, new);
        let text = diff.unified_diff().header("on disk", "as generated").to_string();
        let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
        // A notice that one line is hidden would take as much room as the line.
        let hidden = match lines.len().saturating_sub(limit) {
            0 | 1 => 0,
            hidden => hidden,
        };
        lines.truncate(lines.len() - hidden);
        Self { lines, hidden }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn update(old: &str, new: &str) -> Diff {
        let path = "lib.rs".to_owned();
        Diff::new(&Change::Update { path, old: old.to_owned(), new: new.to_owned() })
    }

    #[test]
    fn shows_lines_around_a_change() {
        let diff = update("1\n2\n3\n4\n5\nold\n6\n", "1\n2\n3\n4\n5\nnew\n6\n");
        let expected = "--- on disk\n+++ as generated\n@@ -3,5 +3,5 @@\n 3\n 4\n 5\n-old\n+new\n 6";
        assert_eq!(diff.lines.join("\n"), expected);
        assert_eq!(diff.hidden, 0);
    }

    #[test]
    fn cuts_long_diffs() {
        let diff = update(&"old\n".repeat(1000), &"new\n".repeat(1000));
        assert_eq!((diff.lines.len(), diff.hidden), (CHANGED_LINES, 2003 - CHANGED_LINES));
    }

    #[test]
    fn names_line_endings() {
        let diff = update("a\r\nb\r\n", "a\nb\n");
        assert_eq!(diff.lines, ["only line endings differ: CRLF on disk, LF as generated"]);
    }
}
