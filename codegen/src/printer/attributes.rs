//! Attributes. Documentation becomes comments.

use std::borrow::Cow;

use super::page::INDENT;
use super::types::Place;
use super::{Printed, Printer};
use crate::tokens::{Delimiter, Kind};

impl<'t> Printer<'t> {
    /// Prints the attributes of an item, if there are any.
    pub(super) fn attributes(&mut self) -> Printed {
        while self.take("#") {
            self.attribute("///", "#")?;
        }
        Ok(())
    }

    /// Prints the attributes of what is around, if there are any.
    pub(super) fn inner_attributes(&mut self) -> Printed {
        while self.is("#") && self.text_after(1) == "!" {
            self.at += 2;
            self.attribute("//!", "#!")?;
        }
        Ok(())
    }

    fn attribute(&mut self, comment: &'static str, start: &'static str) -> Printed {
        if let Some(doc) = self.doc() {
            let is_line = !doc.contains('\n') && (comment != "///" || !doc.starts_with('/'));
            if !is_line {
                return self.fail("documentation of one line");
            }
            self.at = self.token().close() + 1;
            self.page.text(comment);
            self.page.text(doc.trim_end_matches(' '));
            self.page.line();
            return Ok(());
        }
        self.page.text(start);
        self.page.text("[");
        self.inside(Delimiter::Bracket, |p| {
            p.path(Place::Simple)?;
            match p.kind() {
                Kind::Close => Ok(()),
                Kind::Open(_) => p.tree(),
                _ => {
                    p.expect("=")?;
                    p.page.text(" = ");
                    p.expression()
                }
            }
        })?;
        self.page.text("]");
        self.page.space();
        Ok(())
    }

    /// The text of the attribute that comes next, if it is documentation.
    fn doc(&self) -> Option<Cow<'t, str>> {
        let is_doc = self.is_group(Delimiter::Bracket)
            && self.text_after(1) == "doc"
            && self.text_after(2) == "="
            && self.tokens.at(self.at + 3).kind == Kind::Literal;
        if !is_doc {
            return None;
        }
        value(self.text_after(3))
    }

    /// Prints the arguments of an attribute, which are any tokens in a group.
    fn tree(&mut self) -> Printed {
        let mut state = State::Other;
        self.group_of_attribute(&mut state)
    }

    fn group_of_attribute(&mut self, state: &mut State) -> Printed {
        let Kind::Open(delimiter) = self.kind() else { return self.fail("a group") };
        let is_list = delimiter == Delimiter::Parenthesis;
        self.page.text(self.text());
        if is_list {
            self.page.consistent(INDENT);
            self.page.zero_break();
        }
        *state = State::Other;
        let close = self.tokens.at(self.token().close());
        self.inside(delimiter, |p| {
            while !p.is_end() {
                p.token_of_attribute(state)?;
            }
            Ok(())
        })?;
        if is_list {
            if *state != State::LastComma {
                self.page.zero_break();
            }
            self.page.offset(-INDENT);
            self.page.end();
        }
        self.page.text(self.tokens.text(close));
        *state = State::Other;
        Ok(())
    }

    fn token_of_attribute(&mut self, state: &mut State) -> Printed {
        let text = self.text();
        match self.kind() {
            Kind::Open(_) => return self.group_of_attribute(state),
            Kind::Mark => {
                let is_word = *state == State::Word;
                self.at += 1;
                *state = State::Other;
                if text == "=" && is_word {
                    self.page.text(" ");
                }
                if text == "," && self.is_end() {
                    self.page.comma(true);
                    *state = State::LastComma;
                    return Ok(());
                }
                self.page.text(text);
                match text {
                    "=" => self.page.text(" "),
                    "," => self.page.space(),
                    _ => {}
                }
            }
            Kind::Word | Kind::Literal | Kind::Lifetime => {
                self.at += 1;
                if *state == State::Word {
                    self.page.space();
                }
                self.page.text(text);
                *state = State::Word;
            }
            Kind::Close => {}
        }
        Ok(())
    }
}

/// What was printed last of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// A word or a literal.
    Word,
    /// The last comma of a list.
    LastComma,
    /// Something else.
    Other,
}

/// The value of a string literal. `None` if it is another literal, or has an escape that is not known.
fn value(literal: &str) -> Option<Cow<'_, str>> {
    match literal.strip_prefix('r') {
        None => unescape(literal.strip_prefix('"')?.strip_suffix('"')?),
        Some(raw) => {
            let hashes = raw.len() - raw.trim_start_matches('#').len();
            let quoted = raw.get(hashes..raw.len() - hashes)?;
            quoted.strip_prefix('"')?.strip_suffix('"').map(Cow::Borrowed)
        }
    }
}

/// Replaces the escapes in a string literal.
fn unescape(literal: &str) -> Option<Cow<'_, str>> {
    let Some(first) = literal.find('\\') else { return Some(Cow::Borrowed(literal)) };
    let (start, mut rest) = literal.split_at(first);
    let mut value = String::with_capacity(literal.len());
    value.push_str(start);
    while let Some(at) = rest.find('\\') {
        let (plain, escape) = rest.split_at(at);
        value.push_str(plain);
        let mut letters = escape.chars();
        let letter = match letters.nth(1)? {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '0' => '\0',
            letter @ ('\\' | '\'' | '"') => letter,
            'u' => {
                let (digits, after) = letters.as_str().strip_prefix('{')?.split_once('}')?;
                letters = after.chars();
                char::from_u32(u32::from_str_radix(digits, 16).ok()?)?
            }
            _ => return None,
        };
        value.push(letter);
        rest = letters.as_str();
    }
    value.push_str(rest);
    Some(Cow::Owned(value))
}
