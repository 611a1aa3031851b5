//! Steps through tokens.

use super::{Printed, Printer, Unprintable};
use crate::tokens::{Delimiter, Kind, Token};

/// The number of tokens that an error shows.
const SHOWN: usize = 8;

impl<'t> Printer<'t> {
    /// The next token.
    pub(super) fn token(&self) -> Token {
        self.tokens.at(self.at)
    }

    /// The kind of the next token.
    pub(super) fn kind(&self) -> Kind {
        self.token().kind
    }

    /// The kind of the token after the next one.
    pub(super) fn next_kind(&self) -> Kind {
        self.tokens.at(self.at + 1).kind
    }

    /// The text of the token some places after the next one.
    pub(super) fn text_after(&self, places: usize) -> &'t str {
        self.tokens.text(self.tokens.at(self.at + places))
    }

    /// The text of the next token.
    pub(super) fn text(&self) -> &'t str {
        self.text_after(0)
    }

    /// Whether the next token is a mark or a keyword.
    pub(super) fn is(&self, text: &str) -> bool {
        matches!(self.kind(), Kind::Word | Kind::Mark) && self.text() == text
    }

    /// Whether the next token starts a group.
    pub(super) fn is_group(&self, delimiter: Delimiter) -> bool {
        self.kind() == Kind::Open(delimiter)
    }

    /// Whether the group ends here.
    pub(super) fn is_end(&self) -> bool {
        self.kind() == Kind::Close
    }

    /// Steps over a mark or a keyword if it comes next.
    pub(super) fn take(&mut self, text: &str) -> bool {
        let is = self.is(text);
        self.at += usize::from(is);
        is
    }

    /// Steps over a mark or a keyword.
    pub(super) fn expect(&mut self, text: &'static str) -> Printed {
        if self.take(text) { Ok(()) } else { self.fail(text) }
    }

    /// Steps over a mark or a keyword if it comes next, and prints it in a form.
    pub(super) fn print_if(&mut self, text: &str, form: &'static str) {
        if self.take(text) {
            self.page.text(form);
        }
    }

    /// Steps over a token of a kind, and returns its text.
    pub(super) fn of_kind(&mut self, kind: Kind, expected: &'static str) -> Printed<&'t str> {
        if self.kind() != kind {
            return self.fail(expected);
        }
        let text = self.text();
        self.at += 1;
        Ok(text)
    }

    /// Prints an identifier.
    pub(super) fn word(&mut self) -> Printed {
        let word = self.of_kind(Kind::Word, "an identifier")?;
        self.page.text(word);
        Ok(())
    }

    /// Does something inside of the group that starts here, and steps over the group.
    pub(super) fn inside<T>(
        &mut self,
        delimiter: Delimiter,
        step: impl FnOnce(&mut Self) -> Printed<T>,
    ) -> Printed<T> {
        let open = self.token();
        if open.kind != Kind::Open(delimiter) {
            return self.fail("a group");
        }
        self.at += 1;
        let done = step(self)?;
        if self.at != open.close() {
            return self.fail("the end of a group");
        }
        self.at += 1;
        Ok(done)
    }

    /// Steps over the group that starts here. Returns its position.
    pub(super) fn group(&mut self) -> usize {
        let at = self.at;
        self.at = self.token().close() + 1;
        at
    }

    /// Whether nothing is in the group that starts at a position.
    pub(super) fn is_empty(&self, group: usize) -> bool {
        self.tokens.at(group).close() == group + 1
    }

    /// Does something at another position, and comes back.
    pub(super) fn jump<T>(
        &mut self,
        position: usize,
        step: impl FnOnce(&mut Self) -> Printed<T>,
    ) -> Printed<T> {
        let at = std::mem::replace(&mut self.at, position);
        let done = step(self);
        self.at = at;
        done
    }

    /// Steps over something without printing it.
    pub(super) fn mute<T>(&mut self, step: impl FnOnce(&mut Self) -> Printed<T>) -> Printed<T> {
        let was_muted = std::mem::replace(&mut self.page.is_muted, true);
        let done = step(self);
        self.page.is_muted = was_muted;
        done
    }

    /// Steps over the comma after an element. Returns whether it was the last one.
    pub(super) fn is_last(&mut self) -> Printed<bool> {
        let is_comma = self.take(",");
        match self.is_end() {
            true => Ok(true),
            false if is_comma => Ok(false),
            false => self.fail("a comma"),
        }
    }

    pub(super) fn fail<T>(&self, expected: &'static str) -> Printed<T> {
        let found = (0..SHOWN).map(|place| self.text_after(place));
        let found: Vec<&str> = found.filter(|text| !text.is_empty()).collect();
        Err(Unprintable { expected, found: found.join(" ") })
    }
}
