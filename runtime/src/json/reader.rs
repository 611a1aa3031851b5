//! Tokens of JSON.

use std::borrow::Cow;

use super::fault::{Failure, Fault};
use super::{number, scan};

/// How a run of plain characters in a string ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum RunEnd {
    Quote,
    Escape,
}

/// A place in a JSON text, which is known to be UTF-8.
pub(super) struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) const fn new(text: &'a str, at: usize) -> Self {
        Self { text, at }
    }

    /// The offset of the next byte.
    pub(super) const fn offset(&self) -> usize {
        self.at
    }

    /// The next byte.
    #[inline]
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is not whitespace, without consuming it.
    #[inline]
    pub(super) fn peek_token(&mut self) -> Option<u8> {
        loop {
            match self.peek() {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                next => return next,
            }
        }
    }

    /// Consumes the next byte if it is this one.
    #[inline]
    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// Consumes the next token if it is this punctuation.
    #[inline]
    pub(super) fn eat_token(&mut self, byte: u8) -> bool {
        self.peek_token();
        self.eat(byte)
    }

    /// Consumes the key `name` with its quotes if it stands here, without looking for its end.
    #[inline]
    pub(super) fn eat_key(&mut self, name: &str) -> bool {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let found = rest
            .strip_prefix(b"\"")
            .and_then(|rest| rest.strip_prefix(name.as_bytes()))
            .is_some_and(|rest| rest.first() == Some(&b'"'));
        if found {
            self.at += name.len() + 2;
        }
        found
    }

    /// Consumes the colon after a key.
    #[inline]
    pub(super) fn colon(&mut self) -> Result<(), Failure> {
        if self.eat_token(b':') { Ok(()) } else { self.fail("`:` after the key") }
    }

    /// Consumes what stands between two members: a comma goes on, `close` ends.
    #[inline]
    pub(super) fn more(&mut self, close: u8) -> Result<bool, Failure> {
        if self.eat_token(b',') {
            Ok(true)
        } else if self.eat(close) {
            Ok(false)
        } else {
            self.fail(if close == b'}' { "`,` or `}`" } else { "`,` or `]`" })
        }
    }

    /// Consumes one of `null`, `true` and `false`.
    pub(super) fn literal(&mut self, literal: &'static str) -> Result<(), Failure> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        if rest.starts_with(literal.as_bytes()) {
            self.at += literal.len();
            return Ok(());
        }
        let same = rest.iter().zip(literal.bytes()).take_while(|(a, b)| **a == *b).count();
        self.at += same;
        self.fail(match literal {
            "null" => "`null`",
            "true" => "`true`",
            _ => "`false`",
        })
    }

    /// Consumes a number and gives its text.
    pub(super) fn number(&mut self) -> Result<&'a str, Failure> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let Some(number) = number::scan(rest.as_bytes()).and_then(|length| rest.get(..length))
        else {
            return self.fail("a JSON number");
        };
        self.at += number.len();
        Ok(number)
    }

    /// Consumes a string and gives what it says, borrowed unless it has escapes.
    pub(super) fn string(&mut self) -> Result<Cow<'a, str>, Failure> {
        let (run, end) = self.open_string()?;
        if end == RunEnd::Quote {
            return Ok(Cow::Borrowed(run));
        }
        let mut text = run.to_owned();
        self.rest_of_string(&mut text)?;
        Ok(Cow::Owned(text))
    }

    /// Consumes a string into `place`, whose content is replaced.
    pub(super) fn string_into(&mut self, place: &mut String) -> Result<(), Failure> {
        let (run, end) = self.open_string()?;
        *place = run.to_owned();
        if end == RunEnd::Quote { Ok(()) } else { self.rest_of_string(place) }
    }

    fn rest_of_string(&mut self, text: &mut String) -> Result<(), Failure> {
        loop {
            text.push(self.escape()?);
            let (run, end) = self.run()?;
            text.push_str(run);
            if end == RunEnd::Quote {
                return Ok(());
            }
        }
    }

    /// Consumes the opening quote and the first run of a string.
    #[inline]
    pub(super) fn open_string(&mut self) -> Result<(&'a str, RunEnd), Failure> {
        if self.eat(b'"') { self.run() } else { self.fail("a string") }
    }

    /// Consumes plain characters and the quote or backslash that ends them.
    #[inline]
    pub(super) fn run(&mut self) -> Result<(&'a str, RunEnd), Failure> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let length = scan::plain_run(rest.as_bytes());
        // What ends a run is an ASCII character, so this is a boundary.
        let run = rest.get(..length).unwrap_or_default();
        self.at += length;
        match self.peek() {
            Some(b'"') => {
                self.at += 1;
                Ok((run, RunEnd::Quote))
            }
            Some(b'\\') => {
                self.at += 1;
                Ok((run, RunEnd::Escape))
            }
            _ => self.fail("the string to go on or end, without a bare control character"),
        }
    }

    /// Consumes what follows a backslash.
    pub(super) fn escape(&mut self) -> Result<char, Failure> {
        let character = match self.peek() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            _ => return self.fail("an escape that JSON has"),
        };
        self.at += 1;
        Ok(character)
    }

    /// Consumes `uXXXX`, or the two of a surrogate pair.
    fn unicode_escape(&mut self) -> Result<char, Failure> {
        const LONE: &str = "a surrogate pair, not half of one";
        let start = self.at;
        let unit = self.code_unit()?;
        if let Some(character) = char::from_u32(unit) {
            return Ok(character);
        }
        if !(0xd800..0xdc00).contains(&unit) || !self.eat(b'\\') {
            return Err(Fault::syntax(start, LONE));
        }
        let low = if self.peek() == Some(b'u') { self.code_unit()? } else { 0 };
        if !(0xdc00..0xe000).contains(&low) {
            return Err(Fault::syntax(start, LONE));
        }
        let scalar = 0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
        char::from_u32(scalar).ok_or_else(|| Fault::syntax(start, LONE))
    }

    /// Consumes `uXXXX`.
    fn code_unit(&mut self) -> Result<u32, Failure> {
        self.at += 1;
        let mut unit = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            let Some(digit) = digit else {
                return self.fail("four hexadecimal digits");
            };
            unit = unit * 16 + digit;
            self.at += 1;
        }
        Ok(unit)
    }

    /// Reports that the JSON itself is wrong at this place.
    #[cold]
    pub(super) fn fail<T>(&self, expected: &'static str) -> Result<T, Failure> {
        Err(Fault::syntax(self.at, expected))
    }
}
