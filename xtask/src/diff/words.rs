//! Texts of the schema on their way into a format for people. Each format escapes what it gets from here.
//!
//! Used by `lines`, `text`, `markdown` and `html`. Depends on nothing.

/// A piece of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Prose.
    Prose(&'a str),
    /// What is between two backticks.
    Code(&'a str),
}

/// Splits a sentence at its backticks. A backtick that has no partner, or nothing before its partner, is
/// prose, so every character of the text is in one of the pieces or one of a pair.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('`') {
        let (before, after) = rest.split_at(open);
        let inside = after.get(1..).unwrap_or_default();
        let Some(close) = inside.find('`') else { break };
        let code = inside.get(..close).unwrap_or_default();
        let next = inside.get(close + 1..).unwrap_or_default();
        if code.is_empty() {
            pieces.push(Piece::Prose(rest.get(..open + 2).unwrap_or_default()));
        } else {
            if !before.is_empty() {
                pieces.push(Piece::Prose(before));
            }
            pieces.push(Piece::Code(code));
        }
        rest = next;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Prose(rest));
    }
    pieces
}

/// A text without control characters, which terminals would obey, and without characters that change the
/// direction of the text around them.
pub(super) fn visible(text: &str) -> String {
    let is_hidden = |char: char| {
        char.is_control() || matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let show = |char| match char {
        '\t' | '\n' => ' ',
        char if is_hidden(char) => char::REPLACEMENT_CHARACTER,
        char => char,
    };
    text.chars().map(show).collect()
}

/// A text of at most `width` characters. What is left out at its end is an ellipsis.
pub(super) fn cut(text: &str, width: usize) -> String {
    match text.char_indices().nth(width) {
        None => text.to_owned(),
        Some(_) => text.chars().take(width.saturating_sub(1)).chain(['…']).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_split_at_pairs_of_backticks() {
        use Piece::{Code, Prose};
        assert_eq!(
            pieces("field `a` of `b.C` is gone"),
            [Prose("field "), Code("a"), Prose(" of "), Code("b.C"), Prose(" is gone"),]
        );
        assert_eq!(pieces("a`b"), [Prose("a`b")]);
        assert_eq!(pieces("``` `x`"), [Prose("``"), Code(" "), Prose("x`")]);
        assert_eq!(pieces(""), []);
    }

    #[test]
    fn hidden_characters_are_replaced() {
        assert_eq!(visible("a\tb\u{1b}[2J\u{202e}é"), "a b\u{fffd}[2J\u{fffd}é");
    }

    #[test]
    fn long_texts_are_cut() {
        assert_eq!(cut("äöü", 3), "äöü");
        assert_eq!(cut("äöüß", 3), "äö…");
    }
}
