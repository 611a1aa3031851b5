//! Calls of macros, whose arguments may be any tokens.

use super::page::INDENT;
use super::types::Place;
use super::{Printed, Printer};
use crate::tokens::{Delimiter, Kind, Token};

/// What comes before a token decides whether a space does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Pound,
    Dot,
    Colons,
    Word,
    WordBang,
    Group,
    Other,
}

impl Printer<'_> {
    /// Prints a call of a macro. Returns whether it needs a semicolon as a statement.
    pub(super) fn macro_call(&mut self) -> Printed<bool> {
        self.path(Place::Simple)?;
        self.expect("!")?;
        self.page.text("!");
        let Kind::Open(delimiter) = self.kind() else { return self.fail("a group") };
        let is_block = delimiter == Delimiter::Brace;
        if is_block {
            self.page.text(" ");
        }
        self.page.text(self.text());
        let close = self.tokens.at(self.token().close());
        let is_empty = self.is_empty(self.at);
        self.inside(delimiter, |p| {
            if is_empty {
                return Ok(());
            }
            let edge = |p: &mut Self| if is_block { p.page.line() } else { p.page.zero_break() };
            p.page.consistent(INDENT);
            edge(p);
            p.page.inconsistent(0);
            p.any_tokens()?;
            p.page.end();
            edge(p);
            p.page.offset(-INDENT);
            p.page.end();
            Ok(())
        })?;
        self.page.text(self.tokens.text(close));
        Ok(!is_block)
    }

    /// Prints the tokens of a group.
    fn any_tokens(&mut self) -> Printed {
        let mut state = State::Other;
        let mut is_joint = true;
        while !self.is_end() {
            let token = self.token();
            let text = self.text();
            let (needs_space, next) = self.spacing(state, token);
            if !is_joint {
                if needs_space {
                    self.page.space();
                } else if text.starts_with('.') {
                    self.page.zero_break();
                }
            }
            is_joint = token.is_joint;
            match token.kind {
                Kind::Open(delimiter) => self.any_group(delimiter)?,
                _ => {
                    self.page.text(text);
                    self.at += 1;
                }
            }
            state = next;
        }
        Ok(())
    }

    fn any_group(&mut self, delimiter: Delimiter) -> Printed {
        self.page.text(self.text());
        let close = self.tokens.at(self.token().close());
        let has_space = delimiter == Delimiter::Brace && !self.is_empty(self.at);
        self.inside(delimiter, |p| {
            if has_space {
                p.page.space();
            }
            p.any_tokens()?;
            if has_space {
                p.page.space();
            }
            Ok(())
        })?;
        self.page.text(self.tokens.text(close));
        Ok(())
    }

    /// Whether a space comes before a token, and what the token is for the next one.
    fn spacing(&self, state: State, token: Token) -> (bool, State) {
        use Delimiter::{Bracket, Parenthesis};
        let text = self.tokens.text(token);
        match (state, token.kind) {
            (State::Pound, Kind::Open(Bracket)) => (false, State::Other),
            (State::Word, Kind::Open(Parenthesis | Bracket)) => (false, State::Group),
            (State::WordBang, Kind::Open(Parenthesis | Bracket)) => (false, State::Other),
            (_, Kind::Open(Parenthesis | Bracket)) => (true, State::Group),
            (_, Kind::Open(_)) => (true, State::Other),
            (State::Word, Kind::Mark) if text == "!" && !token.is_joint => (false, State::WordBang),
            (_, Kind::Word) if !is_keyword(text) => {
                (!matches!(state, State::Dot | State::Colons), State::Word)
            }
            (_, Kind::Literal) => {
                let next = if text.ends_with('.') { State::Other } else { State::Word };
                (state != State::Dot, next)
            }
            (_, Kind::Lifetime) => (true, State::Word),
            (_, Kind::Mark) => match text {
                "," | ";" => (false, State::Other),
                "." | ".." => (!matches!(state, State::Word | State::Group), State::Dot),
                "..=" => (!matches!(state, State::Word | State::Group), State::Other),
                "::" => (state != State::Word, State::Colons),
                "#" => (true, State::Pound),
                _ => (true, State::Other),
            },
            _ => (true, State::Other),
        }
    }
}

fn is_keyword(word: &str) -> bool {
    const KEYWORDS: [&str; 34] = [
        "as", "async", "await", "box", "break", "const", "continue", "crate", "dyn", "else",
        "enum", "extern", "fn", "for", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
        "move", "mut", "pub", "ref", "return", "static", "struct", "trait", "type", "unsafe",
        "use", "where",
    ];
    KEYWORDS.contains(&word) || matches!(word, "while" | "yield")
}
