//! Line breaks between words.

/// Wraps a text between words to `width` columns. The first line begins in the column `start`, the others
/// are indented by `hanging`. A word that is longer than a line has one of its own.
pub(crate) fn wrap(text: &str, width: usize, start: usize, hanging: usize) -> String {
    let mut out = String::new();
    let mut column = start;
    for (number, word) in text.split_whitespace().enumerate() {
        let length = word.chars().count();
        if number > 0 {
            if column + 1 + length > width {
                out.push('\n');
                out.push_str(&" ".repeat(hanging));
                column = hanging;
            } else {
                out.push(' ');
                column += 1;
            }
        }
        out.push_str(word);
        column += length;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_wrapped_between_words() {
        assert_eq!(wrap("ab cd ef", 5, 0, 0), "ab cd\nef");
        assert_eq!(wrap("ab cd ef", 5, 3, 1), "ab\n cd\n ef");
        assert_eq!(wrap("abcdefgh i", 5, 0, 2), "abcdefgh\n  i");
        assert_eq!(wrap(" ", 5, 0, 0), "");
    }
}
