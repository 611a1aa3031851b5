//! The tokenizer: strings, numbers, literals, punctuation and whitespace.
//!
//! It knows nothing of messages but the keys of their fields.

use std::borrow::Cow;

use super::fields::KnownField;
use super::{number, scan};
use crate::message::JsonKey;
use crate::wire::{ReadError, ReadResult};

/// What ended a run of plain characters in a string.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum RunEnd {
    Quote,
    Escape,
}

/// A cursor in a JSON text.
pub(super) struct Reader<'a> {
    text: &'a str,
    offset: usize,
}

impl<'a> Reader<'a> {
    pub(super) const fn new(text: &'a str, offset: usize) -> Self {
        Self { text, offset }
    }

    /// The offset of the next byte.
    pub(super) const fn offset(&self) -> usize {
        self.offset
    }

    /// Goes back to an offset that it returned before.
    pub(super) const fn rewind(&mut self, offset: usize) {
        self.offset = offset;
    }

    /// The next byte.
    #[inline]
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.offset).copied()
    }

    /// Skips whitespace and returns the next byte without consuming it.
    #[inline]
    pub(super) fn peek_token(&mut self) -> Option<u8> {
        loop {
            match self.peek() {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.offset += 1,
                next => return next,
            }
        }
    }

    /// Consumes the next byte if it is `byte`.
    #[inline]
    pub(super) fn eat(&mut self, byte: u8) -> bool {
        if self.peek() == Some(byte) {
            self.offset += 1;
            return true;
        }
        false
    }

    /// Skips whitespace, then consumes the next byte if it is `byte`.
    #[inline]
    pub(super) fn eat_token(&mut self, byte: u8) -> bool {
        self.peek_token();
        self.eat(byte)
    }

    /// Consumes `"name":` if the key of one of the fields comes next, and returns the field. Faster
    /// than reading the name.
    #[inline]
    pub(super) fn eat_key(
        &mut self,
        mut fields: impl Iterator<Item = KnownField>,
    ) -> Option<KnownField> {
        let text = self.around_key();
        fields.find_map(|field| {
            let len = field.descriptor.json_key().len_in(&text)?;
            self.offset += len - 1;
            Some(field)
        })
    }

    /// The text from the byte before the next one, which is in the place of the comma of a
    /// [`JsonKey`].
    #[inline]
    fn around_key(&self) -> [u8; JsonKey::SIZE] {
        let start = self.offset.wrapping_sub(1);
        match self.text.as_bytes().get(start..).and_then(<[u8]>::first_chunk) {
            Some(text) => *text,
            None => self.padded(start),
        }
    }

    /// The last bytes of the text, and zeros after them.
    #[cold]
    fn padded(&self, start: usize) -> [u8; JsonKey::SIZE] {
        let mut padded = [0; JsonKey::SIZE];
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        for (place, byte) in padded.iter_mut().zip(rest) {
            *place = *byte;
        }
        padded
    }

    /// Consumes the colon after a key.
    #[inline]
    pub(super) fn colon(&mut self) -> ReadResult<()> {
        if self.eat_token(b':') { Ok(()) } else { self.fail("`:` after the key") }
    }

    /// Consumes a comma or the closing bracket `close`. Returns whether it was a comma.
    #[inline]
    pub(super) fn more(&mut self, close: u8) -> ReadResult<bool> {
        if self.eat_token(b',') {
            Ok(true)
        } else if self.eat(close) {
            Ok(false)
        } else {
            self.fail(if close == b'}' { "`,` or `}`" } else { "`,` or `]`" })
        }
    }

    /// Consumes one of `null`, `true` and `false`.
    #[inline]
    pub(super) fn literal(&mut self, literal: &'static str) -> ReadResult<()> {
        let rest = self.text.as_bytes().get(self.offset..).unwrap_or_default();
        if rest.starts_with(literal.as_bytes()) {
            self.offset += literal.len();
            return Ok(());
        }
        self.fail_in_literal(literal)
    }

    /// Returns an error at the first byte that is not that of a literal.
    #[cold]
    fn fail_in_literal(&mut self, literal: &'static str) -> ReadResult<()> {
        let rest = self.text.as_bytes().get(self.offset..).unwrap_or_default();
        let same = rest.iter().zip(literal.bytes()).take_while(|(a, b)| **a == *b).count();
        self.offset += same;
        self.fail(match literal {
            "null" => "`null`",
            "true" => "`true`",
            _ => "`false`",
        })
    }

    /// Consumes a number if it is an integer of a few digits without a sign, as nearly all are.
    #[inline]
    pub(super) fn short_integer(&mut self) -> Option<u32> {
        let rest = self.text.as_bytes().get(self.offset..)?;
        let (integer, length) = number::short_integer(rest)?;
        self.offset += length;
        Some(integer)
    }

    /// Consumes a number and returns its text.
    pub(super) fn number(&mut self) -> ReadResult<&'a str> {
        let rest = self.text.get(self.offset..).unwrap_or_default();
        let Some(number) = number::scan(rest.as_bytes()).and_then(|length| rest.get(..length))
        else {
            return self.fail("a JSON number");
        };
        self.offset += number.len();
        Ok(number)
    }

    /// Consumes a string and returns its value, borrowed if it has no escapes.
    pub(super) fn string(&mut self) -> ReadResult<Cow<'a, str>> {
        match self.plain_string() {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => self.escaped_string().map(Cow::Owned),
        }
    }

    /// Consumes a string without escapes if one comes next. The result fits into registers.
    pub(super) fn plain_string(&mut self) -> Option<&'a str> {
        let bytes = self.text.as_bytes();
        let [b'"', rest @ ..] = bytes.get(self.offset..)? else { return None };
        let start = self.offset + 1;
        let end = start + scan::plain_run(rest);
        if bytes.get(end) != Some(&b'"') {
            return None;
        }
        self.offset = end + 1;
        // Both ends are beside an ASCII byte, which is a character boundary.
        self.text.get(start..end)
    }

    /// Consumes a string with escapes.
    pub(super) fn escaped_string(&mut self) -> ReadResult<String> {
        let (run, _) = self.open_string()?;
        self.rest_of_string(run)
    }

    /// Consumes the rest of a string after its first run and a backslash. Returns the whole value,
    /// which is allocated once and not larger than its encoding.
    fn rest_of_string(&mut self, first: &str) -> ReadResult<String> {
        let mut text = String::with_capacity(first.len() + self.length_to_quote());
        text.push_str(first);
        loop {
            text.push(self.escape()?);
            let (run, end) = self.run()?;
            text.push_str(run);
            if end == RunEnd::Quote {
                text.shrink_to_fit();
                return Ok(text);
            }
        }
    }

    /// The length of the rest of a string's value, after a backslash. An escape with a number counts
    /// as the longest character.
    fn length_to_quote(&self) -> usize {
        let mut rest = self.text.as_bytes().get(self.offset..).unwrap_or_default();
        let mut length = 0;
        loop {
            let (escape, value) = if rest.first() == Some(&b'u') { (5, 3) } else { (1, 1) };
            rest = rest.get(escape..).unwrap_or_default();
            let run = scan::plain_run(rest);
            length += value + run;
            match rest.get(run..) {
                Some([b'\\', after @ ..]) => rest = after,
                _ => return length,
            }
        }
    }

    /// Consumes the opening quote and the first run of a string.
    #[inline]
    pub(super) fn open_string(&mut self) -> ReadResult<(&'a str, RunEnd)> {
        if self.eat(b'"') { self.run() } else { self.fail("a string") }
    }

    /// Consumes plain characters and the quote or backslash that ends them.
    #[inline]
    pub(super) fn run(&mut self) -> ReadResult<(&'a str, RunEnd)> {
        let rest = self.text.get(self.offset..).unwrap_or_default();
        let length = scan::plain_run(rest.as_bytes());
        // A run ends before an ASCII byte, which is a character boundary.
        let run = rest.get(..length).unwrap_or_default();
        self.offset += length;
        match self.peek() {
            Some(b'"') => {
                self.offset += 1;
                Ok((run, RunEnd::Quote))
            }
            Some(b'\\') => {
                self.offset += 1;
                Ok((run, RunEnd::Escape))
            }
            _ => self.fail("a string character or a closing quote"),
        }
    }

    /// Consumes an escape sequence after its backslash.
    pub(super) fn escape(&mut self) -> ReadResult<char> {
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
            _ => return self.fail("a valid escape sequence"),
        };
        self.offset += 1;
        Ok(character)
    }

    /// Consumes `uXXXX`, or `uXXXX\uXXXX` for a surrogate pair.
    fn unicode_escape(&mut self) -> ReadResult<char> {
        let lone_surrogate =
            |offset| ReadError::new(offset, "a surrogate pair", "a lone surrogate");
        let start = self.offset;
        let unit = self.code_unit()?;
        if let Some(character) = char::from_u32(unit) {
            return Ok(character);
        }
        if !(0xd800..0xdc00).contains(&unit) || !self.eat(b'\\') {
            return Err(lone_surrogate(start));
        }
        let low = if self.peek() == Some(b'u') { self.code_unit()? } else { 0 };
        if !(0xdc00..0xe000).contains(&low) {
            return Err(lone_surrogate(start));
        }
        let scalar = 0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
        char::from_u32(scalar).ok_or_else(|| lone_surrogate(start))
    }

    /// Consumes `uXXXX`.
    fn code_unit(&mut self) -> ReadResult<u32> {
        self.offset += 1;
        let mut unit = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            let Some(digit) = digit else {
                return self.fail("four hexadecimal digits");
            };
            unit = unit * 16 + digit;
            self.offset += 1;
        }
        Ok(unit)
    }

    /// Returns a syntax error at the current offset.
    #[cold]
    pub(super) fn fail<T>(&self, expected: &'static str) -> ReadResult<T> {
        Err(ReadError::syntax(self.offset, expected))
    }
}
