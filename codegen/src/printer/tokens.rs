//! Tokens in one list, so that the printer can look ahead and come back without a copy.

use std::fmt::{self, Write};

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

/// The kind of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
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

/// A token. Small, because an item may have millions.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Whether the next mark follows without a space.
    pub(super) is_joint: bool,
    /// The place of its text in that of all tokens.
    start: u32,
    end: u32,
    close: u32,
}

impl Token {
    /// For the start of a group, the position of its end.
    pub(super) fn close(self) -> usize {
        self.close as usize
    }
}

/// The end of all tokens, which is also found beyond it.
const END: Token = Token { kind: Kind::Close, is_joint: false, start: 0, end: 0, close: 0 };

/// All tokens of an item.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    text: String,
    tokens: Vec<Token>,
}

impl Tokens {
    /// Lists the tokens of a stream.
    pub(super) fn new(stream: TokenStream) -> Self {
        let mut tokens = Self::default();
        tokens.extend(stream);
        tokens.tokens.push(END);
        tokens
    }

    /// The token at a position.
    pub(super) fn at(&self, position: usize) -> Token {
        self.tokens.get(position).copied().unwrap_or(END)
    }

    /// The text of a token.
    pub(super) fn text(&self, token: Token) -> &str {
        self.text.get(token.start as usize..token.end as usize).unwrap_or_default()
    }

    fn extend(&mut self, stream: TokenStream) {
        let mut is_lifetime = false;
        for tree in stream {
            match tree {
                TokenTree::Group(group) => self.group(&group),
                TokenTree::Ident(ident) => {
                    if !is_lifetime {
                        self.push(Kind::Word);
                    }
                    self.write(&ident);
                }
                TokenTree::Literal(literal) => {
                    self.push(Kind::Literal);
                    self.write(&literal);
                }
                TokenTree::Punct(punct) if punct.as_char() == '\'' => {
                    self.push(Kind::Lifetime);
                    self.text.push('\'');
                    is_lifetime = true;
                    continue;
                }
                TokenTree::Punct(punct) => {
                    self.mark(punct.as_char(), punct.spacing() == Spacing::Joint);
                }
            }
            is_lifetime = false;
        }
    }

    fn group(&mut self, group: &Group) {
        let delimiter = group.delimiter();
        let (start, end) = match delimiter {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Brace => ("{", "}"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::None => ("", ""),
        };
        let open = self.tokens.len();
        self.push(Kind::Open(delimiter));
        self.text.push_str(start);
        self.complete();
        self.extend(group.stream());
        let close = small(self.tokens.len());
        self.push(Kind::Close);
        self.text.push_str(end);
        self.complete();
        if let Some(token) = self.tokens.get_mut(open) {
            token.close = close;
        }
    }

    /// Adds a mark, to the one before it if both are an operator.
    fn mark(&mut self, mark: char, is_joint: bool) {
        let joined = match self.tokens.last() {
            Some(last) if last.kind == Kind::Mark && last.is_joint => self.text(*last),
            _ => "",
        };
        if is_operator(joined, mark) {
            self.text.push(mark);
        } else {
            self.push(Kind::Mark);
            self.text.push(mark);
        }
        self.complete();
        if let Some(last) = self.tokens.last_mut() {
            last.is_joint = is_joint;
        }
    }

    /// Adds a token with the text that is added next.
    fn push(&mut self, kind: Kind) {
        let start = small(self.text.len());
        self.tokens.push(Token { kind, start, ..END });
    }

    /// Adds a word or a literal, or the name of a lifetime.
    fn write(&mut self, text: &impl fmt::Display) {
        // Writing to a string does not fail.
        let _ = write!(self.text, "{text}");
        self.complete();
    }

    /// The last token ends with the text.
    fn complete(&mut self) {
        if let Some(last) = self.tokens.last_mut() {
            last.end = small(self.text.len());
        }
    }

    /// The number of letters of all tokens.
    pub(super) fn letters(&self) -> usize {
        self.text.len()
    }
}

/// A place in a text or a list, which memory limits to far less than it can be.
fn small(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// Whether adjacent marks are one operator. Operators that begin with an angle bracket stay apart,
/// because brackets of generics may be adjacent.
fn is_operator(before: &str, mark: char) -> bool {
    matches!(
        (before, mark),
        (":", ':')
            | ("&", '&')
            | ("|", '|')
            | (".", '.')
            | ("..", '=')
            | ("-" | "=", '>')
            | ("=" | "!" | "+" | "-" | "*" | "/" | "%" | "^" | "&" | "|", '=')
    )
}
