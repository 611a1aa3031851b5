//! Tokens of Rust, and `quote!`, which makes them from code with interpolated values.
//!
//! The tokens of an item are one list over one text. The printer looks ahead in it and comes back without a
//! copy, and quoting does not allocate for each token, as it does with the tokens of proc macros.
//!
//! Used by `ir`, `emit` and `printer`. Depends on nothing.

mod literal;
mod quoting;
#[cfg(test)]
mod tests;

use std::fmt;

pub(crate) use literal::{ByteString, Decimal};
pub(crate) use quoting::{
    ToTokens, Word, append, quote, quote_group, quote_in_context, quote_one, quote_within,
};

/// The kind of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An identifier or a keyword.
    Word,
    /// A lifetime with its apostrophe.
    Lifetime,
    /// A literal.
    Literal,
    /// An operator, or another mark.
    Mark,
    /// The start of a group.
    Open(Delimiter),
    /// The end of a group, or of everything.
    Close,
}

/// The delimiter of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Delimiter {
    Parenthesis,
    Bracket,
    Brace,
}

impl Delimiter {
    const fn texts(self) -> (&'static str, &'static str) {
        match self {
            Self::Parenthesis => ("(", ")"),
            Self::Bracket => ("[", "]"),
            Self::Brace => ("{", "}"),
        }
    }
}

/// A token. Small, because an item may have millions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    /// Whether the next mark follows without a space.
    pub(crate) is_joint: bool,
    /// The place of its text in that of all tokens.
    start: u32,
    end: u32,
    close: u32,
}

impl Token {
    /// For the start of a group, the position of its end.
    pub(crate) fn close(self) -> usize {
        self.close as usize
    }
}

/// The end of all tokens, which is found beyond them.
const END: Token = Token { kind: Kind::Close, is_joint: false, start: 0, end: 0, close: 0 };

/// The number of letters of a token, about.
const LETTERS: usize = 4;

/// A list of tokens. Its groups are closed.
#[derive(Clone, Default)]
pub struct Tokens {
    text: String,
    tokens: Vec<Token>,
}

impl Tokens {
    /// The maximum number of bytes of the text, and of tokens, whose places are known: 4 GiB.
    pub(crate) const MAX: usize = u32::MAX as usize;

    /// No tokens, with room for those in a text.
    pub(crate) fn with_room(letters: usize) -> Self {
        let text = String::with_capacity(letters);
        Self { text, tokens: Vec::with_capacity(letters / LETTERS) }
    }

    /// The token at a position.
    pub(crate) fn at(&self, position: usize) -> Token {
        self.tokens.get(position).copied().unwrap_or(END)
    }

    /// The text of a token.
    pub(crate) fn text(&self, token: Token) -> &str {
        self.text.get(token.start as usize..token.end as usize).unwrap_or_default()
    }

    /// The number of bytes of the text, or of tokens if there are more.
    pub(crate) fn size(&self) -> usize {
        self.text.len().max(self.tokens.len())
    }

    /// The number of letters of all tokens.
    pub(crate) fn letters(&self) -> usize {
        self.text.len()
    }

    /// The kinds and texts of all tokens.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Kind, &str)> {
        self.tokens.iter().map(|token| (token.kind, self.text(*token)))
    }

    /// Appends tokens.
    pub(crate) fn append(&mut self, other: &Self) {
        let (letters, count) = (small(self.text.len()), small(self.tokens.len()));
        self.text.push_str(&other.text);
        self.tokens.extend(other.tokens.iter().map(|token| Token {
            start: token.start.wrapping_add(letters),
            end: token.end.wrapping_add(letters),
            close: token.close.wrapping_add(count),
            ..*token
        }));
    }

    /// Appends an identifier or a keyword.
    pub(crate) fn word(&mut self, word: &str) {
        self.push(Kind::Word, word, false);
    }

    /// Appends a lifetime with its apostrophe.
    pub(crate) fn lifetime(&mut self, lifetime: &str) {
        self.push(Kind::Lifetime, lifetime, false);
    }

    /// Appends a literal.
    pub(crate) fn literal(&mut self, literal: &str) {
        self.push(Kind::Literal, literal, false);
    }

    /// Appends a string literal whose value is made of parts. The first character of a part is not a digit.
    pub(crate) fn string<const PARTS: usize>(&mut self, parts: [&str; PARTS]) {
        self.write_literal(|text| {
            text.push('"');
            parts.iter().for_each(|part| literal::escaped(part, text));
            text.push('"');
        });
    }

    /// Appends a literal that is written at the end of the text.
    pub(crate) fn write_literal(&mut self, write: impl FnOnce(&mut String)) {
        let start = small(self.text.len());
        write(&mut self.text);
        let end = small(self.text.len());
        self.tokens.push(Token { kind: Kind::Literal, start, end, ..END });
    }

    /// Appends an operator or another mark. Operators that begin with an angle bracket are several marks,
    /// because brackets of generics may be adjacent.
    #[inline]
    pub(crate) fn mark(&mut self, mark: &str) {
        let mut rest = mark;
        while rest.len() > 1 && rest.starts_with(['<', '>']) {
            let (bracket, after) = rest.split_at(1);
            self.push(Kind::Mark, bracket, true);
            rest = after;
        }
        self.push(Kind::Mark, rest, false);
    }

    /// Starts a group. Returns its position.
    pub(crate) fn open(&mut self, delimiter: Delimiter) -> usize {
        let position = self.tokens.len();
        self.push(Kind::Open(delimiter), delimiter.texts().0, false);
        position
    }

    /// Ends the group that was started at a position.
    pub(crate) fn close(&mut self, open: usize) {
        let close = small(self.tokens.len());
        let Some(token) = self.tokens.get_mut(open) else { return };
        token.close = close;
        if let Kind::Open(delimiter) = token.kind {
            self.push(Kind::Close, delimiter.texts().1, false);
        }
    }

    fn push(&mut self, kind: Kind, text: &str, is_joint: bool) {
        let start = small(self.text.len());
        self.text.push_str(text);
        let end = small(self.text.len());
        self.tokens.push(Token { kind, is_joint, start, end, close: 0 });
    }
}

/// Code that means the same, in one line.
impl fmt::Display for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for token in &self.tokens {
            f.write_str(self.text(*token))?;
            if !token.is_joint {
                f.write_str(" ")?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A place in a text or a list. Tokens with places beyond the maximum are more than [`Tokens::MAX`], and are not
/// printed.
fn small(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
