//! What is different about a file, in a few lines.

use std::time::Duration;

use gitpod_codegen::Change;
use similar::TextDiff;

/// How many lines of a file that differs are shown.
const CHANGED_LINES: usize = 60;

/// How many lines are shown of a file that is missing, or has no business to be there: its name
/// says nearly everything.
const WHOLE_LINES: usize = 10;

/// Longer searches for the smallest difference give way to a quick one.
const PATIENCE: Duration = Duration::from_millis(500);

/// A unified diff, cut to a readable length.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Diff {
    /// Its first lines.
    pub(crate) lines: Vec<String>,
    /// How many lines were cut off.
    pub(crate) hidden: usize,
}

impl Diff {
    /// Shows a change as a diff from the disk to what is generated.
    pub(crate) fn new(change: &Change) -> Self {
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
        let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(old, new);
        let text = diff.unified_diff().header("on disk", "as generated").to_string();
        let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
        // A notice that one more line is hidden would take the place of that line.
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
    fn cuts_what_is_long() {
        let diff = update(&"old\n".repeat(1000), &"new\n".repeat(1000));
        assert_eq!((diff.lines.len(), diff.hidden), (CHANGED_LINES, 2003 - CHANGED_LINES));
    }

    #[test]
    fn names_line_endings() {
        let diff = update("a\r\nb\r\n", "a\nb\n");
        assert_eq!(diff.lines, ["only line endings differ: CRLF on disk, LF as generated"]);
    }
}
