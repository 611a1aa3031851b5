//! [`Input`]: reads varints, tags and lengths, and skips records.
//!
//! The short forms are inlined in every caller: a result in memory costs a message with many fields a
//! tenth of its decoding.

use super::tag::{Tag, WireType};
use crate::message::Encoding;
use crate::wire::{DEPTH_EXPECTED, DEPTH_FOUND, MAX_DEPTH, ReadError, ReadResult};

/// The most bytes of a varint.
const MAX_VARINT: usize = 10;

/// The most bytes of a tag or length, which have 32 bits.
const MAX_SHORT_VARINT: usize = 5;

/// The rest of the message that is being read.
pub(super) struct Input<'a> {
    rest: &'a [u8],
    /// The number of bytes after `rest`, which belong to outer messages.
    after: usize,
    /// The number of bytes of the whole input.
    total: usize,
}

/// What [`Input::enter`] hid: the rest of the outer message.
pub(super) struct Outer<'a> {
    rest: &'a [u8],
    after: usize,
}

impl<'a> Input<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, after: 0, total: bytes.len() }
    }

    /// The position in the whole input.
    pub(super) const fn offset(&self) -> usize {
        self.total - self.after - self.rest.len()
    }

    #[inline]
    pub(super) const fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// The rest of the message, to compare with a later one.
    pub(super) const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Goes back to `start`, an earlier [`rest`](Self::rest) of the same message.
    #[inline]
    pub(super) const fn rewind(&mut self, start: &'a [u8]) {
        self.rest = start;
    }

    /// What was read since `start`, an earlier [`rest`](Self::rest).
    pub(super) fn read_since(&self, start: &'a [u8]) -> &'a [u8] {
        start.get(..start.len() - self.rest.len()).unwrap_or_default()
    }

    /// Reads the length of a message or packed list and hides everything after its end.
    #[inline(always)]
    pub(super) fn enter(&mut self) -> ReadResult<Outer<'a>> {
        let contents = self.bytes()?;
        let outer = Outer { rest: self.rest, after: self.after };
        self.after += self.rest.len();
        self.rest = contents;
        Ok(outer)
    }

    /// Goes on after a message or list that was entered and read to its end.
    #[inline]
    pub(super) const fn leave(&mut self, outer: Outer<'a>) {
        self.rest = outer.rest;
        self.after = outer.after;
    }

    #[inline(always)]
    pub(super) fn varint(&mut self) -> ReadResult<u64> {
        match self.rest.split_first() {
            Some((byte, rest)) if *byte < 0x80 => {
                self.rest = rest;
                Ok((*byte).into())
            }
            _ => self.long_varint(),
        }
    }

    #[inline(never)]
    fn long_varint(&mut self) -> ReadResult<u64> {
        let mut value = 0;
        for (index, byte) in self.rest.iter().take(MAX_VARINT).enumerate() {
            value |= u64::from(byte & 0x7f) << (7 * index);
            if *byte < 0x80 {
                // The tenth byte has room for one bit.
                if index == MAX_VARINT - 1 && *byte > 1 {
                    return Err(self.overlong());
                }
                self.rest = self.rest.get(index + 1..).unwrap_or_default();
                return Ok(value);
            }
        }
        match self.rest.len() < MAX_VARINT {
            true => Err(self.truncated()),
            false => Err(self.overlong()),
        }
    }

    /// Reads the start of a record.
    #[inline(always)]
    pub(super) fn tag(&mut self) -> ReadResult<Tag> {
        // Most tags have one byte.
        if let Some((byte, rest)) = self.rest.split_first()
            && (0x08..0x80).contains(byte)
            && let Some(tag) = Tag::from_bits((*byte).into())
        {
            self.rest = rest;
            return Ok(tag);
        }
        self.long_tag()
    }

    #[inline(never)]
    fn long_tag(&mut self) -> ReadResult<Tag> {
        let offset = self.offset();
        let bits = self.varint()?;
        let Ok(bits) = u32::try_from(bits) else {
            return Err(ReadError::new(offset, FIELD_NUMBER, "a larger one"));
        };
        if self.offset() - offset > MAX_SHORT_VARINT {
            return Err(ReadError::new(offset, "a tag of at most 5 bytes", "a longer one"));
        }
        let number = bits >> 3;
        if number == 0 {
            return Err(ReadError::new(offset, FIELD_NUMBER, "0"));
        }
        match Tag::from_bits(bits) {
            Some(tag) => Ok(tag),
            None => Err(ReadError::new(
                offset,
                "a wire type from 0 to 5",
                format!("{} for the field {number}", bits & 7),
            )),
        }
    }

    /// Reads a length and as many bytes.
    #[inline(always)]
    pub(super) fn bytes(&mut self) -> ReadResult<&'a [u8]> {
        // Most lengths have one byte.
        if let Some((byte, rest)) = self.rest.split_first()
            && *byte < 0x80
            && let Some((bytes, rest)) = rest.split_at_checked((*byte).into())
        {
            self.rest = rest;
            return Ok(bytes);
        }
        self.long_bytes()
    }

    #[inline(never)]
    fn long_bytes(&mut self) -> ReadResult<&'a [u8]> {
        let offset = self.offset();
        let len = self.varint()?;
        if self.offset() - offset > MAX_SHORT_VARINT {
            return Err(ReadError::new(offset, "a length of at most 5 bytes", "a longer one"));
        }
        let split = usize::try_from(len).ok().and_then(|len| self.rest.split_at_checked(len));
        let Some((bytes, rest)) = split else {
            let expected =
                format!("a length of at most {}, the rest of the message", self.rest.len());
            return Err(ReadError::new(offset, expected, format!("a length of {len}")));
        };
        self.rest = rest;
        Ok(bytes)
    }

    /// Reads the start of a record if it is this tag, in as few bytes as possible.
    #[inline]
    pub(super) fn eat(&mut self, tag: Tag) -> bool {
        let bits = tag.bits();
        let rest = match (bits, self.rest) {
            (0..0x80, [byte, rest @ ..]) if u32::from(*byte) == bits => rest,
            (0x80..0x4000, [low, high, rest @ ..])
                if *low >= 0x80 && u32::from(*low & 0x7f) | u32::from(*high) << 7 == bits =>
            {
                rest
            }
            _ => return false,
        };
        self.rest = rest;
        true
    }

    /// The number of records with this tag, which was read, before one with another tag.
    pub(super) fn run(&self, tag: Tag) -> usize {
        let mut ahead = Self { rest: self.rest, after: self.after, total: self.total };
        let mut count = 1;
        while ahead.skip(tag, MAX_DEPTH).is_ok() && ahead.eat(tag) {
            count += 1;
        }
        count
    }

    /// A lower bound of the number of values left in the packed list that was entered.
    pub(super) fn count(&self, encoding: Encoding) -> usize {
        match encoding {
            Encoding::Fixed32 => self.rest.len() / 4,
            Encoding::Fixed64 => self.rest.len() / 8,
            // The last byte of each varint is the only one without the highest bit.
            Encoding::Varint | Encoding::ZigZag | Encoding::Length => {
                self.rest.iter().filter(|byte| **byte < 0x80).count()
            }
        }
    }

    #[inline]
    pub(super) fn fixed<const N: usize>(&mut self) -> ReadResult<[u8; N]> {
        match self.rest.split_first_chunk() {
            Some((bytes, rest)) => {
                self.rest = rest;
                Ok(*bytes)
            }
            None => Err(self.truncated()),
        }
    }

    /// Skips the record of a tag. `depth` is the nesting of the message that the record belongs to.
    pub(super) fn skip(&mut self, tag: Tag, depth: u32) -> ReadResult<()> {
        match tag.wire_type() {
            WireType::Varint => self.varint().map(drop),
            WireType::Fixed64 => self.fixed::<8>().map(drop),
            WireType::Fixed32 => self.fixed::<4>().map(drop),
            WireType::Length => self.bytes().map(drop),
            WireType::GroupStart => self.skip_group(tag.number(), depth + 1),
            WireType::GroupEnd => Err(ReadError::new(
                self.offset(),
                "a field",
                format!("the end of the group {}, which is not open", tag.number()),
            )),
        }
    }

    fn skip_group(&mut self, number: u32, depth: u32) -> ReadResult<()> {
        if depth > MAX_DEPTH {
            return Err(ReadError::new(self.offset(), DEPTH_EXPECTED, DEPTH_FOUND));
        }
        loop {
            let tag = self.tag()?;
            match tag.wire_type() {
                WireType::GroupEnd if tag.number() == number => return Ok(()),
                _ => self.skip(tag, depth)?,
            }
        }
    }

    #[cold]
    fn truncated(&self) -> Box<ReadError> {
        ReadError::new(self.offset(), "more bytes", "the end of the message")
    }

    #[cold]
    fn overlong(&self) -> Box<ReadError> {
        ReadError::new(self.offset(), "a varint of at most 64 bits", "a longer one")
    }
}

const FIELD_NUMBER: &str = "a field number from 1 to 536870911";
