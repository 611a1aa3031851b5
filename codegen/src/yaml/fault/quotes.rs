//! Quotes that are not closed, and text after them.

use granit_parser::ErrorKind;

use super::{Cause, Context};

/// What to do about an unclosed quote.
const CLOSE_QUOTE: &str = "close it, or write longer text as a block: `|-`";

impl Context<'_> {
    pub(super) fn unclosed_quote(&self) -> Option<Cause> {
        let rest = self.line(self.at).text.get(self.column()..).unwrap_or_default();
        if *self.kind == ErrorKind::UnclosedQuotedScalar && rest.starts_with(['"', '\'']) {
            let column = self.column();
            let cause = Cause::new(self.at, column..column + 1, "unclosed quote");
            return Some(cause.label("opened here").help(CLOSE_QUOTE));
        }
        let is_quote = matches!(
            self.kind,
            ErrorKind::UnclosedQuotedScalar
                | ErrorKind::InvalidQuotedScalarIndent
                | ErrorKind::DocumentIndicatorInQuotedScalar
        );
        let (line, column) = (0..=self.at).rev().filter(|_| is_quote).find_map(|at| {
            let line = self.line(at);
            let end = if at == self.at { self.column() } else { line.text.len() };
            Some((at, open_quote(line.text.get(..end)?)?))
        })?;
        let cause = Cause::new(line, column..column + 1, "unclosed quote").label("opened here");
        Some(cause.help(CLOSE_QUOTE))
    }

    pub(super) fn after_quote(&self) -> Option<Cause> {
        let (quote, escaped) = match self.kind {
            ErrorKind::InvalidTrailingSingleQuotedScalar => ('\'', "''"),
            ErrorKind::InvalidTrailingDoubleQuotedScalar => ('"', "\\\""),
            _ => return None,
        };
        let (line, column) = (self.line(self.at), self.column());
        let cause = Cause::new(self.at, column..line.text.len(), "text after the closing quote");
        let help = format!("quote the whole value, and write `{quote}` in it as `{escaped}`");
        Some(cause.label("not a part of the value").help(help))
    }
}

/// The column of a quote that is not closed in a line.
fn open_quote(text: &str) -> Option<usize> {
    let mut open: Option<(usize, char)> = None;
    let mut letters = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, letter)) = letters.next() {
        match open {
            None if matches!(letter, '"' | '\'') && " [{,(".contains(before) => {
                open = Some((at, letter))
            }
            Some((_, '"')) if letter == '\\' => {
                letters.next();
            }
            Some((_, quote)) if letter == quote => open = None,
            _ => {}
        }
        before = letter;
    }
    open.map(|(at, _)| at)
}
