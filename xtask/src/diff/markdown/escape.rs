//! Escapes of texts for Markdown as GitHub reads it. Texts come from the schema, and so from anybody who
//! opens a pull request.
//!
//! Used by `markdown`. Depends on `words`.

use crate::diff::words::{Piece, pieces, visible};

/// The characters that are markup inside of a line: of Markdown, of HTML, and `$` of formulas.
const MARKUP: &str = "\\`*_{}[]<>|~&$!";

/// A sentence whose words between backticks become code, for running text and cells of tables.
pub(super) fn inline(text: &str) -> String {
    let text = visible(text);
    let pieces = pieces(&text);
    let shown = pieces.iter().map(|piece| match piece {
        Piece::Prose(text) => prose(text),
        // In the cell of a table, a pipe ends the cell even inside of code.
        Piece::Code(text) if text.contains('|') => format!("<code>{}</code>", prose(text)),
        Piece::Code(text) => format!("`{text}`"),
    });
    shown.collect()
}

/// A sentence for the inside of HTML elements, where Markdown is not read.
pub(super) fn html(text: &str) -> String {
    let text = visible(text);
    let pieces = pieces(&text);
    let shown = pieces.iter().map(|piece| match piece {
        Piece::Prose(text) => entities(text),
        Piece::Code(text) => format!("<code>{}</code>", entities(text)),
    });
    shown.collect()
}

/// Code in running text: a name or a path.
pub(super) fn code(text: &str) -> String {
    let text = visible(text);
    match text.contains('`') {
        true => format!("<code>{}</code>", prose(&text)),
        false => inline(&format!("`{text}`")),
    }
}

/// A block of code.
pub(super) fn fenced(language: &str, text: &str) -> String {
    let fence = fence(text);
    format!("{fence}{language}\n{}\n{fence}\n", text.trim_end_matches('\n'))
}

/// A fence that is longer than any that a text has.
pub(super) fn fence(text: &str) -> String {
    let longest = text.split(|char| char != '`').map(str::len).max().unwrap_or_default();
    "`".repeat(3.max(longest + 1))
}

/// Prose. A comment behind `@` and `#` keeps GitHub from notifying people and from linking issues, and
/// escapes in `://` and `www.` keep it from linking pages.
fn prose(text: &str) -> String {
    let mut out = String::new();
    for char in text.chars() {
        match char {
            '@' | '#' => out.push_str(&unlinked(char)),
            char if MARKUP.contains(char) => out.extend(['\\', char]),
            char => out.push(char),
        }
    }
    out.replace("://", "\\://").replace("www.", "www\\.")
}

fn unlinked(char: char) -> String {
    format!("{char}<!-- -->")
}

fn entities(text: &str) -> String {
    let mut out = String::new();
    for char in text.chars() {
        match char {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '@' | '#' => out.push_str(&unlinked(char)),
            char => out.push(char),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped() {
        assert_eq!(inline("a_b `c_d` <b> *x*"), "a\\_b `c_d` \\<b\\> \\*x\\*");
        assert_eq!(inline("`a|b`"), "<code>a\\|b</code>");
        assert_eq!(inline("one ` two"), "one \\` two");
        assert_eq!(html("`<i>` & @x"), "<code>&lt;i&gt;</code> &amp; @<!-- -->x");
        assert_eq!(code("a`b"), "<code>a\\`b</code>");
    }

    #[test]
    fn nobody_is_notified_and_nothing_is_linked() {
        assert_eq!(inline("@all #1"), "@<!-- -->all #<!-- -->1");
        assert_eq!(inline("https://x www.y"), "https\\://x www\\.y");
    }

    #[test]
    fn fences_are_longer_than_those_of_the_text() {
        assert_eq!(fenced("yaml", "a\n"), "```yaml\na\n```\n");
        assert_eq!(fenced("", "````"), "`````\n````\n`````\n");
    }
}
